// What a merchant does with goods: a product with options and a picture, a price in the grid, stock and why it is so,
// an order to a supplier of which a part arrives.
import { type Page, test, expect } from '@playwright/test';
import { complaints, expectAccessible, expectNoOverflow, settled } from './looks';
import { ANA, signIn } from './people';

const TITLE = 'Vidda wool cap';
const SKU = 'VIDDA';

/** Chooses one of what a field offers while somebody types. */
async function pick(page: Page, field: string, typed: string, option: string | RegExp): Promise<void> {
  await page.getByRole('combobox', { name: field, exact: true }).fill(typed);
  await page.getByRole('option', { name: option }).first().click();
}

test('goods, from the first picture to the delivery of a supplier', async ({ page }) => {
  test.setTimeout(180_000);
  const errors = complaints(page);
  await signIn(page, ANA);

  await test.step('a product with options', async () => {
    await page.goto('/app/products/new');
    await settled(page);
    await page.getByLabel('Title', { exact: true }).fill(TITLE);
    await page.getByRole('button', { name: 'Add an option' }).click();
    await page.getByLabel('Option', { exact: true }).fill('Colour');
    const values = page.getByRole('combobox', { name: 'Values' });
    for (const value of ['Moss', 'Slate']) {
      await values.fill(value);
      await page.keyboard.press('Enter');
    }
    await page.getByLabel('Price EUR').fill('39.90');
    await page.getByLabel('SKUs begin with').fill(SKU);
    await expect(page.getByText('2 variants will be made')).toBeVisible();
    await expectAccessible(page, 'a new product');
    await page.getByRole('button', { name: 'New product', exact: true }).click();
    await expect(page.getByRole('heading', { name: TITLE, level: 1 })).toBeVisible();
  });

  await test.step('pictures, sent together', async () => {
    const picture = await page.screenshot({ clip: { x: 0, y: 0, width: 640, height: 480 } });
    const chosen = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Add pictures' }).click();
    await (await chosen).setFiles([
      { name: 'cap.png', mimeType: 'image/png', buffer: picture },
      { name: 'broken.png', mimeType: 'image/png', buffer: Buffer.from('no picture at all') },
    ]);
    await expect(page.getByRole('button', { name: 'Picture 1, without description: open' })).toBeVisible();
    await expect(page.getByRole('alert').filter({ hasText: 'no picture' })).toBeVisible();
    await page.getByRole('button', { name: 'Picture 1, without description: open' }).click();
    await page.getByLabel('Description', { exact: true }).last().fill('A cap of green wool');
    await page.getByRole('dialog').getByRole('button', { name: 'Save changes' }).click();
    await expect(page.getByRole('button', { name: 'Picture 1, A cap of green wool: open' })).toBeVisible();
    await expectAccessible(page, 'a product');
  });

  await test.step('another word for a value, and an option more', async () => {
    await page.getByRole('button', { name: 'Edit options' }).click();
    const dialog = page.getByRole('dialog', { name: 'Edit options' });
    await dialog.getByRole('textbox', { name: 'Value 2' }).fill('Slate grey');
    await dialog.getByRole('button', { name: 'Add an option' }).click();
    await dialog.getByRole('textbox', { name: 'Option', exact: true }).last().fill('Fit');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog.getByText('This field is needed.')).toBeVisible();
    await dialog.getByRole('textbox', { name: 'Value 1' }).last().fill('Regular');
    await expectAccessible(page, 'the options of a product');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByRole('gridcell', { name: 'Slate grey / Regular' })).toBeVisible();
  });

  await test.step('a price in the grid', async () => {
    const row = page.getByRole('row').filter({ hasText: `${SKU}-MOSS` });
    await row.getByRole('gridcell', { name: /39\.90/ }).first().click();
    await page.keyboard.type('44');
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'Variants' }).getByRole('button', { name: 'Save changes' }).click();
    await expect(page.getByText('1 variant saved.')).toBeVisible();
    await page.reload();
    await settled(page);
    await expect(row.getByRole('gridcell', { name: /44\.00/ }).first()).toBeVisible();
  });

  await test.step('stock, and why it is so', async () => {
    await page.goto(`/app/stock?q=${SKU}-MOSS`);
    await settled(page);
    await page.getByRole('button', { name: new RegExp(TITLE) }).click();
    const drawer = page.getByRole('dialog');
    await drawer.getByLabel(/How many more/).fill('5');
    await drawer.getByRole('button', { name: 'Correct', exact: true }).click();
    await expect(drawer.getByRole('heading', { name: 'Why 5 available?' })).toBeVisible();
    await expectAccessible(page, 'why a figure is so');
  });

  await test.step('an order to a supplier, of which a part arrives', async () => {
    await page.goto('/app/stock/suppliers?create=true');
    await settled(page);
    await page.getByRole('dialog').getByLabel('Name', { exact: true }).fill('Vidda Ull AS');
    await page.getByRole('dialog').getByRole('button', { name: 'Save changes' }).click();
    await expect(page.getByRole('heading', { name: 'Vidda Ull AS', level: 1 })).toBeVisible();
    await pick(page, 'Add goods that it offers', `${SKU}-MOSS`, new RegExp(TITLE));
    await page.getByLabel('Cost of one').fill('12.50');
    await page.getByLabel('In a pack').fill('6');
    await page.getByRole('dialog').getByRole('button', { name: 'Save changes' }).click();
    await page.getByRole('link', { name: 'New purchase order' }).click();
    await page.getByRole('button', { name: /what it offers/ }).click();
    await expect(page.getByLabel(`Quantity: ${TITLE}`)).toHaveValue('6');
    await expect(page.getByText('Goods: €75.00')).toBeVisible();
    await page.getByRole('button', { name: 'Save draft' }).click();
    await page.getByRole('link', { name: 'Edit' }).click();
    await expect(page.getByLabel(`Quantity: ${TITLE}`)).toHaveValue('6');
    await page.getByLabel('Note').fill('Leave it at the back door');
    await page.getByRole('button', { name: 'Save changes' }).click();
    await expect(page.getByText('Leave it at the back door')).toBeVisible();
    await page.getByRole('button', { name: 'Mark as ordered' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Mark as ordered' }).click();
    await page.getByRole('button', { name: 'Receive goods' }).click();
    await page.getByLabel(`Arrived: ${TITLE}`).fill('4');
    await page.getByRole('button', { name: 'Take in' }).click();
    await expect(page.getByText('Partly received')).toBeVisible();
    await expectAccessible(page, 'a purchase order');
    await page.goto(`/app/stock?q=${SKU}-MOSS`);
    await settled(page);
    const cells = page.getByRole('row').filter({ hasText: `${SKU}-MOSS` }).getByRole('cell');
    await expect(cells.filter({ hasText: /^9$/ }).first()).toBeVisible();
    await expect(cells.last()).toHaveText('2');
  });
  expect(errors).toEqual([]);
});

test('the lists of goods, wide and on a phone', async ({ page }) => {
  test.setTimeout(180_000);
  const errors = complaints(page);
  await signIn(page, ANA);
  const pages = ['products', 'products/categories', 'products/collections', 'stock', 'stock/movements', 'stock/locations', 'stock/purchase-orders', 'stock/suppliers', 'stock/transfers', 'stock/counts'];
  for (const path of pages) {
    await test.step(path, async () => {
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.goto(`/app/${path}`);
      await settled(page);
      await expectAccessible(page, path);
      await page.setViewportSize({ width: 390, height: 844 });
      await expectNoOverflow(page, path);
    });
  }
  expect(errors).toEqual([]);
});
