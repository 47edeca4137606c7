// A source is connected, its first webhook is seen to arrive, one that nobody signed rightly is refused, and the inbox
// shows what came and what changed. What is processed is seen to be, a dead letter is mended and replayed, and a question
// is answered.
import { createHmac } from 'node:crypto';
import { type Page, expect, test } from '@playwright/test';
import { complaints, expectAccessible, expectNoOverflow, settled } from './looks';
import { ANA, freshMerchant, signIn } from './people';

const NAME = 'Warehouse robot';

/** Sends a webhook as Standard Webhooks says, and answers with the status. */
async function send(page: Page, path: string, secret: string, id: string, body: string): Promise<number> {
  const time = String(Math.floor(Date.now() / 1000));
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${time}.${body}`).digest('base64');
  const answer = await page.request.post(path, {
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': time,
      'webhook-signature': `v1,${signature}`,
    },
    data: Buffer.from(body),
  });
  return answer.status();
}

/** An order whose number is longer than JavaScript's numbers are. */
function order(quantity: number, status: string): string {
  return `{"type":"order.updated","data":{"id":"7001","number":820982911946154508,"status":"${status}","line_items":[{"id":1,"sku":"CAP","quantity":${quantity}}]}}`;
}

test('a source is connected, and its webhooks are followed into the inbox', async ({ page }) => {
  test.setTimeout(180_000);
  const errors = complaints(page);
  await signIn(page, ANA);
  await freshMerchant(page, 'Channels & Sons');
  let secret = '';
  let path = '';

  await test.step('connect', async () => {
    await page.goto('/app/connections');
    await settled(page);
    await expect(page.getByRole('heading', { name: 'Nothing is connected yet' })).toBeVisible();
    await expectAccessible(page, 'no connections');
    await page.getByRole('main').getByRole('button', { name: 'Connect', exact: true }).first().click();
    const dialog = page.getByRole('dialog', { name: 'Connect a platform' });
    await dialog.getByRole('button', { name: 'Connect', exact: true }).click();
    await expect(dialog.getByText('Choose who sends.')).toBeVisible();
    await dialog.getByRole('combobox', { name: 'Platform' }).fill('Standard');
    await page.getByRole('option', { name: 'Standard Webhooks' }).click();
    await dialog.getByLabel('Name', { exact: true }).fill(NAME);
    await expectAccessible(page, 'connect a platform');
    await dialog.getByRole('button', { name: 'Connect', exact: true }).click();
    await expect(page.getByRole('heading', { name: NAME, level: 1 })).toBeVisible();
  });

  await test.step('the secret is shown once, and the address', async () => {
    secret = await page.getByRole('region', { name: 'Secret', exact: true }).innerText();
    expect(secret).toMatch(/^whsec_/);
    expect(page.url()).not.toContain('whsec');
    const address = page.locator('pre[aria-label="Address for webhooks"] code');
    path = new URL(await address.innerText()).pathname;
    expect(path).toMatch(/^\/webhooks\/conn_/);
    await expect(page.getByText('Waiting for the first webhook…')).toBeVisible();
    await settled(page);
    await expectAccessible(page, 'a connection that waits');
    await page.getByRole('button', { name: 'I have stored it' }).click();
    await expect(page.getByText(secret)).toHaveCount(0);
  });

  await test.step('the first webhook arrives without a reload', async () => {
    expect(await send(page, path, secret, 'msg_1', order(1, 'pending'))).toBe(200);
    await expect(page.getByText('Received and verified.')).toBeVisible();
    await expect(page.getByRole('table', { name: 'Came lately' }).getByText('order.updated')).toBeVisible({ timeout: 15_000 });
  });

  await test.step('a wrong signature is refused, and says why', async () => {
    const wrong = `whsec_${Buffer.from('another secret altogether').toString('base64')}`;
    expect(await send(page, path, wrong, 'msg_x', order(9, 'paid'))).toBe(401);
    await page.reload();
    await settled(page);
    await expect(page.getByText('A webhook came, and was refused.')).toBeVisible();
    const row = page.getByRole('table', { name: 'Refused lately' }).getByRole('row', { name: /The signature is wrong/ });
    await expect(row).toContainText('The secret is all of whsec_');
    await expectAccessible(page, 'a connection with a refusal');
    // What was shown once is not shown again.
    await expect(page.getByText(secret)).toHaveCount(0);
    await page.getByRole('link', { name: 'All connections' }).click();
    await expect(page.getByRole('row', { name: new RegExp(NAME) })).toContainText('Last one refused: The signature is wrong');
  });

  await test.step('the inbox shows what came, and what changed', async () => {
    expect(await send(page, path, secret, 'msg_2', order(3, 'paid'))).toBe(200);
    expect(await send(page, path, secret, 'msg_2', order(3, 'paid'))).toBe(200);
    await page.goto('/app/inbox');
    await settled(page);
    const rows = page.getByRole('table', { name: 'Inbox' }).getByRole('row');
    await expect(rows).toHaveCount(3);
    await expect(rows.nth(1)).toContainText('came 2 times');
    await expectAccessible(page, 'the inbox');
    await rows.nth(1).getByRole('button').first().click();
    const drawer = page.getByRole('dialog', { name: 'order.updated' });
    await drawer.getByText('Body', { exact: true }).click();
    await expect(drawer.getByRole('region', { name: 'Body' })).toContainText('820982911946154508');
    await drawer.getByText('Changes', { exact: true }).click();
    await expect(drawer.getByText('data.line_items[id=1].quantity')).toBeVisible();
    await expect(drawer.getByText('data.status')).toBeVisible();
    await expectAccessible(page, 'a delivery');
    await drawer.getByText('Headers', { exact: true }).click();
    await expect(drawer.getByRole('region', { name: 'Headers' })).toContainText('webhook-id: msg_2');
    await page.keyboard.press('Escape');
    await expect(drawer).toBeHidden();
  });

  await test.step('live, the list grows by itself', async () => {
    await page.getByRole('switch', { name: 'Live' }).check();
    await expect(page).toHaveURL(/live=true/);
    expect(await send(page, path, secret, 'msg_3', '{"type":"stock.changed","data":{"id":"CAP","available":4}}')).toBe(200);
    await expect(page.getByRole('row', { name: /stock\.changed/ })).toBeVisible();
    await page.setViewportSize({ width: 390, height: 844 });
    await expectNoOverflow(page, 'the inbox on a phone');
    await page.goto(`/app/connections/${path.split('/').pop()}`);
    await settled(page);
    await expectNoOverflow(page, 'a connection on a phone');
  });
  expect(errors).toEqual([]);
});

const SHOPIFY_SECRET = 'hush-hush-hush';

/** Sends a webhook as Shopify does, and answers with the status. */
async function shopifySends(page: Page, path: string, topic: string, id: string, body: object): Promise<number> {
  const text = JSON.stringify(body);
  const answer = await page.request.post(path, {
    headers: {
      'content-type': 'application/json',
      'x-shopify-topic': topic,
      'x-shopify-webhook-id': id,
      'x-shopify-shop-domain': 'channels.myshopify.com',
      'x-shopify-hmac-sha256': createHmac('sha256', SHOPIFY_SECRET).update(text).digest('base64'),
    },
    data: Buffer.from(text),
  });
  return answer.status();
}

/** A product of Shopify with one variant. */
function product(id: number, title: string, sku: string): object {
  const variant = { id: id * 10, sku, barcode: null, price: '29.00', option1: 'Default Title', inventory_item_id: id * 100, position: 1 };
  return { id, title, status: 'active', updated_at: '2026-11-20T10:00:00Z', options: [{ name: 'Title', position: 1, values: ['Default Title'] }], variants: [variant], images: [] };
}

test('what is sent is processed; a dead letter is replayed once its cause is mended; a question is answered', async ({ page }) => {
  test.setTimeout(180_000);
  const errors = complaints(page);
  await signIn(page, ANA);
  const headers = await freshMerchant(page, 'Processed & Sons');
  const shop = await (
    await page.request.post('/api/v1/shops', {
      headers,
      data: { name: 'There', kind: 'connected', platform: 'shopify', currency: 'EUR', language: 'en', time_zone: 'Europe/Berlin', country: 'DE', prices_include_tax: true },
    })
  ).json();
  const made = await page.request.post('/api/v1/connections', { headers, data: { platform: 'shopify', name: 'There', secret: SHOPIFY_SECRET } });
  expect(made.status(), await made.text()).toBe(201);
  const connection = await made.json();
  const path = new URL(connection.url).pathname;
  const drawer = page.getByRole('dialog', { name: 'products/create' });

  await test.step('what cannot be applied is a dead letter that says why', async () => {
    expect(await shopifySends(page, path, 'products/create', 'wh-1', product(1, 'Lamp', 'LAMP'))).toBe(200);
    await page.goto('/app/inbox?state=failed');
    await settled(page);
    await expect(async () => {
      await page.reload();
      await expect(page.getByRole('row', { name: /Dead letter/ })).toBeVisible({ timeout: 3_000 });
    }).toPass();
    await expectAccessible(page, 'the inbox with a dead letter');
    await page.getByRole('row', { name: /Dead letter/ }).getByRole('button').first().click();
    await expect(drawer.getByText(/The connection is for no shop/)).toBeVisible();
    await expect(drawer.getByRole('link', { name: 'Open the connection' })).toBeVisible();
    await expect(drawer.getByRole('region', { name: 'Product' })).toContainText('Lamp');
    await expectAccessible(page, 'a dead letter');
  });

  await test.step('replayed after the cause is mended, it is processed', async () => {
    const mended = await page.request.patch(`/api/v1/connections/${connection.id}`, {
      headers: { ...headers, 'If-Match': `"${connection.version}"` },
      data: { shop_id: shop.id },
    });
    expect(mended.status(), await mended.text()).toBe(200);
    await drawer.getByRole('button', { name: 'Replay' }).click();
    await expect(drawer.getByText('What it says is applied.')).toBeVisible({ timeout: 20_000 });
    await expect(drawer.getByText('Product: made')).toBeVisible();
    await page.keyboard.press('Escape');
  });

  await test.step('many are replayed at once, and nothing is doubled', async () => {
    await page.goto('/app/inbox?state=processed');
    await settled(page);
    await page.getByRole('button', { name: 'Replay these' }).click();
    const dialog = page.getByRole('dialog', { name: 'Replay 1 delivery?' });
    await expect(dialog).toContainText('Nothing is doubled');
    await dialog.getByRole('button', { name: 'Replay', exact: true }).click();
    await expect(page.getByText('1 delivery is processed again.')).toBeVisible();
    await expect(async () => {
      await page.reload();
      await expect(page.getByRole('row', { name: /Product: was so already/ })).toBeVisible({ timeout: 3_000 });
    }).toPass();
    const products = await (await page.request.get('/api/v1/products', { headers })).json();
    expect(products.data).toHaveLength(1);
  });

  await test.step('a question is asked, and answered', async () => {
    // Two things of one shop with the same SKU: nobody guesses.
    expect(await shopifySends(page, path, 'products/create', 'wh-2', product(2, 'Lamp, again', 'LAMP'))).toBe(200);
    await page.goto('/app/review');
    await expect(async () => {
      await page.reload();
      await expect(page.getByRole('region', { name: /Lamp, again/ })).toBeVisible({ timeout: 3_000 });
    }).toPass();
    await settled(page);
    await expectAccessible(page, 'a question');
    await expectNoOverflow(page, 'a question');
    await page.getByRole('button', { name: /^It is this one/ }).click();
    await expect(page.getByRole('heading', { name: 'Nothing to decide' })).toBeVisible();
  });
  expect(errors).toEqual([]);
});
