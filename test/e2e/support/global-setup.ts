import { resolve } from 'node:path'
import { buildIfStale } from '../../../electron/launch/build.ts'
import { startDisplay } from '../../support/display.ts'
import { testElectron } from '../../support/electron-runtime.ts'

const ROOT = resolve(import.meta.dirname, '../../..')

/**
 * Before the first test: an up-to-date build, an Electron, and on Linux one hidden display for the
 * whole run (FROSTKEEP_SHOW=1 keeps the windows on yours). Playwright hands `process.env` on to its
 * workers and calls what this returns at the end.
 */
export default async function globalSetup(): Promise<() => Promise<void>> {
  await buildIfStale(ROOT)
  process.env.ELECTRON_EXEC_PATH = await testElectron()
  if (process.platform !== 'linux' || process.env.FROSTKEEP_SHOW) return async () => {}
  const display = await startDisplay()
  process.env.DISPLAY = display.name
  delete process.env.WAYLAND_DISPLAY
  return display.close
}
