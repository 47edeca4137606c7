// What happens without a reload, without a mouse, and without a network.
import { expect, test } from '@playwright/test';
import { settled } from './looks';
import { ANA, inOrganization, signIn } from './people';

test('an invitation made elsewhere rings the bell at once', async ({ page }) => {
  await signIn(page, ANA);
  await page.goto('/app/settings/members');
  await settled(page);
  const bell = page.getByRole('button', { name: /^Notifications/ });
  await bell.click();
  const news = page.getByRole('dialog', { name: /^Notifications/ });
  await expect(news.getByText('Live', { exact: true })).toBeVisible();
  await news.getByRole('button', { name: 'Mark all as read' }).click();
  await expect(bell).toHaveAccessibleName('Notifications');
  await expect(news).toBeHidden();
  await expect(bell).toBeFocused();
  await bell.press('Enter');
  const sent = news.getByText('An invitation was sent');
  const before = await sent.count();

  const made = await page.request.post('/api/v1/invitations', {
    headers: await inOrganization(page, 'Nordlicht Outdoor'),
    data: { email: 'ada@example.com', role: 'viewer' },
  });
  expect(made.status(), await made.text()).toBe(201);
  await expect(sent).toHaveCount(before + 1);
  await expect(bell).toHaveAccessibleName('Notifications, 1 unread');
  await page.keyboard.press('Escape');
  await expect(news).toBeHidden();
  // What the event made stale is fetched again, too.
  await expect(page.getByRole('row', { name: /ada@example\.com/ })).toBeVisible();
});

test('the palette goes anywhere from the keyboard', async ({ page }) => {
  await signIn(page, ANA);
  await page.goto('/app/');
  await settled(page);
  const field = page.getByPlaceholder('Where do you want to go?');

  await page.keyboard.press('Control+k');
  await expect(field).toBeFocused();
  await page.keyboard.type('audit');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/settings\/audit-log$/);
  await expect(page.getByRole('heading', { name: 'Audit log', level: 1 })).toBeFocused();

  await page.keyboard.press('Control+k');
  await expect(field).toBeFocused();
  await page.keyboard.type('nothing is called this');
  await expect(page.getByText('Nothing found')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(field).toBeHidden();
});

test('a link before everything skips to the content', async ({ page }) => {
  await signIn(page, ANA);
  await page.goto('/app/');
  await settled(page);
  await page.keyboard.press('Tab');
  const first = page.getByRole('link', { name: 'Skip to content' });
  await expect(first).toBeFocused();
  await expect(first).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
});

test('without a network a banner says so until it is back', async ({ page, context }) => {
  await signIn(page, ANA);
  await page.goto('/app/');
  await settled(page);
  await context.setOffline(true);
  await expect(page.getByText('You are offline.', { exact: false })).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByText('You are offline.', { exact: false })).toBeHidden();
});
