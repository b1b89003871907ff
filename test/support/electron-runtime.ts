import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { chosenElectron, findElectron } from '../../electron/launch/find-electron.ts'
import { provisionElectron } from './electron-runtime/provision.ts'

const PACKAGE = resolve(import.meta.dirname, '../../node_modules/electron')

/**
 * The program of an Electron for the tests: the one that ELECTRON_OVERRIDE_DIST_PATH or
 * ELECTRON_EXEC_PATH names, else the pinned one if it has been fetched, else (on Linux x64) an older
 * one made out of the npm registry. Throws when there is none. `npm start` never uses the last.
 */
export async function testElectron(say: (line: string) => void = console.error): Promise<string> {
  const around = { env: process.env, platform: process.platform, electronPackage: PACKAGE, isFile }
  const found = findElectron(around)
  if (found) return found
  const chosen = chosenElectron(around)
  if (chosen) throw new Error(`There is no Electron at ${chosen}, where the environment names it`)
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('There is no Electron: fetch it with npx install-electron')
  }
  return resolve(await provisionElectron(say), 'electron')
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
}

if (import.meta.main) console.log(await testElectron())
