import { existsSync } from 'node:fs';

import { defineConfig } from '@playwright/test';

import { sample } from './e2e/samples';

/** The system's browser, so that nothing has to be downloaded. */
const CANDIDATES = [
  process.env['QUANJING_CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

const executablePath = CANDIDATES.find((path) => path !== undefined && existsSync(path));

const withoutOrders = sample('tmall_orders/tmall_order_report.csv') === undefined;
if (withoutOrders && process.env['TEST_WORKER_INDEX'] === undefined) {
  console.warn(
    'The browser tests over the real order file are left out: there is no tmall_orders/tmall_order_report.csv in ' +
      'QUANJING_SAMPLE_DATA or in ../shared/data beside the checkout.',
  );
}

export default defineConfig({
  testDir: 'e2e',
  testIgnore: withoutOrders ? ['**/3-orders.spec.ts'] : [],
  // One server and its data are shared by all tests, in the order of the files.
  workers: 1,
  fullyParallel: false,
  timeout: 120_000,
  expect: { timeout: 30_000 },
  reporter: [['list'], ['./e2e/failures.ts']],
  forbidOnly: true,
  globalSetup: './e2e/installation.ts',
  use: {
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1440, height: 900 },
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    // A list that is still unfolding looks as if it stood, and then the click goes beside its entry.
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: {
      args: ['--no-sandbox'],
      ...(executablePath === undefined ? {} : { executablePath }),
    },
  },
});
