import { copyFileSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, describe, expect, test } from 'vitest'
import { lastJobs } from '../../../electron/store/labels/queue.ts'
import { FORMAT } from '../../../electron/store/migrations/index.ts'
import { verifyFull } from '../../../electron/store/verify/full.ts'
import { at, specimenData } from '../../support/domain/facts.ts'
import { derivedOf } from '../../support/store/derived.ts'
import { type Known, knownOf } from '../../support/store/known-ledger.ts'
import { TestBench } from '../../support/store/test-bench.ts'
import { testId } from '../../support/sync/events.ts'

const FOLDER = join(import.meta.dirname, '../../fixtures/ledgers')
const FORMATS = readdirSync(FOLDER)

/** From this format on more is put before a person than two claims to one thing. */
const KINDS_GREW = 7
const isOfFirstKinds = (id: string): boolean =>
  /^(position-contested|tube-in-two-places)\//.test(id)

let bench: TestBench | null = null
afterEach(() => {
  bench?.remove()
  bench = null
})

function copyOf(format: string): TestBench {
  const folder = mkdtempSync(join(tmpdir(), 'frostkeep-format-'))
  copyFileSync(join(FOLDER, format, 'ledger.db'), join(folder, 'ledger.db'))
  bench = new TestBench('8', folder)
  return bench
}

const chainsVerify = (of: TestBench): boolean =>
  verifyFull(of.db)!.findings.every(({ type }) => type !== 'event')

test('there is a ledger of the first format', () => {
  expect(FORMATS).toContain('0001')
})

describe.each(FORMATS)('a ledger that was written in format %s', (format) => {
  test('is in that format as it lies here', () => {
    const file = new Database(join(FOLDER, format, 'ledger.db'), { readonly: true })
    expect(file.pragma('user_version', { simple: true })).toBe(Number(format))
    file.close()
  })

  test('is opened and brought to the newest one, with every event as it was', () => {
    const ledger = copyOf(format)
    expect(ledger.db.pragma('user_version', { simple: true })).toBe(FORMAT)
    expect(chainsVerify(ledger)).toBe(true)
  })

  test('says what it said then', () => {
    const known: Known = JSON.parse(readFileSync(join(FOLDER, format, 'known.json'), 'utf8'))
    expect(known.specimens.length).toBeGreaterThan(15)
    const { discrepancies, ...rest } = knownOf(copyOf(format))
    const kinds = Number(format) < KINDS_GREW ? discrepancies.filter(isOfFirstKinds) : discrepancies
    expect({ ...rest, discrepancies: kinds }).toEqual(known)
  })

  test('proves itself, whichever step it has taken', () => {
    const { findings, events } = verifyFull(copyOf(format).db, { structure: true, derived: true })!
    expect(findings).toEqual([])
    expect(events).toBeGreaterThan(30)
  })

  test('derives its tables again to the same', () => {
    const ledger = copyOf(format)
    const live = derivedOf(ledger.db)
    ledger.writer.rebuild()
    expect(derivedOf(ledger.db)).toEqual(live)
  })

  test('goes on: the next tube is stored, the PIN is known', () => {
    const ledger = copyOf(format)
    const [person] = ledger.reader.people()
    expect(ledger.writer.checkPin(person!.person, '4711').ok).toBe(true)
    const next = { ...specimenData(testId('7', 999)), at: at('F9') }
    expect(ledger.act('takeIn', next).ok).toBe(true)
    expect(chainsVerify(ledger)).toBe(true)
  })

  test('would be seen if a byte of a body had changed', () => {
    const ledger = copyOf(format)
    ledger.damaged = true
    ledger.db.exec('DROP TRIGGER event_kept')
    ledger.db.exec("UPDATE event SET body = replace(body, 'NORDLUNG', 'NORDLUNC')")
    expect(chainsVerify(ledger)).toBe(false)
  })
})

describe('what came with format 8', () => {
  test('is there again: the batch that was open, and the label of which a person has to say what came out', () => {
    const ledger = copyOf('0008')
    const session = ledger.writer.work('relabel')
    expect(session?.rows.map(({ code }) => code)).toEqual(['FX00880007'])
    expect(session?.about).toMatchObject({ kind: 'relabel', tube: { code: 'FX00000001' } })
    const labels = lastJobs(ledger.db, 9).map(({ state, labels: of }) => [state, of.length])
    expect(labels).toEqual([['unclear', 1]])
  })
})
