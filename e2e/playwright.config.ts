import { defineConfig, devices } from '@playwright/test';

const port = Number(process.env.TRADEPOST_E2E_PORT ?? 8099);
const browser = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** Chromium's own housekeeping would call home; tests talk to this machine only. */
const launchOptions = {
  executablePath: browser,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'],
};
const chrome = { ...devices['Desktop Chrome'], launchOptions };

export default defineConfig({
  testDir: 'tests',
  outputDir: 'test-results',
  // All tests share one server and one demo, and the machines that run them are small.
  fullyParallel: false,
  workers: 1,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list']],
  globalSetup: './server.ts',
  metadata: { port },
  use: {
    baseURL: `http://localhost:${port}`,
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    actionTimeout: 10_000,
    navigationTimeout: 20_000,
    // Recording doubles the time a run takes: TRADEPOST_E2E_TRACE=1 when a failure is hard to understand.
    trace: process.env.TRADEPOST_E2E_TRACE ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
    serviceWorkers: 'block',
    contextOptions: { reducedMotion: 'reduce' },
  },
  projects: [
    { name: 'desktop', use: { ...chrome, viewport: { width: 1440, height: 900 } } },
    { name: 'phone', use: { ...chrome, viewport: { width: 390, height: 844 }, hasTouch: true }, testMatch: /screens\.spec\.ts/ },
  ],
});
