// Shops: made, looked at one at a time, changed by two people at once, archived.
import { expect, test } from '@playwright/test';
import { expectAccessible, settled } from './looks';
import { ANA, TOM, freshMerchant, signIn } from './people';

const LAST = 'Lantern Tokyo';

test('the first steps lead to a shop, and the switcher to one of two', async ({ page }) => {
  await signIn(page, ANA);
  const headers = await freshMerchant(page, 'Lantern & Co');
  await page.goto('/app/');
  await settled(page);
  await expect(page.getByRole('button', { name: /^Shop:/ })).toHaveCount(0);
  await page.getByRole('link', { name: 'Start: Create your first shop' }).click();

  const dialog = page.getByRole('dialog', { name: 'Create a shop' });
  await dialog.getByLabel('Name', { exact: true }).fill('Lantern Berlin');
  await dialog.getByRole('button', { name: 'Create shop' }).click();
  await expect(page.getByRole('row', { name: /Lantern Berlin/ })).toContainText('Tradepost storefront');

  await page.getByRole('button', { name: 'Create shop' }).click();
  await dialog.getByLabel('Name', { exact: true }).fill('Lantern Tokyo');
  await dialog.getByRole('radio', { name: 'On another platform' }).click();
  await dialog.getByRole('button', { name: 'Create shop' }).click();
  await expect(dialog.getByText('Choose the platform it runs on.')).toBeVisible();
  await dialog.getByRole('combobox', { name: 'Platform' }).click();
  await page.getByRole('option', { name: 'Shopify' }).click();
  await expectAccessible(page, 'create a shop');
  await dialog.getByRole('button', { name: 'Create shop' }).click();
  await expect(page.getByRole('row', { name: /Lantern Tokyo/ })).toContainText('Shopify');

  const switcher = page.getByRole('button', { name: /^Shop:/ });
  await switcher.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menu')).toBeVisible();
  for (const name of ['All shops', 'Lantern Berlin', LAST]) {
    await expect(page.getByRole('menuitem', { name })).toBeFocused();
    if (name !== LAST) await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Shop: Lantern Tokyo' })).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: 'You now see Lantern Tokyo.' })).toHaveCount(1);
  await page.reload();
  await expect(page.getByRole('button', { name: 'Shop: Lantern Tokyo' })).toBeVisible();

  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('button', { name: 'Open navigation' }).click();
  const drawer = page.getByRole('dialog', { name: 'Main navigation' });
  await drawer.getByRole('button', { name: 'Shop: Lantern Tokyo' }).click();
  await page.getByRole('menuitem', { name: 'All shops' }).click();
  await expect(drawer.getByRole('button', { name: 'Shop: All shops' })).toBeVisible();
  await expectAccessible(page, 'the drawer with its switcher');

  const shops = await (await page.request.get('/api/v1/shops', { headers })).json();
  expect(shops.data.map((shop: { name: string; kind: string }) => [shop.name, shop.kind])).toEqual([
    ['Lantern Berlin', 'hosted'],
    ['Lantern Tokyo', 'connected'],
  ]);
});

test('two people who change a shop at once are told', async ({ page }) => {
  await signIn(page, ANA);
  const headers = await freshMerchant(page, 'Two At Once');
  const made = await page.request.post('/api/v1/shops', { headers, data: { name: 'Corner', kind: 'hosted' } });
  const shop = await made.json();
  await page.goto('/app/settings/shops');
  await page.getByRole('row', { name: /Corner/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Settings of Corner' });
  await dialog.getByLabel('Name', { exact: true }).fill('Corner shop');
  const theirs = await page.request.patch(`/api/v1/shops/${shop.id}`, {
    headers: { ...headers, 'If-Match': '"1"' },
    data: { order_prefix: 'C-' },
  });
  expect(theirs.status()).toBe(200);
  await dialog.getByRole('button', { name: 'Save changes' }).click();
  await expect(dialog.getByRole('alert')).toContainText('Somebody else changed this');
  await dialog.getByRole('button', { name: 'Load their version' }).click();
  await expect(dialog.getByLabel('Order numbers begin with')).toHaveValue('C-');
  await dialog.getByLabel('Name', { exact: true }).fill('Corner shop');
  await dialog.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByRole('row', { name: /Corner shop/ })).toBeVisible();

  await page.getByRole('button', { name: 'Actions for Corner shop' }).click();
  await page.getByRole('menuitem', { name: 'Archive' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Archive' }).click();
  await expect(page.getByRole('heading', { name: 'No shop yet' })).toBeVisible();
  await page.getByRole('switch', { name: 'Show archived shops' }).check();
  await page.getByRole('button', { name: 'Actions for Corner shop' }).click();
  await page.getByRole('menuitem', { name: 'Bring back' }).click();
  await expect(page.getByText('Corner shop is in use again.')).toBeVisible();
});

test('a courier sells nothing and sees nothing of it', async ({ page }) => {
  await signIn(page, TOM);
  await page.goto('/app/settings/shops');
  await settled(page);
  await expect(page).toHaveURL(/\/app\/?$/);
  await expect(page.getByRole('link', { name: 'Shops' })).toHaveCount(0);
});
