import { readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runQuietly } from './run-quietly.ts'

const SOURCES = ['electron', 'renderer', 'shared', 'electron.vite.config.ts', 'package-lock.json']
const STAMP = join('out', 'built')

/**
 * Builds `out/` when it is missing or older than the sources; true when it had to. Rejects with
 * what the build said when it fails. `root` is the folder of the repository.
 */
export async function buildIfStale(root: string): Promise<boolean> {
  if (!isStale(root)) return false
  const startedAt = new Date()
  await build(root)
  const stamp = join(root, STAMP)
  writeFileSync(stamp, '')
  // The start counts: what was edited during the build may not be in it.
  utimesSync(stamp, startedAt, startedAt)
  return true
}

/** True when no build is newer than the newest source. */
export function isStale(root: string): boolean {
  const builtAt = modifiedAt(join(root, STAMP))
  return SOURCES.some((source) => newestBelow(join(root, source)) > builtAt)
}

async function build(root: string): Promise<void> {
  const tool = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  const { code, said } = await runQuietly([tool, 'build', '--logLevel', 'warn'], { cwd: root })
  if (code !== 0) throw new Error(`The build failed.\n${said}`)
}

function newestBelow(path: string): number {
  const entries = statSync(path, { throwIfNoEntry: false })?.isDirectory()
    ? readdirSync(path, { recursive: true, encoding: 'utf8' })
    : []
  return Math.max(modifiedAt(path), ...entries.map((entry) => modifiedAt(join(path, entry))))
}

/** Milliseconds since 1970; 0 for what isn't there. */
function modifiedAt(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
}
