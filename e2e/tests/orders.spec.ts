// An order's life, as the people of a shop lead it: put together, paid, sent in parts, refunded, returned, invoiced.
import { type Page, expect, test } from '@playwright/test';
import { expectAccessible, expectNoOverflow, settled } from './looks';
import { ANA, freshMerchant, signIn } from './people';

interface Made {
  headers: Record<string, string>;
}

/** A merchant with a shop, a warehouse and two products on its shelf. */
async function stocked(page: Page, name: string): Promise<Made> {
  const headers = await freshMerchant(page, name);
  const post = async (path: string, data: object) => {
    const answer = await page.request.post(`/api/v1/${path}`, { headers, data });
    expect(answer.status(), await answer.text()).toBe(201);
    return answer.json();
  };
  const shop = await post('shops', { name: 'Harbour', kind: 'hosted', country: 'DE', language: 'en', order_prefix: 'H-' });
  const rates = [{ country: 'DE', tax_class: 'standard', rate: '19', on_shipping: true }];
  const taxed = await page.request.put(`/api/v1/shops/${shop.id}/tax-rates`, { headers: { ...headers, 'If-Match': '"0"' }, data: { rates } });
  expect(taxed.status(), await taxed.text()).toBe(200);
  const { id: location_id } = await post('locations', { name: 'Warehouse' });
  for (const [title, sku, amount_minor] of [['Wool socks', 'SOX', 1250], ['Rain cap', 'CAP', 3000]] as const) {
    const prices = [{ amount_minor, currency: 'EUR' }];
    const product = await post('products', { title, state: 'active', variants: [{ sku, weight_g: 100, prices }] });
    const variants = await (await page.request.get(`/api/v1/variants?product=${product.id}`, { headers })).json();
    await post('stock/adjustments', { location_id, variant_id: variants.data[0].id, delta: 10, reason: 'opening' });
  }
  return { headers };
}

const dialog = (page: Page) => page.getByRole('dialog');
const section = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

/** Puts a variant into the order that is being written. */
async function addItem(page: Page, label: string, typed: string, title: RegExp): Promise<void> {
  await page.getByLabel(label).fill(typed);
  await page.getByRole('option', { name: title }).click();
}

test('an order from the draft to the invoice', async ({ page }) => {
  test.setTimeout(180_000);
  await signIn(page, ANA);
  await stocked(page, 'Harbour Goods');

  await test.step('a draft is put together and placed', async () => {
    await page.goto('/app/orders');
    await settled(page);
    await expect(page.getByRole('heading', { name: 'No orders yet' })).toBeVisible();
    await page.getByRole('link', { name: 'Create order' }).first().click();
    await expect(page.getByRole('heading', { name: 'New order', level: 1 })).toBeVisible();
    await addItem(page, 'Product, SKU or barcode', 'socks', /Wool socks/);
    await page.getByLabel('Quantity of Wool socks').fill('3');
    await addItem(page, 'Product, SKU or barcode', 'CAP', /Rain cap/);
    const customer = section(page, 'Customer');
    await customer.getByLabel('Name').first().fill('Ada Lovelace');
    await customer.getByLabel('E-mail address').fill('ada@example.com');
    await customer.getByLabel('Name').nth(1).fill('Ada Lovelace');
    await customer.getByLabel('Street and number').fill('Torstraße 1');
    await customer.getByLabel('Postal code').fill('10119');
    await customer.getByLabel('City').fill('Berlin');
    await customer.getByRole('combobox', { name: 'Country' }).fill('Germany');
    await page.getByRole('option', { name: 'Germany' }).click();
    await section(page, 'Shipping').getByRole('textbox', { name: 'Price' }).fill('4.90');
    await expect(section(page, 'Sum')).toContainText('€72.40');
    await expect(section(page, 'Sum')).toContainText('By the shop’s tax rates for Germany.');
    await expect(page.getByLabel('Tax: Rain cap')).toHaveAttribute('placeholder', '19');
    await page.getByLabel('Tax: Rain cap').fill('7');
    await expect(section(page, 'Sum')).toContainText('19 %, 7 %');
    await page.getByLabel('Tax: Rain cap').fill('');
    await expect(section(page, 'Sum')).not.toContainText('7 %');
    await expectAccessible(page, 'a new order');
    await page.getByRole('button', { name: 'Save draft' }).click();
    await expect(page).toHaveURL(/\/orders\/drafts\/draft_/);
    await page.getByRole('button', { name: 'Place order' }).click();
    await expect(page.getByRole('heading', { name: 'H-1001', level: 1 })).toBeVisible();
  });

  await test.step('the money comes', async () => {
    await settled(page);
    await expectAccessible(page, 'an order');
    await page.getByRole('button', { name: 'Record payment' }).first().click();
    await expect(dialog(page).getByLabel('Amount')).toHaveValue('72.40');
    await expectAccessible(page, 'record a payment');
    await dialog(page).getByRole('button', { name: 'Record payment' }).click();
    await expect(section(page, 'Payments')).toContainText('Received');
  });

  await test.step('a part of it leaves', async () => {
    await page.getByRole('button', { name: 'Send parcel' }).first().click();
    await dialog(page).getByLabel('Quantity of Rain cap').fill('0');
    await dialog(page).getByLabel('Tracking number').fill('0034');
    await expectAccessible(page, 'send a parcel');
    await dialog(page).getByRole('button', { name: 'Send parcel' }).click();
    const shipments = section(page, 'Shipments');
    await expect(shipments).toContainText('3 × Wool socks');
    await expect(page.getByText('Partly sent')).toBeVisible();
    await shipments.getByRole('button', { name: 'Mark as delivered' }).click();
    await expect(shipments).toContainText('Delivered');
  });

  await test.step('the money of what never left goes back', async () => {
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Refund' }).click();
    await dialog(page).getByLabel('Quantity of Rain cap').fill('1');
    await expect(dialog(page)).toContainText('€72.40');
    await expectAccessible(page, 'refund');
    await dialog(page).getByRole('button', { name: 'Refund €30.00' }).click();
    await expect(section(page, 'Payments')).toContainText('−€30.00');
    await expect(page.getByText('Partly refunded')).toBeVisible();
  });

  await test.step('a pair of socks comes back', async () => {
    const returns = section(page, 'Returns');
    await returns.getByRole('button', { name: 'Open return' }).click();
    await dialog(page).getByLabel('Quantity of Wool socks').fill('1');
    await dialog(page).getByRole('button', { name: 'Open return' }).click();
    await expect(returns).toContainText('H-1001-R1');
    await returns.getByRole('button', { name: 'Approve' }).click();
    await dialog(page).getByRole('button', { name: 'Approve' }).click();
    await returns.getByRole('button', { name: 'Receive goods' }).click();
    await dialog(page).getByRole('button', { name: 'Receive goods' }).click();
    await returns.getByRole('button', { name: 'Inspect' }).click();
    await expectAccessible(page, 'inspect a return');
    await dialog(page).getByRole('button', { name: 'Inspect' }).click();
    await expect(returns).toContainText('1 arrived, 1 back on the shelf');
    await returns.getByRole('button', { name: 'Refund' }).click();
    await dialog(page).getByRole('button', { name: 'Refund €12.50' }).click();
    await expect(returns).toContainText('Refunded €12.50');
  });

  await test.step('somebody writes a note, and the invoice is printed', async () => {
    await page.getByLabel('Write a note').fill('Called: all is well.');
    await page.getByRole('button', { name: 'Add note' }).click();
    await expect(section(page, 'Timeline')).toContainText('Called: all is well.');
    await page.getByRole('button', { name: 'Issue invoice' }).click();
    const file = page.waitForEvent('download');
    await page.getByRole('button', { name: /^Download/ }).click();
    expect((await file).suggestedFilename()).toMatch(/\.pdf$/);
    const slip = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Packing slip' }).click();
    expect((await slip).suggestedFilename()).toBe('packing-slip-H-1001.pdf');
  });

  await test.step('on a phone and in the dark it holds together', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await expectNoOverflow(page, 'an order');
    await page.emulateMedia({ colorScheme: 'dark' });
    await expectAccessible(page, 'an order, dark', ['color-contrast', 'link-in-text-block']);
  });
});

test('many orders at once, and a view of them to keep', async ({ page }) => {
  test.setTimeout(120_000);
  await signIn(page, ANA);
  const { headers } = await stocked(page, 'Harbour Wholesale');
  const shops = await (await page.request.get('/api/v1/shops', { headers })).json();
  for (const name of ['Ada Lovelace', 'Grace Hopper', 'Kim Min-ji']) {
    const lines = [{ title: 'Engraving', quantity: 1, unit_price_minor: 1500 }];
    const answer = await page.request.post('/api/v1/orders', { headers, data: { shop_id: shops.data[0].id, buyer: { name }, lines } });
    expect(answer.status(), await answer.text()).toBe(201);
  }
  await page.goto('/app/orders');
  await settled(page);
  await expectAccessible(page, 'the list of orders');
  await page.getByRole('checkbox', { name: 'Select H-1001' }).check();
  await page.getByRole('checkbox', { name: 'Select H-1002' }).check();
  await page.getByRole('button', { name: 'Change tags' }).click();
  await dialog(page).getByLabel('Add').fill('gift');
  await page.keyboard.press('Enter');
  await dialog(page).getByRole('button', { name: 'Apply to 2 orders' }).click();
  await expect(dialog(page)).toContainText('Done with 2 of 2 orders.');
  await expectAccessible(page, 'a bulk action');
  await dialog(page).getByRole('button', { name: 'Close' }).last().click();

  await page.getByRole('button', { name: 'More filters' }).click();
  await page.getByRole('searchbox', { name: 'Tag' }).fill('gift');
  await expect(page).toHaveURL(/tag=gift/);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('row')).toHaveCount(3);
  await page.getByRole('button', { name: 'Save this view' }).click();
  await dialog(page).getByLabel('Name').fill('Gifts');
  await dialog(page).getByRole('button', { name: 'Save changes' }).click();
  await page.getByRole('button', { name: 'All', exact: true }).click();
  await expect(page.getByRole('row')).toHaveCount(4);
  await page.getByRole('button', { name: 'Gifts', exact: true }).click();
  await expect(page.getByRole('row')).toHaveCount(3);

  await page.getByRole('row', { name: /H-1002/ }).getByRole('button').click();
  await expect(page.getByRole('heading', { name: 'H-1002', level: 1 })).toBeVisible();
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Edit items' }).click();
  await page.getByLabel('Quantity of Engraving').fill('2');
  await expect(section(page, 'Sum')).toContainText('€30.00');
  await expectAccessible(page, 'edit an order');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(section(page, 'Items')).toContainText('€30.00');

  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Cancel order' }).click();
  await dialog(page).getByRole('button', { name: 'Cancel order' }).click();
  await expect(page.getByText('Cancelled: The customer changed their mind')).toBeVisible();
});
