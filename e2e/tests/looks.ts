// What can be checked of any screen, whatever it shows.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Page, expect } from '@playwright/test';
import type { AxeResults, RunOptions } from 'axe-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Waits until the page shows its data; a job that is not done yet is no data. The event stream stays open, so "network idle" would never come. */
export async function settled(page: Page): Promise<void> {
  await expect(page.getByRole('main')).toBeVisible();
  await expect(page.locator('main h1')).toBeVisible();
  await expect(page.locator('main .mantine-Skeleton-root, main .mantine-Loader-root:not([data-job])')).toHaveCount(0);
  await page.evaluate(() => document.fonts.ready);
}

/** What the browser says when all is as it should be: requests that fail on purpose, mails that may not run scripts. */
const EXPECTED = [/^Failed to load resource/, /^Blocked script execution in 'about:srcdoc'/];

/** Collects what the page complains about. */
export function complaints(page: Page): string[] {
  const found: string[] = [];
  page.on('pageerror', (error) => found.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !EXPECTED.some((one) => one.test(message.text()))) found.push(message.text());
  });
  return found;
}

export async function expectNoOverflow(page: Page, what: string): Promise<void> {
  const excess = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(excess, `${what} is wider than the window`).toBeLessThanOrEqual(0);
}

/**
 * Expects no serious or critical finding of axe. Mails in their frames are left out: the sandbox lets no script in,
 * axe's included, and axe would wait for its answer forever.
 */
export async function expectAccessible(page: Page, what: string, rules?: string[]): Promise<void> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE);
  const options: RunOptions = { iframes: false, resultTypes: ['violations'], ...(rules && { runOnly: rules }) };
  const violations = await page.evaluate(async (given) => {
    const { axe } = window as unknown as { axe: { run: (node: Document, options: RunOptions) => Promise<AxeResults> } };
    return (await axe.run(document, given)).violations;
  }, options);
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(serious.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`)), what).toEqual([]);
}
