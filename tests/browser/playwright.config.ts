// Browser tests run against the built app, as a user gets it.
import { defineConfig } from '@playwright/test';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

const port = Number(process.env.KRONOSCOPE_TEST_PORT ?? 4187);
const root = resolve(import.meta.dirname, '../..');
const browser = process.env.KRONOSCOPE_BROWSER ?? ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((p) => existsSync(p));

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  outputDir: resolve(root, 'test-results/browser'),
  timeout: 90_000,
  expect: { timeout: 20_000 },
  fullyParallel: true,
  workers: 2,
  retries: process.env.CI ? 1 : 0,   // on a shared machine; a test that needs it is reported as flaky
  reporter: [['line'], ['json', { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ?? resolve(root, 'test-results/browser.json') }]],
  use: {
    baseURL: `http://127.0.0.1:${port}/`,
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB', timezoneId: 'UTC', colorScheme: 'light',
    trace: 'retain-on-failure',
    launchOptions: {
      ...(browser ? { executablePath: browser } : {}),
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    },
  },
  webServer: {
    command: `npx vite preview --port ${port} --strictPort`, cwd: root,
    url: `http://127.0.0.1:${port}/`, reuseExistingServer: !process.env.CI, timeout: 60_000,
  },
});
