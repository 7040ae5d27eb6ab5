/** The same journeys against every shell: in Chromium through the browser shell, and in real Electron. */
import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '../test-results',
  fullyParallel: false,
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: process.env.SLUICE_REPORT
    ? [['line'], ['json', { outputFile: process.env.SLUICE_REPORT }]]
    : [['line']],
  use: {
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    colorScheme: 'light',
    trace: 'retain-on-failure',
  },
  projects: [{ name: 'chromium' }, { name: 'electron' }],
})
