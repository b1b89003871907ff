import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'

/** Everything that needs no window; what does is in `test/e2e` and belongs to Playwright. */
export default defineConfig({
  root: resolve(import.meta.dirname, '..'),
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    exclude: ['test/e2e/**', 'node_modules/**'],
    // They end what hangs, and are no measure: disks, threads and processes are at work, and a computer
    // with one busy core takes many times as long as one with two that are free.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    teardownTimeout: 60_000,
    expect: { poll: { timeout: 60_000 } },
  },
})
