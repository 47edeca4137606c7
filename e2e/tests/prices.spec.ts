// By which prices and taxes a shop sells: a list of its own beside the base prices, and rates by country.
import { expect, test } from '@playwright/test';
import { complaints, expectAccessible, expectNoOverflow, settled } from './looks';
import { ANA, freshMerchant, signIn } from './people';

test('tax rates of a shop, and a price list on a phone', async ({ page }) => {
  test.setTimeout(120_000);
  const errors = complaints(page);
  await signIn(page, ANA);
  const headers = await freshMerchant(page, 'Prices & Taxes');
  const post = async (path: string, data: object) => {
    const answer = await page.request.post(`/api/v1/${path}`, { headers, data });
    expect(answer.status(), await answer.text()).toBe(201);
    return answer.json();
  };
  const shop = await post('shops', { name: 'Corner', kind: 'hosted', country: 'ES' });
  const prices = [{ amount_minor: 1250, currency: 'EUR' }];
  await post('products', { title: 'Wool socks', state: 'active', variants: [{ sku: 'SOX', prices }] });
  await post('products', { title: 'Rain cap', state: 'active', variants: [{ sku: 'CAP', prices }] });

  await test.step('rates are added, checked and saved', async () => {
    await page.goto('/app/settings/shops');
    await page.getByRole('button', { name: 'Actions for Corner' }).click();
    await page.getByRole('menuitem', { name: 'Tax rates' }).click();
    await expect(page.getByRole('heading', { name: 'Tax rates of Corner', level: 1 })).toBeVisible();
    await expect(page.getByRole('heading', { name: 'No tax rates yet' })).toBeVisible();
    await page.getByRole('button', { name: 'Add a rate' }).click();
    const first = page.getByRole('listitem', { name: 'Rate 1' });
    await expect(first.getByRole('combobox', { name: 'Country' })).toHaveValue('Spain');
    await page.getByRole('button', { name: 'Save changes' }).click();
    await expect(first).toContainText('Enter a rate such as 19 or 8.875.');
    await first.getByLabel('Rate', { exact: true }).fill('21');
    await page.getByRole('button', { name: 'Add a rate' }).click();
    const second = page.getByRole('listitem', { name: 'Rate 2' });
    await second.getByLabel('Tax class').fill('standard');
    await second.getByLabel('Rate', { exact: true }).fill('7');
    await page.getByRole('button', { name: 'Save changes' }).click();
    await expect(second).toContainText('There is a rate for this place and tax class already.');
    await second.getByLabel('Region').fill('Canarias');
    await expectAccessible(page, 'tax rates');
    await page.getByRole('button', { name: 'Save changes' }).click();
    await expect(page.getByText('Saved', { exact: true })).toBeVisible();
    const saved = await (await page.request.get(`/api/v1/shops/${shop.id}/tax-rates`, { headers })).json();
    expect(saved.rates.map((rate: { region: string | null; rate: string; on_shipping: boolean }) => [rate.region, rate.rate, rate.on_shipping])).toEqual([
      [null, '21', true],
      ['Canarias', '7', false],
    ]);
    await page.setViewportSize({ width: 390, height: 844 });
    await expectNoOverflow(page, 'tax rates');
    await expectAccessible(page, 'tax rates on a phone');
  });

  await test.step('a list of its own is priced beside the base prices', async () => {
    await page.goto('/app/products/prices');
    await settled(page);
    await page.getByRole('button', { name: 'New price list' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('Wholesale');
    await page.getByRole('dialog').getByRole('button', { name: 'New price list' }).click();
    await expect(page.getByRole('heading', { name: 'Wholesale', level: 1 })).toBeVisible();
    await page.getByLabel('Price: Wool socks').fill('9.90');
    await page.getByLabel('Was: Wool socks').fill('9');
    await page.getByLabel('Price: Rain cap').fill('11');
    await expect(page.getByText('2 changed prices')).toBeVisible();
    await expectNoOverflow(page, 'a price list');
    await expectAccessible(page, 'a price list');
    await page.getByRole('button', { name: 'Save changes' }).click();
    // What it is compared with must be above the price: that one is refused, and the other saved.
    await expect(page.getByText('1 price saved.')).toBeVisible();
    await expect(page.getByRole('alert').filter({ hasText: '1 price could not be saved' })).toBeVisible();
    await page.getByLabel('Was: Wool socks').fill('12.50');
    await page.getByRole('button', { name: 'Save changes' }).click();
    await expect(page.getByText('changed price')).toHaveCount(0);
    await page.getByRole('switch', { name: 'Corner sells by this list' }).press('Space');
    await expect(page.getByText('The price list of Corner is set.')).toBeVisible();
    await page.getByRole('switch', { name: 'Only with a price here' }).press('Space');
    await expect(page).toHaveURL(/priced=true/);
    await page.getByLabel('Price: Rain cap').fill('');
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByRole('dialog', { name: 'Take 1 price away?' }).getByRole('button', { name: 'Save and take away' }).click();
    await expect(page.getByLabel('Price: Rain cap')).toHaveCount(0);
    await expect(page.getByLabel('Price: Wool socks')).toHaveValue('9.90');
  });
  expect(errors).toEqual([]);
});
