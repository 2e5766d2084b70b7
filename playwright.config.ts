import { defineConfig } from '@playwright/test';
import { addresses } from './e2e/stack/addresses.ts';
import { browserArguments, browserPath } from './e2e/stack/browser.ts';

const inCi = process.env.CI !== undefined;

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results/e2e',
  globalSetup: './e2e/stack/start.ts',
  fullyParallel: true,
  // One more than the gate has cores: pages wait for timers and answers about a quarter of the time.
  workers: 3,
  retries: 1,
  timeout: 45_000,
  // A little less than the gate allows: ended by Playwright itself, the run still tells its counts.
  globalTimeout: 17 * 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: inCi,
  updateSnapshots: inCi ? 'none' : 'missing',
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  use: {
    baseURL: addresses.web,
    viewport: { width: 1440, height: 900 },
    trace: 'on-first-retry',
    launchOptions: { executablePath: await browserPath(), args: browserArguments },
  },
});
