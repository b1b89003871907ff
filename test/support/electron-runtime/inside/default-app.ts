// Runs inside the test Electron in place of Electron's own default app, which the carrier leaves
// out: starts the app that the command line names. An ES module on purpose: Electron holds `ready`
// back until its top level is over, so that the app can still register its schemes.
import { existsSync, readFileSync } from 'node:fs'
import Module, { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { app } from 'electron'

/** What Electron's own default app calls, and its types leave out. */
interface Identity {
  setAppPath(path: string): void
  setVersion(version: string): void
}

interface Inside {
  _preloadModules(paths: readonly string[]): void
  _resolveFilename(path: string, parent: null, isMain: boolean): string
}

const inside = Module as unknown as Inside
const identity = app as unknown as Identity
const { target, preloaded } = parse(process.argv.slice(1))

createRequire(import.meta.url)(join(dirname(process.execPath), 'native', 'redirect.cjs'))
inside._preloadModules(preloaded)
Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true })
if (target === undefined) quit('Name an app: a folder with a package.json, or a script')
await start(resolve(target))

/** The first argument that is no switch is the app; what follows it is the app's own. */
function parse(args: readonly string[]) {
  const preloaded: string[] = []
  for (let at = 0; at < args.length; at += 1) {
    const argument = String(args[at])
    if (argument === '-r' || argument === '--require') preloaded.push(String(args[++at]))
    else if (argument === '-v' || argument === '--version') print(`v${process.versions.electron}`)
    else if (argument.startsWith('--app=')) return { target: argument.slice(6), preloaded }
    else if (!argument.startsWith('-')) return { target: argument, preloaded }
  }
  return { target: undefined, preloaded }
}

async function start(path: string): Promise<void> {
  const manifest = join(path, 'package.json')
  if (existsSync(manifest)) introduce(JSON.parse(readFileSync(manifest, 'utf8')))
  const entry = inside._resolveFilename(path, null, true)
  identity.setAppPath(existsSync(manifest) ? path : dirname(entry))
  await import(pathToFileURL(entry).href)
}

function introduce(manifest: { name?: string; productName?: string; version?: string }): void {
  if (manifest.version) identity.setVersion(manifest.version)
  app.name = manifest.productName ?? manifest.name ?? app.name
}

function print(text: string): never {
  console.log(text)
  process.exit(0)
}

function quit(text: string): never {
  console.error(text)
  process.exit(1)
}
