// `npm start`: builds what is out of date, then opens the bench in a window or, where none can be
// had, serves the same bench to a browser on this computer.
import { readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { electronArguments, parseArguments } from './launch/arguments.ts'
import { buildIfStale, isStale } from './launch/build.ts'
import { fetchElectron } from './launch/fetch-electron.ts'
import type { Surroundings } from './launch/find-electron.ts'
import { follow, followWindow } from './launch/follow.ts'
import { chooseScreen } from './launch/screen.ts'
import { systemLanguage, WORDS } from './launch/words.ts'

const ROOT = resolve(import.meta.dirname, '..')
const ELECTRON_PACKAGE = join(ROOT, 'node_modules', 'electron')
const words = WORDS[systemLanguage(process.env)]

const { serve, rest } = parseArguments(process.argv.slice(2))
if (isStale(ROOT)) console.log(words.building)
await buildIfStale(ROOT)
const screen = await chooseScreen(serve, surroundings(), fetchPinned, words)
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
  console.log(words.fetching(version))
  return fetchElectron(ELECTRON_PACKAGE, version)
}

async function open(electron: string): Promise<number> {
  const isLinuxRoot = process.platform === 'linux' && process.getuid?.() === 0
  const ended = await followWindow(electron, electronArguments(ROOT, rest, isLinuxRoot))
  return ended.type === 'ended' ? ended.code : offer(words.browser(words[ended.reason]))
}

async function offer(because?: string): Promise<number> {
  if (because) console.log(because)
  return follow(process.execPath, [join(ROOT, 'out', 'main', 'serve.js'), ...rest])
}
