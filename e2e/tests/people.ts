// The people of the demo, and how they get in.
import { type Cookie, type Page, expect } from '@playwright/test';

/** The password of everybody in the demo. */
export const PASSWORD = 'lighthouse-maple-parcel';
export const ANA = 'ana@nordlicht.example';
export const LUCIA = 'lucia@nordlicht.example';
export const TOM = 'tom@pigeon.example';
export const OLIVIA = 'olivia@tradepost.example';

/** The cookies of those who have signed in during this run. */
const signedIn = new Map<string, Cookie[]>();

/**
 * Signs in, for the tests that are about something else: once for each person, because a run signs in more often than
 * a quarter of an hour allows. The session lives on, so nobody who got in this way may sign out.
 */
export async function signIn(page: Page, email: string): Promise<void> {
  const known = signedIn.get(email);
  if (known) {
    await page.context().addCookies(known);
  } else {
    const answer = await page.request.post('/api/v1/auth/sign-in', { data: { email, password: PASSWORD } });
    expect(answer.status(), await answer.text()).toBe(200);
    signedIn.set(email, await page.context().cookies());
  }
  if (email === ANA) await workIn(page, await inOrganization(page, 'Nordlicht Outdoor'));
}

/** This tab begins in that organization: another test may have made one more, and the newest would be the first. */
async function workIn(page: Page, headers: Record<string, string>): Promise<void> {
  await page.addInitScript((organization) => {
    if (sessionStorage.getItem('tradepost.organization') === null) {
      sessionStorage.setItem('tradepost.organization', organization);
    }
  }, headers['Tradepost-Organization'] ?? '');
}

/** Signs in as people do. */
export async function signInByForm(page: Page, email: string): Promise<void> {
  await page.goto('/app/sign-in');
  await page.getByLabel('E-mail address').fill(email);
  await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL((url) => !url.pathname.endsWith('/sign-in'));
}

interface Membership {
  organization: { id: string; name: string };
}

/** The header that says in which of the person's organizations a request happens. */
export async function inOrganization(page: Page, name: string): Promise<Record<string, string>> {
  const me = await (await page.request.get('/api/v1/me')).json();
  const found = (me.memberships as Membership[]).find(({ organization }) => organization.name === name);
  if (found === undefined) throw new Error(`not a member of ${name}`);
  return { 'Tradepost-Organization': found.organization.id };
}

/** A merchant with nothing in it yet, which this tab works in from now on. */
export async function freshMerchant(page: Page, name: string): Promise<Record<string, string>> {
  const made = await page.request.post('/api/v1/organizations', {
    data: { name, kind: 'merchant', currency: 'EUR', time_zone: 'Europe/Berlin', country: 'DE' },
  });
  expect(made.status(), await made.text()).toBe(201);
  const { id } = await made.json();
  await page.addInitScript((organization) => sessionStorage.setItem('tradepost.organization', organization), id);
  return inOrganization(page, name);
}
