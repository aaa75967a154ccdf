import { defineConfig } from '@playwright/test';

// Software WebGL draws the same everywhere; the rest keeps the browser from calling home.
const args = [
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-dev-shm-usage',
];

/** People's stories in Debian's own Chromium, against the demo city that city.setup.ts lays and serves. */
export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results/stories',
  globalSetup: './tests/e2e/city.setup.ts',
  timeout: 240_000,
  expect: { timeout: 30_000 },
  workers: 2,
  fullyParallel: false,
  forbidOnly: Boolean(process.env['CI']),
  reporter: [['list']],
  use: {
    browserName: 'chromium',
    launchOptions: { executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args, chromiumSandbox: process.getuid?.() !== 0 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    actionTimeout: 45_000,
    screenshot: 'only-on-failure',
  },
});
