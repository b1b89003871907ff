import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { defaultDataFolder, holdFolder } from '../../../electron/bench/data-folder.ts'
import { readOptions } from '../../../electron/bench/options.ts'
import { TestBench } from '../../support/store/test-bench.ts'

const CHILD = join(import.meta.dirname, '../../support/bench/start-bench.ts')

let folder: string
let children: ChildProcess[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'frostkeep-start-'))
  children = []
})
afterEach(async () => {
  for (const child of children) await end(child)
  rmSync(folder, { recursive: true, force: true })
})

interface Start {
  readonly child: ChildProcess
  /** What it said when it could not start; null when it stands. */
  readonly sentence: string | null
}

/** Starts a bench in a process of its own. */
async function start(where = folder, address?: string): Promise<Start> {
  const child = spawn(process.execPath, [CHILD, where, ...(address ? [address] : [])])
  children.push(child)
  let complaint = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint += text
  })
  const stands = once(child.stdout, 'data').then(() => null)
  const fails = once(child, 'close').then(() => complaint.trim())
  return { child, sentence: await Promise.race([stands, fails]) }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.stdin!.write('end\n')
  await once(child, 'close')
}

describe('a data folder', () => {
  test('is made where there is none, for this account alone', async () => {
    const where = join(folder, 'new', 'Frostkeep')
    expect((await start(where)).sentence).toBeNull()
    expect(existsSync(join(where, 'ledger.db'))).toBe(true)
  })

  test('belongs to one program: a second one is told which and where', async () => {
    const first = await start(folder, 'http://127.0.0.1:4711')
    const second = await start()
    expect(second.sentence).toBe(
      `Frostkeep already runs on ${folder} at http://127.0.0.1:4711 (process ${first.child.pid}).`,
    )
    expect(second.child.exitCode).toBe(1)
  })

  test('is taken over from a program that was killed', async () => {
    const { child } = await start()
    child.kill('SIGKILL')
    await once(child, 'close')
    expect((await start()).sentence).toBeNull()
  })

  test('is free again after a program has ended', async () => {
    await end((await start()).child)
    expect((await start()).sentence).toBeNull()
  })

  test('is not given up by a second one that failed on it', async () => {
    await start()
    expect((await start()).sentence).toContain('already runs')
    expect((await start()).sentence).toContain('already runs')
  })

  test('that cannot be written to is said in a sentence with a way out', async () => {
    const file = join(folder, 'taken')
    writeFileSync(file, 'a file is no folder')
    const sentence = (await start(file)).sentence!
    expect(sentence).toMatch(
      new RegExp(
        `^Frostkeep cannot write to ${file}: .+ Choose another folder with --data DIR\\.$`,
      ),
    )
    expect((await start(join(file, 'below'))).sentence).toContain('cannot write to')
  })

  test('is held within one process too', () => {
    const held = holdFolder(folder)
    if (held.type !== 'held') throw new Error(held.type)
    expect(holdFolder(folder)).toEqual({ type: 'taken', pid: process.pid, address: null })
    held.announce('http://127.0.0.1:1')
    expect(holdFolder(folder)).toMatchObject({ type: 'taken', address: 'http://127.0.0.1:1' })
    held.release()
    const again = holdFolder(folder)
    expect(again.type).toBe('held')
    if (again.type === 'held') again.release()
  })
})

describe('a ledger that cannot be opened', () => {
  const ledger = () => join(folder, 'ledger.db')

  test('because a newer Frostkeep wrote it', async () => {
    const bench = new TestBench('1', folder)
    bench.db.pragma('user_version = 99')
    bench.db.exec('UPDATE format SET version = 99, min_safe_version = 99')
    bench.writer.close()
    const before = readFileSync(ledger())
    expect((await start()).sentence).toContain(
      `${ledger()} was written by a newer Frostkeep. Nothing was changed; start that version.`,
    )
    expect(readFileSync(ledger())).toEqual(before)
  })

  test('because it is another program’s database', async () => {
    const other = new Database(ledger())
    other.exec('CREATE TABLE theirs(x)')
    other.close()
    const before = readFileSync(ledger())
    expect((await start()).sentence).toBe(
      `${ledger()} is no ledger of Frostkeep. Nothing was changed; choose another folder with --data DIR.`,
    )
    expect(readFileSync(ledger())).toEqual(before)
  })

  test('because it is damaged', async () => {
    writeFileSync(ledger(), 'x'.repeat(10_000))
    expect((await start()).sentence).toContain(`${ledger()} is damaged. Nothing was changed`)
    expect(readFileSync(ledger(), 'utf8')).toBe('x'.repeat(10_000))
  })

  test('because something else lies there', async () => {
    mkdirSync(ledger())
    expect((await start()).sentence).toContain(`Frostkeep cannot open ${ledger()}`)
  })

  test('leaves the folder free', async () => {
    writeFileSync(ledger(), 'x'.repeat(10_000))
    await start()
    rmSync(ledger())
    expect((await start()).sentence).toBeNull()
  })
})

describe('the command line', () => {
  test('says where the data lies, the port and what to set up', () => {
    expect(readOptions(['--data', '/x/y', '--port', '8080', '--setup', 'demo'])).toEqual({
      ok: true,
      value: { folder: '/x/y', port: 8080, setUp: 'demo', service: null },
    })
  })

  test('without anything uses the account’s own folder and any port', () => {
    expect(readOptions([])).toEqual({
      ok: true,
      value: { folder: defaultDataFolder(), port: 0, setUp: null, service: null },
    })
  })

  test.each([
    ['a port that is none', ['--port', 'x']],
    ['a port that cannot be', ['--port', '70000']],
    ['a set-up that there is not', ['--setup', 'everything']],
    ['a service without a code', ['--service', 'https://x']],
    ['a code without a service', ['--code', 'x']],
  ])('is refused with %s', (_, args) => {
    expect(readOptions(args).ok).toBe(false)
  })

  test.each([
    ['win32', { APPDATA: 'C:\\Users\\ida\\AppData\\Roaming' }, /AppData.Roaming.Frostkeep$/],
    ['darwin', {}, /Library.Application Support.Frostkeep$/],
    ['linux', { XDG_CONFIG_HOME: '/home/ida/.cfg' }, /^\/home\/ida\/\.cfg\/Frostkeep$/],
    ['linux', {}, /\.config\/Frostkeep$/],
  ] as const)('on %s finds the folder where programs keep their data', (platform, env, path) => {
    expect(defaultDataFolder(platform, env)).toMatch(path)
  })
})
