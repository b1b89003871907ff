import { copyFileSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readAnchor, SLOT, writeSlot } from '#shared/ledger/anchor.ts'
import { readChainName } from '#shared/ledger/chain.ts'
import { fromHex } from '#shared/ledger/envelope.ts'
import { actBytes, sealBytes } from '#shared/ledger/seal.ts'
import { verifySignature } from '../../../electron/ed25519.ts'
import { sha256 } from '../../../electron/sha256.ts'
import { anchorFaults, anchorFile, anchorOf } from '../../../electron/store/anchor.ts'
import { hashOfFile } from '../../../electron/store/aside.ts'
import { openDatabase, openWriter, transact } from '../../../electron/store/open.ts'
import { openLedger } from '../../../electron/store/opening.ts'
import { SEAL_EVERY } from '../../../electron/store/seals.ts'
import { at, BOX, specimenData, T1, T2, T3 } from '../../support/domain/facts.ts'
import { TestBench } from '../../support/store/test-bench.ts'
import { testKey } from '../../support/store/test-key.ts'
import { testId } from '../../support/sync/events.ts'

let bench: TestBench

beforeEach(() => {
  bench = new TestBench('1', undefined, testKey('file')).found().box(BOX, 'BX-1')
})
afterEach(() => bench.remove())

const takeIn = (specimen: string, name: string) =>
  bench.act('takeIn', { ...specimenData(specimen), at: at(name) })
const HOOKS = { now: () => Date.UTC(2026, 10, 24, 8, 30), beforeUpgrade: () => {} }
const anchorText = () => readFileSync(anchorFile(bench.file), 'latin1')

describe('the anchor beside the ledger', () => {
  test('names the end of the ledger after each commit', () => {
    takeIn(T1, 'A1')
    const { newest } = anchorOf(bench.file)
    const { chain, position } = bench.writer.facts()
    expect(newest).toMatchObject({ chain, seq: position, events: position })
    expect(anchorFaults(bench.readDb, anchorOf(bench.file))).toEqual([])
  })

  test('is written in two slots in turn, so that a torn one leaves the one before', () => {
    takeIn(T1, 'A1')
    const before = anchorOf(bench.file).newest
    takeIn(T2, 'A2')
    const now = anchorOf(bench.file).newest!
    expect(now.n).toBeGreaterThan(before!.n)
    const torn = Buffer.from(anchorText(), 'latin1')
    torn.write('garbage', (now.n % 2) * SLOT)
    writeFileSync(anchorFile(bench.file), torn)
    expect(anchorOf(bench.file).newest).toEqual(before)
    expect(anchorFaults(bench.readDb, anchorOf(bench.file))).toEqual([])
  })

  test('raises no alarm when the program ended between the commit and the anchor', () => {
    takeIn(T1, 'A1')
    const before = anchorText()
    takeIn(T2, 'A2')
    writeFileSync(anchorFile(bench.file), before, 'latin1')
    expect(anchorFaults(bench.readDb, anchorOf(bench.file))).toEqual([])
  })

  test('finds a ledger whose end is gone, and says how much', () => {
    const older = join(bench.folder, 'older.db')
    bench.db.prepare('VACUUM INTO ?').run(older)
    const had = bench.writer.facts().position
    takeIn(T1, 'A1')
    const now = bench.writer.facts().position
    const db = openDatabase(older, 'read')
    const { chain } = bench.writer.facts()
    expect(anchorFaults(db, anchorOf(bench.file))).toEqual([
      { type: 'OwnEventsMissing', chain, have: had, to: now },
      { type: 'EventsMissing', have: had, to: now },
    ])
    db.close()
  })

  test.each([...Array(40).keys()].map((n) => n * 13))(
    'does not count a slot with a flip in byte %i',
    (byte) => {
      const { newest } = anchorOf(bench.file)
      const text = Buffer.from(writeSlot(sha256, newest!), 'latin1')
      text[byte]! ^= 1
      expect(readAnchor(sha256, text.toString('latin1')).newest).toBeNull()
    },
  )
})

describe('seals', () => {
  test('are made when the bench rests, and speak for its last event', () => {
    takeIn(T1, 'A1')
    bench.writer.checkpoint()
    const { chain, position } = bench.writer.facts()
    const seal = bench.writer.sealOver(chain!, position)!
    expect(seal).toMatchObject({ seq: position, protection: 'file' })
    expect(verifySignature(fromHex(seal.key), sealBytes(seal), fromHex(seal.sig))).toBe(true)
    const other = { ...seal, seq: seal.seq - 1 }
    expect(verifySignature(fromHex(seal.key), sealBytes(other), fromHex(seal.sig))).toBe(false)
  })

  test(`are made within an act when ${SEAL_EVERY} events have none`, () => {
    bench.writer.checkpoint()
    const before = bench.column<number>('SELECT count(*) FROM seal')[0]!
    for (let n = 1; bench.column<number>('SELECT count(*) FROM seal')[0] === before; n++) {
      expect(n).toBeLessThanOrEqual(SEAL_EVERY)
      bench.act('accession', { ...specimenData(testId('7', n)) })
    }
    const sealed = bench.column<number>('SELECT seq FROM seal ORDER BY seq DESC LIMIT 2')
    expect(sealed[0]! - sealed[1]!).toBeGreaterThanOrEqual(SEAL_EVERY)
  })

  test('come before what is handed over', () => {
    takeIn(T1, 'A1')
    const run = bench.writer.outbox({ events: 100, bytes: 1_000_000 })
    expect(bench.writer.sealOver(run[0]!.chain, run.at(-1)!.seq)).not.toBeNull()
  })

  test.each([
    'UPDATE seal SET at = 0',
    'DELETE FROM seal',
    'INSERT OR REPLACE INTO seal SELECT * FROM seal',
  ])('are neither changed nor removed: %s', (sql) => {
    bench.writer.checkpoint()
    expect(() => bench.db.exec(sql)).toThrow('never')
  })
})

describe('KEE-1: a regulated act', () => {
  const bodies = () =>
    bench.column<string>('SELECT body FROM event ORDER BY id').map((text) => JSON.parse(text))

  test('carries a signature over its own body, which no other body has', () => {
    const signed = bodies().filter((body) => body.sig)
    expect(signed.map(({ type }) => type)).toContain('person.added')
    for (const body of signed) {
      const { key, sig } = body.sig
      expect(verifySignature(fromHex(key), actBytes(sha256, body), fromHex(sig))).toBe(true)
      const changed = actBytes(sha256, { ...body, at: body.at + 1 })
      expect(verifySignature(fromHex(key), changed, fromHex(sig))).toBe(false)
    }
  })

  test('is one that says who may act or annuls a record, and not a scan', () => {
    takeIn(T1, 'A1')
    const done = bench.act('accession', specimenData(T2))
    expect(done.ok).toBe(true)
    bench.act('undo', { command: bench.reader.recent(1)[0]!.command })
    const last = bodies().slice(-4)
    expect(last.map(({ type, sig }) => [type, Boolean(sig)])).toContainEqual([
      'specimen.accession_undone',
      true,
    ])
    expect(last.find(({ type }) => type === 'specimen.stored')?.sig).toBeUndefined()
  })

  test('KEE-2: the key is named first, once, and again only in a new chain', () => {
    const named = () => bodies().filter(({ type }) => type === 'bench.key_added').length
    expect(bodies()[0].type).toBe('bench.key_added')
    bench.restart()
    expect(named()).toBe(1)
  })
})

describe('KEE-3: a new life of a bench', () => {
  test('begins a chain of its own that names the one before, and all of it is signed', () => {
    takeIn(T1, 'A1')
    const before = bench.writer.facts()
    const hash = anchorOf(bench.file).newest!.hash
    const incident = {
      kind: 'restore',
      found: [],
      aside: 'x',
      sources: [],
      proven: [],
      lost: [],
    } as const
    const chain = bench.writer.incarnate('restored', structuredClone(incident) as never)
    expect(readChainName(chain)!.incarnation).toBeGreaterThan(1)
    const rows = bench.rows<{ seq: number; body: string }>(
      'SELECT e.seq, e.body FROM event e JOIN chain c ON c.id = e.chain WHERE c.name = ? ORDER BY e.seq',
      chain,
    )
    const said = rows.map(({ body }) => JSON.parse(body))
    expect(said.map(({ type, sig }) => [type, Boolean(sig)])).toEqual([
      ['bench.key_added', true],
      ['bench.incarnated', true],
      ['ledger.incident_recorded', true],
    ])
    expect(said[1].data.previous).toEqual({ chain: before.chain, seq: before.position, hash })
    expect(takeIn(T2, 'A2').ok).toBe(true)
    expect(bench.writer.facts().chain).toBe(chain)
  })

  test('hands over the rest of the old chain first, then the new one', () => {
    takeIn(T1, 'A1')
    const old = bench.writer.facts().chain
    const incident = { kind: 'restore', found: [], aside: null, sources: [], proven: [], lost: [] }
    const chain = bench.writer.incarnate('restored', incident as never)
    const next = () => bench.writer.outbox({ events: 1000, bytes: 1_000_000 })
    const waiting = bench.writer.waiting().count
    const first = next()
    expect(new Set(first.map((e) => e.chain))).toEqual(new Set([old]))
    bench.writer.acknowledge(old!, first.at(-1)!.seq)
    const second = next()
    expect(second.map((e) => [e.chain, e.seq])).toEqual([1, 2, 3].map((seq) => [chain, seq]))
    expect(waiting).toBe(first.length + second.length)
    bench.writer.acknowledge(chain, 3)
    expect(bench.writer.waiting()).toEqual({ count: 0, oldestAt: null })
  })
})

describe('a ledger at its start', () => {
  /** What a start finds after `damage` was done to the files of a bench that has ended. */
  function startAfter(damage: () => void) {
    takeIn(T1, 'A1')
    takeIn(T2, 'A2')
    bench.close()
    damage()
    const opened = openLedger(bench.file, [], HOOKS)
    opened.db.close()
    return opened.opening
  }
  const reopen = () => bench.open()

  test('that is sound is worked on', () => {
    expect(startAfter(() => {}).findings).toEqual([])
    reopen()
  })

  test.each([
    [
      'a body that was changed',
      "UPDATE event SET body = replace(body, 'FX00000002', 'FX00000009')",
    ],
    [
      'a hash that was changed',
      'UPDATE event SET hash = zeroblob(32) WHERE id = (SELECT max(id) FROM event)',
    ],
    ['a seal that was changed', 'UPDATE seal SET at = at + 1'],
    ['a row of its own that was changed', "UPDATE meta SET value = '7' WHERE key = 'bench_number'"],
    ['a guard that was taken away', 'DROP TRIGGER event_stays'],
  ])('with %s is only read, and its files are kept', (_, sql) => {
    bench.damaged = true
    const opening = startAfter(() => {
      const db = new Database(bench.file)
      const guards = db
        .prepare("SELECT sql FROM sqlite_schema WHERE name IN ('event_kept', 'seal_kept')")
        .pluck()
        .all() as string[]
      db.exec(`DROP TRIGGER event_kept; DROP TRIGGER seal_kept; ${sql}; ${guards.join(';')}`)
      db.close()
    })
    expect(opening.findings.length).toBeGreaterThan(0)
    // Whoever works here can sign in, and has to.
    expect(opening.isUnreadable).toBe(false)
    expect(opening.aside).toMatch(/^damaged-2026-11-24/)
    const kept = JSON.parse(
      readFileSync(join(bench.folder, 'aside', opening.aside!, 'files.json'), 'utf8'),
    )
    expect(kept.files.map(({ name }: { name: string }) => name)).toContain('ledger.db')
    reopen()
  })

  test('that is gone, while its anchor is there, is not begun anew', () => {
    const aside = join(bench.folder, 'gone.db')
    const opening = startAfter(() => renameSync(bench.file, aside))
    expect(opening).toMatchObject({
      findings: [{ type: 'file', fault: 'unreadable' }],
      isUnreadable: true,
    })
    renameSync(aside, bench.file)
    reopen()
  })

  test('is put aside once, and stays as it was found, with what can be read of its log', () => {
    const files = [bench.file, `${bench.file}-wal`, anchorFile(bench.file)]
    for (const [n, specimen] of [T1, T2, T3].entries()) takeIn(specimen, `A${n + 1}`)
    for (const file of files) copyFileSync(file, `${file}.kept`)
    bench.close()
    for (const file of files) renameSync(`${file}.kept`, file)
    rmSync(`${bench.file}-shm`, { force: true })
    const log = readFileSync(`${bench.file}-wal`)
    log[Math.floor(log.length * 0.8)]! ^= 1
    writeFileSync(`${bench.file}-wal`, log)
    const found = files.map(hashOfFile)
    const asides = [1, 2].map(() => {
      const { db, opening } = openLedger(bench.file, [], HOOKS)
      db.close()
      expect(opening.findings).not.toEqual([])
      return opening.aside
    })
    expect(asides[1]).toBe(asides[0])
    expect(files.map(hashOfFile)).toEqual(found)
    const list = readFileSync(join(bench.folder, 'aside', asides[0]!, 'files.json'), 'utf8')
    for (const sha256 of found) expect(list).toContain(sha256)
    for (const file of files) rmSync(file)
    reopen()
  })

  test('that is gone with its anchor, while its log is there, is not begun anew', () => {
    const log = `${bench.file}-wal`
    copyFileSync(log, `${log}.kept`)
    bench.close()
    for (const one of [bench.file, anchorFile(bench.file)]) rmSync(one)
    renameSync(`${log}.kept`, log)
    const had = hashOfFile(log)
    for (const isVoid of [false, true]) {
      if (isVoid) writeFileSync(bench.file, '')
      const { db, opening } = openLedger(bench.file, [], HOOKS)
      db.close()
      expect(opening.findings).toMatchObject([{ type: 'file', fault: 'unreadable' }])
      expect(hashOfFile(log)).toBe(had)
      expect(hashOfFile(join(bench.folder, 'aside', opening.aside!, 'ledger.db-wal'))).toBe(had)
    }
    reopen()
  })

  test.each([
    ['was verified', { verified: { events: 7 }, backup: null }, 1],
    ['was copied', { verified: null, backup: { file: 'ledger-x.db' } }, 1],
    ['held nothing (control)', { verified: { events: 0 }, backup: null }, 0],
  ])('that is gone with its anchor and %s is not begun anew', (_, noted, found) => {
    bench.close()
    for (const one of [bench.file, anchorFile(bench.file)]) rmSync(one)
    writeFileSync(join(bench.folder, 'keeping.json'), JSON.stringify(noted))
    const { db, opening } = openLedger(bench.file, [], HOOKS)
    db.close()
    expect(opening.findings).toHaveLength(found)
    expect(existsSync(bench.file)).toBe(found === 0)
    reopen()
  })

  test('that is an older copy of itself is found by its anchor', () => {
    bench.writer.checkpoint()
    const older = join(bench.folder, 'older.db')
    bench.db.prepare('VACUUM INTO ?').run(older)
    const opening = startAfter(() => copyFileSync(older, bench.file))
    expect(opening.findings).toMatchObject([
      { type: 'anchor', fault: { type: 'OwnEventsMissing' } },
      { type: 'anchor', fault: { type: 'EventsMissing' } },
    ])
    reopen()
  })

  test('without its anchor is worked on, and the want is told', () => {
    const opening = startAfter(() => rmSync(anchorFile(bench.file)))
    expect(opening).toMatchObject({ findings: [], anchorMissing: true })
    reopen()
  })
})

describe('a ledger that is open', () => {
  /** What is left of a bench whose files were taken away. */
  function letGo(): void {
    bench.readDb.close()
    bench.writer.abandon()
    rmSync(bench.folder, { recursive: true, force: true })
    bench = new TestBench()
  }

  test('whose file was unlinked saves nothing more', () => {
    rmSync(bench.file)
    expect(() => takeIn(T1, 'A1')).toThrow('removed or replaced')
    letGo()
  })

  test('whose log was unlinked saves nothing more', () => {
    rmSync(`${bench.file}-wal`)
    expect(() => takeIn(T1, 'A1')).toThrow('removed or replaced')
    letGo()
  })

  test('whose file was replaced by a copy saves nothing more', () => {
    const copy = join(bench.folder, 'copy.db')
    copyFileSync(bench.file, copy)
    renameSync(copy, bench.file)
    expect(() => takeIn(T1, 'A1')).toThrow('removed or replaced')
    letGo()
  })

  test('is not opened for writing where there is none', () => {
    expect(() => openDatabase(join(bench.folder, 'none.db'), 'write')).toThrow('unable to open')
  })

  test('takes back all of an act whose work fails, and goes on', () => {
    const before = bench.column('SELECT count(*) FROM event')
    expect(() =>
      transact(bench.db, () => {
        bench.act('accession', specimenData(T3))
        throw new Error('in the middle')
      }),
    ).toThrow('in the middle')
    expect(bench.column('SELECT count(*) FROM event')).toEqual(before)
    expect(takeIn(T1, 'A1').ok).toBe(true)
  })

  test('says who holds it', () => {
    const other = openWriter(bench.file)
    bench.db.pragma('busy_timeout = 10')
    other.exec('BEGIN IMMEDIATE')
    expect(() => takeIn(T1, 'A1')).toThrow('held by another')
    other.close()
  })
})
