import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'

/** Everything that needs no window; what does is in `test/e2e` and belongs to Playwright. */
export default defineConfig({
  root: resolve(import.meta.dirname, '..'),
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    exclude: ['test/e2e/**', 'node_modules/**'],
    // Real disks and processes are at work in some; two cores may be busy with something else.
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
})
