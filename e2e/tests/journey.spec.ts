// The first hour of a newcomer, from sign-up to a call of the API, and what the audit log makes of it.
import { type Browser, type Page, expect, test } from '@playwright/test';
import { OLIVIA, inOrganization, signInByForm } from './people';

const GRACE = 'grace@example.com';
const MARGARET = 'margaret@example.com';
const SECRET = 'plum-orbit-canyon-velvet';

/** Opens the latest mail to this address in the operator's outbox and answers the address of the link in it. */
async function linkInOutbox(browser: Browser, email: string): Promise<string> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await signInByForm(page, OLIVIA);
  await page.goto('/app/operator/mails');
  await page.getByRole('row', { name: new RegExp(email) }).first().click();
  const letter = page.frameLocator('iframe');
  const href = await letter.getByRole('link').first().getAttribute('href');
  await context.close();
  expect(href).toContain('token=');
  return href ?? '';
}

async function signUp(page: Page): Promise<void> {
  await page.goto('/app/');
  await page.getByRole('link', { name: 'Create an account' }).click();
  await page.getByLabel('Your name').fill('Grace Hopper');
  await page.getByLabel('E-mail address').fill(GRACE);
  await page.getByRole('textbox', { name: 'Password' }).fill(SECRET);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByRole('heading', { name: 'Check your mail' })).toBeVisible();
}

test('a newcomer signs up, invites, makes a key, and calls the API', async ({ page, browser, request }) => {
  test.setTimeout(90_000);
  await signUp(page);

  await page.goto(await linkInOutbox(browser, GRACE));
  await expect(page.getByRole('heading', { name: 'Create your organization' })).toBeVisible();
  await page.getByText('Merchant', { exact: true }).click();
  await page.getByLabel('Name', { exact: false }).first().fill('Hopper Compasses');
  await page.getByRole('button', { name: 'Create organization' }).click();
  await expect(page.getByText('Hopper Compasses').first()).toBeVisible();

  await page.goto('/app/settings/members');
  await page.getByRole('button', { name: 'Invite' }).first().click();
  await page.getByRole('dialog').getByLabel('E-mail address').fill(MARGARET);
  await page.getByRole('button', { name: 'Send invitation' }).click();
  await expect(page.getByText(MARGARET).first()).toBeVisible();

  const second = await browser.newContext();
  const colleague = await second.newPage();
  await colleague.goto(await linkInOutbox(browser, MARGARET));
  await expect(colleague.getByRole('heading', { name: 'Join Hopper Compasses' })).toBeVisible();
  await colleague.getByLabel('Your name').fill('Margaret Hamilton');
  await colleague.getByRole('textbox', { name: 'Password' }).fill(SECRET);
  await colleague.getByRole('button', { name: 'Join' }).click();
  // The heading before also names the organization: only when it is gone has she joined.
  await expect(colleague.getByRole('heading', { name: 'Join Hopper Compasses' })).toBeHidden();
  await expect(colleague.getByText('Hopper Compasses').first()).toBeVisible();
  await second.close();

  await page.goto('/app/developers/api-keys');
  await page.getByRole('button', { name: 'Create key' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name', { exact: false }).first().fill('Compass import');
  await dialog.getByRole('checkbox', { name: /See the members/ }).check();
  await dialog.getByRole('button', { name: 'Create key' }).click();
  const key = (await page.getByRole('region', { name: 'Secret key' }).textContent()) ?? '';
  expect(key).toMatch(/^tp_(live|test)_[0-9A-Za-z]{46}$/);
  await page.getByRole('button', { name: 'I have stored it' }).click();

  const members = await request.get('/api/v1/members', { headers: { authorization: `Bearer ${key}` } });
  expect(members.status()).toBe(200);
  const names = (await members.json()).data.map((member: { user: { name: string } }) => member.user.name);
  expect(names).toEqual(['Grace Hopper', 'Margaret Hamilton']);
  expect((await request.get('/api/v1/audit-entries', { headers: { authorization: `Bearer ${key}` } })).status()).toBe(403);

  const headers = await inOrganization(page, 'Hopper Compasses');
  for (const action of ['organization.created', 'invitation.created', 'member.joined', 'api_key.created']) {
    const entries = await page.request.get(`/api/v1/audit-entries?action=${action}`, { headers });
    expect((await entries.json()).data, action).toHaveLength(1);
  }
  await page.goto('/app/settings/audit-log');
  const log = page.getByRole('table', { name: 'Audit log' });
  for (const [action, who] of [
    ['organization.created', 'Grace Hopper'],
    ['invitation.created', 'Grace Hopper'],
    ['member.joined', 'Margaret Hamilton'],
    ['api_key.created', 'Grace Hopper'],
  ]) {
    await expect(log.getByRole('row', { name: action }).filter({ hasText: who })).toHaveCount(1);
  }
});
