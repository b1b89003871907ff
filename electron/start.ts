// `npm start`: builds what is out of date, then opens the bench in a window or, where none can be
// had, serves the same bench to a browser on this computer.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { electronArguments, parseArguments } from './launch/arguments.ts'
import { buildIfStale, isStale } from './launch/build.ts'
import { fetchElectron } from './launch/fetch-electron.ts'
import type { Surroundings } from './launch/find-electron.ts'
import { chooseScreen } from './launch/screen.ts'

const ROOT = resolve(import.meta.dirname, '..')
const ELECTRON_PACKAGE = join(ROOT, 'node_modules', 'electron')
/** The exit code of the dynamic linker when the system lacks a library. */
const LIBRARY_MISSING = 127

const { serve, rest } = parseArguments(process.argv.slice(2))
if (isStale(ROOT)) console.log('Building Frostkeep …')
await buildIfStale(ROOT)
const screen = await chooseScreen(serve, surroundings(), fetchPinned)
process.exitCode = await (screen.kind === 'window' ? open(screen.electron) : offer(screen.because))

function surroundings(): Surroundings {
  return {
    env: process.env,
    platform: process.platform,
    electronPackage: ELECTRON_PACKAGE,
    isFile: (path) => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false,
  }
}

async function fetchPinned(): Promise<boolean> {
  const { version } = JSON.parse(readFileSync(join(ELECTRON_PACKAGE, 'package.json'), 'utf8'))
  console.log(`Fetching Electron ${version} (about 120 MB, once) …`)
  return fetchElectron(ELECTRON_PACKAGE, version)
}

async function open(electron: string): Promise<number> {
  const isLinuxRoot = process.platform === 'linux' && process.getuid?.() === 0
  const code = await follow(electron, electronArguments(ROOT, rest, isLinuxRoot))
  if (code !== LIBRARY_MISSING) return code
  return offer('This system lacks a library of Electron, so Frostkeep opens for a browser.')
}

async function offer(because?: string): Promise<number> {
  if (because) console.log(because)
  return follow(process.execPath, [join(ROOT, 'out', 'main', 'serve.js'), ...rest])
}

/** Runs a program on this terminal until it ends, and ends it when this process is told to end. */
async function follow(program: string, args: readonly string[]): Promise<number> {
  const child = spawn(program, args, { stdio: 'inherit' })
  const pass = (signal: NodeJS.Signals) => child.kill(signal)
  // On Ctrl-C the terminal tells the child as well; this process only has to outlive it.
  const wait = () => {}
  process.on('SIGTERM', pass).on('SIGHUP', pass).on('SIGINT', wait)
  const [code] = await once(child, 'exit')
  process.off('SIGTERM', pass).off('SIGHUP', pass).off('SIGINT', wait)
  return code ?? 1
}
