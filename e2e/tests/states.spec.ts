// What a list shows while it loads, when it cannot, and when there is nothing in it.
import { type Page, expect, test } from '@playwright/test';
import { expectAccessible, settled } from './looks';
import { ANA, LUCIA, TOM, signIn } from './people';

const MEMBERS = '**/api/v1/members?*';

test('a list that loads shows its outline, then its rows', async ({ page }) => {
  await signIn(page, ANA);
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route(MEMBERS, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto('/app/settings/members');
  await expect(page.getByRole('heading', { name: 'Members', level: 1 })).toBeVisible();
  await expect(page.getByRole('status', { name: 'Loading…' }).first()).toBeVisible();
  await expectAccessible(page, 'members, loading');
  release();
  await expect(page.getByRole('row', { name: /ana@nordlicht\.example/ })).toBeVisible();
  await expect(page.locator('main .mantine-Skeleton-root')).toHaveCount(0);
});

test('a list that fails says why, names the request, and can be tried again', async ({ page }) => {
  await signIn(page, ANA);
  await page.route(MEMBERS, (route) =>
    route.fulfill({
      status: 500,
      contentType: 'application/problem+json',
      body: JSON.stringify({ type: 'about:blank', title: 'Internal error', status: 500, code: 'internal', request_id: 'req_from_the_server' }),
    }),
  );
  await page.goto('/app/settings/members');
  const alert = page.getByRole('alert').filter({ hasText: 'This could not be loaded' });
  await expect(alert).toContainText('req_from_the_server');
  await expectAccessible(page, 'members, failed');
  await page.screenshot({ path: 'shots/desktop-light-state-error.png' });
  await page.unroute(MEMBERS);
  await alert.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('row', { name: /ana@nordlicht\.example/ })).toBeVisible();
});

test('a page beyond one’s role says so', async ({ page }) => {
  await signIn(page, LUCIA);
  await page.goto('/app/settings/audit-log');
  await expect(page.getByRole('alert')).toContainText('Tu rol no');
});

test('a new organization has nothing yet, and every list says what would be there', async ({ page }) => {
  await signIn(page, TOM);
  const made = await page.request.post('/api/v1/organizations', {
    data: { name: 'Empty Shelves', kind: 'merchant', currency: 'EUR', time_zone: 'Europe/Berlin', country: 'DE' },
  });
  expect(made.status(), await made.text()).toBe(201);
  await page.goto('/app/');
  await page.getByRole('button', { name: /switch organization/i }).click();
  await page.getByRole('menuitem', { name: /Empty Shelves/ }).click();
  await expect(page.getByText('You are now in Empty Shelves.')).toBeVisible();
  for (const [path, words] of [
    ['developers/api-keys', 'No API keys yet'],
    ['developers/jobs', 'No dead letters'],
  ] as const) {
    await page.goto(`/app/${path}`);
    await expect(page.getByRole('heading', { name: words })).toBeVisible();
    await expectAccessible(page, `${path}, empty`);
  }
});

test('who reads Spanish gets Spanish', async ({ page }) => {
  await signIn(page, LUCIA);
  await page.goto('/app/settings/members');
  await settled(page);
  await expect(page.locator('html')).toHaveAttribute('lang', 'es');
  await expect(page.getByRole('heading', { name: 'Miembros', level: 1 })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Organización' })).toBeVisible();
  expect(await untranslated(page)).toEqual([]);
});

/** Words that only the English catalogue has. */
async function untranslated(page: Page): Promise<string[]> {
  const text = await page.locator('body').innerText();
  return ['Settings', 'Members', 'Sign out', 'Loading', 'Owner', 'Joined'].filter((word) => new RegExp(`\\b${word}\\b`).test(text));
}
