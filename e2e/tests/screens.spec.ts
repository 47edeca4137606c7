// Every screen, with data, in both widths and both colour schemes: it loads, nothing overflows, no serious
// accessibility finding, no error on the console. Screenshots land in shots/ for people to look at.
import { type Page, type TestInfo, test, expect } from '@playwright/test';
import { complaints, expectAccessible, expectNoOverflow, settled } from './looks';
import { ANA, LUCIA, OLIVIA, signIn } from './people';

const VISITOR = ['sign-in', 'sign-up', 'forgot-password', 'reset-password?token=x', 'accept-invitation?token=x', 'verify-email?token=x', 'check-your-mail'];
const MEMBER = ['', 'orders', 'orders?fulfilment_state=unfulfilled', 'orders/new', 'orders/drafts', 'orders/returns', 'customers', 'settings/organization', 'settings/members', 'settings/members?invite=true', 'settings/roles', 'settings/shops', 'settings/shops?create=true', 'products/prices', 'inbox', 'review', 'privacy', 'settings/audit-log', 'developers/api-keys', 'developers/api-keys?create=true', 'developers/jobs', 'account/profile', 'account/sessions', 'create-organization', 'no-such-page'];
const OPERATOR = ['operator', 'operator/organizations', 'operator/users', 'operator/jobs', 'operator/schedules', 'operator/mails', 'operator/mail-templates', 'operator/mail-suppressions'];
const SPANISH = ['', 'orders', 'settings/members', 'settings/organization', 'account/profile'];

/**
 * Opens a screen once and looks at it twice: all rules in light; in dark what colours can break, and since colours
 * do not depend on the width, on the desktop only.
 */
async function look(page: Page, path: string, info: TestInfo, prefix = ''): Promise<void> {
  const name = `${info.project.name}-{}-${prefix}${path.replace(/[^a-z]+/g, '-') || 'home'}.png`;
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto(`/app/${path}`);
  await settled(page);
  await expectNoOverflow(page, path);
  await page.screenshot({ path: `shots/${name.replace('{}', 'light')}`, fullPage: true });
  await expectAccessible(page, `${path}, light`);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await page.screenshot({ path: `shots/${name.replace('{}', 'dark')}`, fullPage: true });
  if (info.project.name === 'desktop') await expectAccessible(page, `${path}, dark`, ['color-contrast', 'link-in-text-block']);
}

test('screens before signing in', async ({ page }, info) => {
  const errors = complaints(page);
  for (const path of VISITOR) await test.step(path, () => look(page, path, info));
  expect(errors).toEqual([]);
});

for (const [who, email, paths, prefix] of [
  ['a member', ANA, MEMBER, ''],
  ['the operator', OLIVIA, OPERATOR, ''],
  ['a member who reads Spanish', LUCIA, SPANISH, 'es-'],
] as const) {
  test(`screens of ${who}`, async ({ page }, info) => {
    test.setTimeout(120_000);
    const errors = complaints(page);
    await signIn(page, email);
    for (const path of paths) await test.step(path, () => look(page, path, info, prefix));
    expect(errors).toEqual([]);
  });
}
