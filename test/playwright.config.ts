import { resolve } from 'node:path'
import { defineConfig } from '@playwright/test'

const at = (path: string) => resolve(import.meta.dirname, '..', path)

/** The same tests in Electron and in a browser: `test/e2e/support/bench.ts` knows the difference. */
export default defineConfig({
  testDir: at('test/e2e'),
  testMatch: '**/*.spec.ts',
  outputDir: at('test-results/e2e'),
  globalSetup: at('test/e2e/support/global-setup.ts'),
  reporter: [['list'], ['json', { outputFile: at('test-results/playwright.json') }]],
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  // They end what hangs, and are no measure of speed.
  timeout: 240_000,
  expect: { timeout: 30_000 },
  // What is the same store at work in both, and lasts, is tagged for one.
  projects: [
    { name: 'electron', grepInvert: /@browser/ },
    { name: 'browser', grepInvert: /@electron/ },
  ],
})
