import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { checkRun } from '#shared/ledger/chain.ts'
import { sha256 } from '../../../electron/sha256.ts'
import {
  FORMAT,
  migrate,
  NewerLedger,
  OtherFormat,
} from '../../../electron/store/migrations/index.ts'
import { NotALedger, openReader, openWriter, transact } from '../../../electron/store/open.ts'
import { at, BOX, codeOf, specimenData, T1, T2 } from '../../support/domain/facts.ts'
import { derivedOf } from '../../support/store/derived.ts'
import { TestBench } from '../../support/store/test-bench.ts'
import { testId } from '../../support/sync/events.ts'

let bench: TestBench

beforeEach(() => {
  bench = new TestBench()
})
afterEach(() => bench.remove())

const withBox = () => bench.found().box(BOX, 'BX-1')
const takeIn = (specimen: string, name: string, id?: string) =>
  bench.act('takeIn', { ...specimenData(specimen), at: at(name) }, id)
/** As a newer program leaves a ledger: `minSafe` is the oldest format whose programs may work on it. */
function newer(minSafe: number): void {
  bench.db.pragma('user_version = 99')
  bench.db.prepare('UPDATE format SET version = 99, min_safe_version = ?').run(minSafe)
}
const events = () => bench.column<number>('SELECT count(*) FROM event')[0]!

describe('a ledger that is opened', () => {
  test('from nothing has the newest format and is marked as ours', () => {
    expect(bench.db.pragma('user_version', { simple: true })).toBe(FORMAT)
    expect(bench.db.pragma('application_id', { simple: true })).toBe(0x46524f53)
    expect(bench.column('SELECT count(*) FROM event')).toEqual([0])
  })

  test('flushes every commit and has a write-ahead log: read back after the first use', () => {
    withBox()
    const settings = (db: Database.Database) =>
      ['synchronous', 'journal_mode', 'foreign_keys', 'secure_delete'].map((name) =>
        db.pragma(name, { simple: true }),
      )
    expect(settings(bench.db)).toEqual([2, 'wal', 1, 1])
    const reader = openReader(bench.file)
    expect(reader.pragma('synchronous', { simple: true })).toBe(2)
    reader.close()
  })

  test('would not flush if nothing were set: the compiled default is less', () => {
    const plain = new Database(bench.file)
    plain.prepare('SELECT count(*) FROM sqlite_schema').get()
    expect(plain.pragma('synchronous', { simple: true })).toBe(1)
    plain.close()
  })

  test('for reading cannot be written to', () => {
    withBox()
    const reader = openReader(bench.file)
    expect(() => reader.exec("DELETE FROM meta WHERE key = 'stream'")).toThrow('readonly')
    reader.close()
    expect(() => openReader(join(bench.folder, 'none.db'))).toThrow('unable to open')
    expect(existsSync(join(bench.folder, 'none.db'))).toBe(false)
  })

  test('of a newer program is refused untouched', () => {
    withBox()
    newer(99)
    const before = bench.column('SELECT sql FROM sqlite_schema ORDER BY name')
    expect(() => migrate(bench.db)).toThrow(NewerLedger)
    expect(bench.column('SELECT sql FROM sqlite_schema ORDER BY name')).toEqual(before)
    expect(bench.db.pragma('user_version', { simple: true })).toBe(99)
  })

  test('of a newer program that says that this one may go on is worked on', () => {
    withBox()
    newer(FORMAT)
    migrate(bench.db)
    expect(takeIn(T1, 'B3').ok).toBe(true)
    expect(bench.db.pragma('user_version', { simple: true })).toBe(99)
  })

  test.each([FORMAT + 1, FORMAT + 2, 13, 4, 1, -1])(
    'whose header alone says format %i is not brought to any other',
    (format) => {
      withBox()
      bench.db.pragma(`user_version = ${format}`)
      expect(() => migrate(bench.db)).toThrow(OtherFormat)
      expect(bench.db.pragma('user_version', { simple: true })).toBe(format)
      bench.damaged = true
    },
  )

  test('that is another program’s database is refused untouched', () => {
    const file = join(bench.folder, 'other.db')
    const other = new Database(file)
    other.exec('CREATE TABLE theirs(x)')
    other.close()
    expect(() => openWriter(file)).toThrow(NotALedger)
    const again = new Database(file)
    expect(again.pragma('journal_mode', { simple: true })).toBe('delete')
    again.close()
  })

  test('that is no database at all is refused untouched', () => {
    const file = join(bench.folder, 'note.db')
    writeFileSync(
      file,
      'this is a letter and no database, though it is long enough for one'.repeat(9),
    )
    expect(() => openWriter(file)).toThrow('not a database')
  })

  test('that a power cut left empty at its very beginning is begun again', () => {
    const file = join(bench.folder, 'cut.db')
    writeFileSync(file, '')
    const db = openWriter(file)
    migrate(db)
    expect(db.pragma('user_version', { simple: true })).toBe(FORMAT)
    db.close()
  })

  test('knows after a restart all that it knew before', () => {
    withBox()
    expect(takeIn(T1, 'B3').ok).toBe(true)
    const before = { derived: derivedOf(bench.db), facts: bench.writer.facts() }
    bench.restart()
    expect({ derived: derivedOf(bench.db), facts: bench.writer.facts() }).toEqual(before)
  })

  test('with tables that an older version derived derives them again', () => {
    withBox()
    takeIn(T1, 'B3')
    const live = derivedOf(bench.db)
    bench.db.exec("DELETE FROM tube_claim; UPDATE meta SET value = '0' WHERE key = 'projections'")
    bench.restart()
    expect(derivedOf(bench.db)).toEqual(live)
  })
})

/** Every way to touch an event that is in the ledger. */
const TOUCHES = {
  'an update': 'UPDATE event SET body = body WHERE id = 1',
  'a deletion': 'DELETE FROM event WHERE id = (SELECT max(id) FROM event)',
  'a replacement of the same row': `INSERT OR REPLACE INTO event SELECT * FROM event WHERE id = 1`,
  'a replacement by the same uid': `
    INSERT OR REPLACE INTO event(id, chain, seq, prev, hash, body, uid)
    SELECT max(id) + 1, chain, max(seq) + 1, prev, hash, '{}', (SELECT uid FROM event WHERE id = 1) FROM event`,
  'a gap in the chain': `
    INSERT INTO event(id, chain, seq, prev, hash, body, uid)
    SELECT max(id) + 1, chain, max(seq) + 2, prev, hash, '{}', 'x' FROM event`,
  'a gap in the rows': `
    INSERT INTO event(id, chain, seq, prev, hash, body, uid)
    SELECT max(id) + 2, chain, max(seq) + 1, prev, hash, '{}', 'x' FROM event`,
  'an event that begins a chain anew': `
    INSERT INTO event(id, chain, seq, prev, hash, body, uid)
    SELECT max(id) + 1, chain, 1, prev, hash, '{}', 'x' FROM event`,
} as const

describe('an event in the ledger', () => {
  test.each(Object.keys(TOUCHES) as (keyof typeof TOUCHES)[])('is not touched by %s', (touch) => {
    withBox()
    const before = bench.rows('SELECT * FROM event')
    expect(() => bench.db.exec(TOUCHES[touch])).toThrow(/an event/)
    expect(bench.rows('SELECT * FROM event')).toEqual(before)
  })

  test.each([
    ['an update', ['event_kept']],
    ['a deletion', ['event_stays']],
    ['a replacement of the same row', ['event_next', 'event_uid']],
    ['a gap in the chain', ['event_next']],
    ['a gap in the rows', ['event_next']],
  ] as const)('would be touched by %s without %j', (touch, triggers) => {
    withBox()
    bench.damaged = true
    bench.db.pragma('foreign_keys = OFF')
    for (const trigger of triggers) bench.db.exec(`DROP TRIGGER ${trigger}`)
    expect(() => bench.db.exec(TOUCHES[touch])).not.toThrow()
  })

  test('stays where nothing refers to it and another comes with its uid', () => {
    withBox()
    bench.damaged = true
    bench.db.exec('DELETE FROM entity_event WHERE event = 1; DELETE FROM command_done')
    const again = TOUCHES['a replacement by the same uid']
    expect(() => bench.db.exec(again)).toThrow('with this uid')
    bench.db.exec('DROP TRIGGER event_uid')
    bench.db.exec(again)
    expect(bench.column('SELECT count(*) FROM event WHERE id = 1')).toEqual([0])
  })

  test('covers its predecessor: the chain as it is on the disk verifies', () => {
    withBox()
    takeIn(T1, 'B3')
    const run = bench.writer.outbox({ events: 500, bytes: 10_000_000 })
    expect(run).toHaveLength(events())
    expect(checkRun(sha256, null, run).ok).toBe(true)
    const changed = run.with(3, { ...run[3]!, body: run[3]!.body.replace('"v":1', '"v":2') })
    expect(checkRun(sha256, null, changed)).toMatchObject({ ok: false })
  })
})

describe('a command', () => {
  test('that is given twice is one act with one answer', () => {
    withBox()
    const id = bench.newId()
    const first = takeIn(T1, 'B3', id)
    const count = events()
    expect(takeIn(T1, 'B3', id)).toEqual(first)
    expect(takeIn(T2, 'C3', id)).toEqual(first)
    expect(events()).toBe(count)
    bench.restart()
    expect(takeIn(T1, 'B3', id)).toEqual(first)
    expect(events()).toBe(count)
  })

  test('that was refused is asked again, for the world may have changed', () => {
    withBox()
    takeIn(T1, 'B3')
    const id = bench.newId()
    expect(takeIn(T2, 'B3', id).ok).toBe(false)
    bench.act('move', { specimen: T1, at: at('C1') })
    expect(takeIn(T2, 'B3', id).ok).toBe(true)
  })

  test('that is refused writes nothing at all', () => {
    withBox()
    takeIn(T1, 'B3')
    const before = { derived: derivedOf(bench.db), meta: bench.rows('SELECT * FROM meta') }
    expect(takeIn(T2, 'B3').ok).toBe(false)
    expect({ derived: derivedOf(bench.db), meta: bench.rows('SELECT * FROM meta') }).toEqual(before)
  })

  test('that fails in the middle leaves nothing', () => {
    withBox()
    takeIn(T1, 'B3')
    const before = {
      events: bench.rows('SELECT id, uid FROM event'),
      derived: derivedOf(bench.db),
      meta: bench.rows('SELECT * FROM meta'),
      done: bench.rows('SELECT * FROM command_done'),
    }
    const fails = () =>
      transact(bench.db, () => {
        expect(takeIn(T2, 'C1').ok).toBe(true)
        throw new Error('the power failed')
      })
    expect(fails).toThrow('the power failed')
    expect({
      events: bench.rows('SELECT id, uid FROM event'),
      derived: derivedOf(bench.db),
      meta: bench.rows('SELECT * FROM meta'),
      done: bench.rows('SELECT * FROM command_done'),
    }).toEqual(before)
    expect(takeIn(T2, 'C1').ok).toBe(true)
  })

  test('gives the lab’s next accession identifier, and a refused one uses none up', () => {
    withBox()
    takeIn(T1, 'B3')
    takeIn(T2, 'B3')
    bench.restart()
    takeIn(T2, 'B4')
    expect(bench.column('SELECT accession FROM specimen ORDER BY id')).toEqual([
      '26-1-00001',
      '26-1-00002',
    ])
  })

  test('names the year of the bench, not of Greenwich', () => {
    withBox()
    bench.clock.at = Date.UTC(2026, 11, 31, 23, 30)
    takeIn(T1, 'B3')
    expect(bench.column('SELECT accession FROM specimen')).toEqual(['27-1-00001'])
  })

  test('records who, when, with what, and what was seen', () => {
    withBox()
    const id = bench.newId()
    takeIn(T1, 'B3', id)
    const bodies = bench
      .column<string>('SELECT body FROM event ORDER BY id DESC LIMIT 2')
      .map((text) => JSON.parse(text))
    expect(bodies.map(({ type, cmd }) => [type, cmd])).toEqual([
      ['specimen.stored', { id, part: 2, of: 2 }],
      ['specimen.accessioned', { id, part: 1, of: 2 }],
    ])
    expect(bodies[0]).toMatchObject({
      at: bench.clock.at,
      tz: 'Europe/Stockholm',
      off: 60,
      via: { source: 'typed', device: '' },
      base: { [`tube:${T1}`]: [bodies[1].uid] },
    })
  })

  test('under an identifier that is in use is a defect and leaves nothing', () => {
    withBox()
    takeIn(T1, 'B3')
    const before = derivedOf(bench.db)
    const other = () => bench.act('accession', specimenData(T1, { code: 'FX-OTHER' }))
    expect(other).toThrow('new identifier')
    expect(derivedOf(bench.db)).toEqual(before)
    expect(bench.reader.specimen(T1)!.code).toBe(codeOf(T1))
  })
})

describe('a bench that belongs to no site', () => {
  test('records nothing', () => {
    expect(bench.writer.facts()).toMatchObject({ stream: null, chain: null, position: 0 })
    expect(() => bench.act('accession', specimenData(T1))).not.toThrow()
    expect(events()).toBe(0)
    expect(bench.writer.outbox({ events: 1, bytes: 1 })).toEqual([])
    expect(bench.writer.waiting()).toEqual({ count: 0, oldestAt: null })
  })

  test('keeps its own identifier from its first start on', () => {
    const { install } = bench.writer.facts()
    bench.restart()
    expect(bench.writer.facts().install).toBe(install)
  })

  test('joins one site, once', () => {
    bench.writer.join(testId('5', 9), 4, 'Bench 4')
    expect(bench.writer.facts()).toMatchObject({
      stream: testId('5', 9),
      benchNumber: 4,
      position: 1,
    })
    expect(() => bench.writer.join(testId('5', 8), 5, 'Bench 5')).toThrow('no site yet')
    expect(() => bench.writer.foundDemo()).toThrow('no site yet')
  })
})

describe('an empty biobank', () => {
  test('has a site, this bench and one administrator, who has a badge and a PIN', () => {
    const badge = bench.writer.foundEmpty({
      site: 'Umeå',
      bench: 'Intake',
      person: 'Jana Weber',
      pin: '4711',
    })
    expect(badge).toMatch(/^FKB-[0-9A-F]{20}$/)
    const { install, stream } = bench.writer.facts()
    expect(bench.reader.about(install)).toEqual({
      site: { site: stream, name: 'Umeå' },
      bench: 'Intake',
      incident: null,
      demo: null,
      discrepancies: 0,
    })
    const [jana] = bench.reader.people()
    expect(jana).toMatchObject({ name: 'Jana Weber', role: 'administrator', hasPin: true })
    expect(bench.writer.badge(badge)).toMatchObject({ value: { person: jana!.person } })
    expect(JSON.stringify(bench.column('SELECT body FROM event'))).not.toContain(badge)
  })
})
