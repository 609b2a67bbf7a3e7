import { defineConfig } from '@playwright/test'
import { findChromium } from './electron/chromium/find.ts'
import { PLAIN } from './electron/chromium/switches.ts'

const executablePath = findChromium()
if (!executablePath) {
  throw new Error(
    'No Chromium on this computer, and the scenarios need one: apt-get install chromium, or name it in SERVICECOMPOSER_CHROMIUM.',
  )
}

/** One scenario at a time and no second try: a scenario that only sometimes holds is broken. */
export default defineConfig({
  testDir: 'e2e/scenarios',
  outputDir: 'test-results',
  fullyParallel: false,
  workers: 1,
  retries: 0,
  forbidOnly: Boolean(process.env['CI']),
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    viewport: { width: 1440, height: 900 },
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    video: 'off',
    launchOptions: { executablePath, args: ['--no-sandbox', ...PLAIN] },
  },
  // On the desk the first stories are told always; the long ones by `npm test -- --all`, for they differ in nothing that a desk does.
  projects: [
    { name: 'browser' },
    { name: 'chromium-desk', testMatch: /(compose|example)\.spec\.ts$/ },
    // Each session has a page of its own there, so nothing is typed into several.
    { name: 'chromium-desk-long', testIgnore: /(compose|example|broadcast)\.spec\.ts$/ },
  ],
})
