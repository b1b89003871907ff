import { existsSync } from 'node:fs'
import { copyFile, open } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { mustRun } from './process.ts'

const ROOT = resolve(import.meta.dirname, '../..')

export interface Packaged {
  /** The path of the packaged program. */
  readonly program: string
  /** Its `app.asar`; what had to be unpacked of it is beside. */
  readonly archive: string
}

/** Packs with `npm run package:dir`'s own script and the Electron whose program this is. */
export async function packageWith(electron: string, output: string): Promise<Packaged> {
  const env = { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: dirname(electron) }
  const script = join(ROOT, 'electron', 'package-dir.ts')
  const said = await mustRun(process.execPath, [script, '--output', output], { cwd: ROOT, env })
  const packed = /^Packed: (.+)$/m.exec(said)
  if (!packed) throw new Error(`Nothing was packed\n${said}`)
  const program = resolve(ROOT, String(packed[1]))
  const archive = join(dirname(program), 'resources', 'app.asar')
  await makeRunnable(electron, archive)
  return { program, archive }
}

/**
 * The older Electron of the tests brings the SQLite along that it can load. In a packaged program nothing
 * redirects to it, so it takes the place of the prebuilt one.
 */
async function makeRunnable(electron: string, archive: string): Promise<void> {
  const own = join(dirname(electron), 'native', 'better_sqlite3.node')
  if (!existsSync(own)) return
  const name = `${process.platform}-${process.arch}.node`
  const prebuilt = join(`${archive}.unpacked`, 'node_modules/better-sqlite3/prebuilds', name)
  if (!existsSync(prebuilt)) throw new Error(`There is no ${prebuilt} to take the place of`)
  await copyFile(own, prebuilt)
}

interface Folder {
  readonly files?: Readonly<Record<string, Folder>>
}

/** The paths of all files in an asar archive, from its header: a length at byte 12, then JSON. */
export async function filesOf(archive: string): Promise<string[]> {
  await using file = await open(archive)
  const sizes = Buffer.alloc(16)
  await file.read(sizes, 0, 16, 0)
  const header = Buffer.alloc(sizes.readUInt32LE(12))
  await file.read(header, 0, header.length, 16)
  return pathsIn(JSON.parse(header.toString()), '')
}

function pathsIn({ files = {} }: Folder, above: string): string[] {
  return Object.entries(files).flatMap(([name, entry]) =>
    entry.files ? pathsIn(entry, `${above}${name}/`) : [`${above}${name}`],
  )
}
