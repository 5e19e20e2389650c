import { defineConfig } from '@playwright/test';
import { findChromium } from './tests/browser/chromium';

const port = Number(process.env['EPHEMERA_TEST_PORT'] ?? 4411);

/** Browser tests run against the built app under its production headers, in a Chromium of the system's. */
export default defineConfig({
  testDir: 'tests/browser',
  testMatch: '**/*.spec.ts',
  // A command of its own (npm run screens): it makes pictures for people to look at, and checks nothing.
  testIgnore: process.env['EPHEMERA_SCREENS'] ? [] : ['**/screens.spec.ts'],
  outputDir: 'tests/browser/.results',
  workers: 1, // the machine's cores belong to the model
  retries: 1, // a busy machine may starve a browser once; Playwright reports it as flaky
  timeout: 120_000,
  expect: { timeout: 60_000 },
  forbidOnly: Boolean(process.env['CI']),
  reporter: [['list']],
  use: {
    baseURL: `http://localhost:${port}/`,
    viewport: { width: 1280, height: 800 },
    launchOptions: {
      executablePath: findChromium(),
      args: [
        '--headless',
        '--no-sandbox',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  webServer: {
    command: `node --import tsx tools/serve.ts --port ${port}`,
    url: `http://localhost:${port}/`,
    reuseExistingServer: false,
  },
});
