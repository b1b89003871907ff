import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, describe, expect, test } from 'vitest'
import type { Finding } from '#shared/ledger/findings.ts'
import { rowSum } from '#shared/ledger/seal.ts'
import { MOST_LINES } from '#shared/ledger/verify-export.ts'
import { sha256 } from '../../../electron/sha256.ts'
import { seeded } from '../../../electron/store/demo/random.ts'
import { examine } from '../../../electron/store/verify/examine.ts'
import { verifyExport } from '../../../electron/store/verify/export-file.ts'
import { verifyFull } from '../../../electron/store/verify/full.ts'
import { verifyQuick } from '../../../electron/store/verify/quick.ts'
import { audit, forge, inItsWords } from '../../support/ledger/auditor.ts'
import { provenLedger } from '../../support/ledger/proven-ledger.ts'

const proven = provenLedger({ specimens: 12, eventful: true })
afterAll(() => proven.remove())

function looked(file: string, look = verifyFull as typeof verifyFull | typeof verifyQuick) {
  const { db, close } = examine(file)
  try {
    return look(db)!
  } finally {
    close()
  }
}

/** A copy in which somebody has changed something who knows how. */
function harmed(how: (db: Database.Database) => void): string {
  const file = join(proven.folder, 'harmed.db')
  copyFileSync(proven.ledger, file)
  const db = new Database(file)
  db.pragma('foreign_keys = OFF')
  const triggers = db.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").all()
  for (const { name } of triggers as { name: string }[]) db.exec(`DROP TRIGGER ${name}`)
  how(db)
  for (const { sql } of triggers as { sql: string }[]) db.exec(sql)
  db.close()
  return file
}

const rows = (sql: string): number => {
  const { db, close } = examine(proven.ledger)
  const count = db.prepare(sql).pluck().get() as number
  close()
  return count
}

describe('a ledger that has lived through a fork, a new life and a restored service', () => {
  test('has other envelopes, a branch, lost positions, limbo and a bad seal', () => {
    expect(rows('SELECT count(*) FROM alias')).toBeGreaterThan(0)
    expect(rows("SELECT count(*) FROM chain WHERE name LIKE '%#2'")).toBe(1)
    expect(rows('SELECT count(*) FROM past_order')).toBeGreaterThan(2)
    expect(rows('SELECT count(*) FROM bad_seal')).toBe(1)
    expect(rows('SELECT count(*) FROM stream_order WHERE alias IS NOT NULL')).toBeGreaterThan(0)
    expect(rows('SELECT count(*) FROM stream_order WHERE quarantine IS NOT NULL')).toBe(1)
    expect(rows(LIMBO)).toBeGreaterThan(0)
  })

  test('verifies, in full and at its end', () => {
    expect(looked(proven.ledger).findings).toEqual([])
    expect(looked(proven.ledger, verifyQuick).findings).toEqual([])
    expect(looked(proven.backup).findings).toEqual([])
  })

  test('is derived again to the same', () => {
    const { db, close } = examine(proven.ledger)
    expect(verifyFull(db, { derived: true, structure: true })!.findings).toEqual([])
    close()
  })
})

const LIMBO = `
  SELECT count(*) FROM event e JOIN chain c ON c.id = e.chain
  WHERE c.own = 0 AND NOT EXISTS (SELECT 1 FROM stream_order o WHERE o.event = e.id)`

const TURN = "CAST(substr(%, 1, 9) || x'00' || substr(%, 11) AS BLOB)"
const turned = (column: string): string => `${column} = ${TURN.replaceAll('%', column)}`
const ALIAS = '(SELECT max(id) FROM alias)'
/** Summed anew, as whoever knows how would do. */
const resum = (db: Database.Database, table: string): void => {
  for (const row of db.prepare(`SELECT * FROM ${table}`).raw().all() as (string | number)[][]) {
    const sum = Buffer.from(rowSum(sha256, table, row.slice(0, -1)), 'hex')
    db.prepare(`UPDATE ${table} SET sum = ? WHERE id = ?`).run(sum, row[0])
  }
}

describe('of such a ledger is named', () => {
  test.each<[string, string, Partial<Finding>]>([
    [
      'the hash of another envelope',
      `UPDATE alias SET ${turned('hash')} WHERE id = ${ALIAS}`,
      { type: 'event', fault: 'hash' },
    ],
    [
      'the link of another envelope',
      `UPDATE alias SET ${turned('prev')} WHERE id = ${ALIAS}`,
      { type: 'event', fault: 'hash' },
    ],
    [
      'the place of another envelope',
      `UPDATE alias SET seq = seq + 100 WHERE id = ${ALIAS}`,
      { type: 'event', fault: 'hash' },
    ],
    [
      'which event another envelope is of',
      `UPDATE alias SET event = event - 1 WHERE id = ${ALIAS}`,
      { type: 'event', fault: 'hash' },
    ],
    [
      'an event that another envelope is of',
      `UPDATE alias SET event = 99999 WHERE id = ${ALIAS}`,
      { type: 'event', fault: 'missing' },
    ],
    [
      'that another envelope is gone',
      'DELETE FROM alias WHERE id = 1',
      { type: 'row', table: 'alias' },
    ],
    [
      'that the last other envelope is gone',
      `DELETE FROM alias WHERE id = ${ALIAS}`,
      { type: 'event', fault: 'missing' },
    ],
    [
      'which envelope stands at a position',
      'UPDATE stream_order SET alias = NULL WHERE alias IS NOT NULL',
      { type: 'order', fault: 'running' },
    ],
    [
      'an envelope of another event at a position',
      `UPDATE stream_order SET alias = (SELECT max(id) FROM alias a WHERE a.event <> stream_order.event) WHERE alias IS NOT NULL`,
      { type: 'order', fault: 'event' },
    ],
    [
      'what the service had marked',
      "UPDATE stream_order SET quarantine = 'FORM' WHERE quarantine IS NOT NULL",
      { type: 'order', fault: 'receipt' },
    ],
    [
      'that the service had marked it',
      'UPDATE stream_order SET quarantine = NULL',
      { type: 'order', fault: 'receipt' },
    ],
    [
      'the name of a branch',
      "UPDATE chain SET name = replace(name, '#2', '#3') WHERE name LIKE '%#2'",
      { type: 'row', table: 'chain' },
    ],
    [
      'a branch that is called the chain of another life',
      "UPDATE chain SET name = replace(name, '~1:', '~2:') WHERE name LIKE '%#2'",
      { type: 'event', fault: 'hash' },
    ],
    [
      'a lost position',
      `UPDATE past_order SET ${turned('running')} WHERE id = 1`,
      { type: 'lost', fault: 'running' },
    ],
    [
      'what was before a lost position',
      `UPDATE past_order SET ${turned('before')} WHERE id = 2`,
      { type: 'lost', fault: 'running' },
    ],
    [
      'the event of a lost position',
      'UPDATE past_order SET event = event - 1 WHERE id = 1',
      { type: 'lost', fault: 'event' },
    ],
    [
      'the sum of a lost position',
      'UPDATE past_order SET received_at = 7 WHERE id = 1',
      { type: 'row', table: 'past_order' },
    ],
    [
      'that a lost position is gone',
      'DELETE FROM past_order WHERE id = 1',
      { type: 'row', table: 'past_order' },
    ],
    ['that all of them are gone', 'DELETE FROM past_order', { type: 'event', fault: 'place' }],
    [
      'a seal that does not hold',
      "UPDATE bad_seal SET seal = '{}'",
      { type: 'row', table: 'bad_seal' },
    ],
    ['its place', 'UPDATE bad_seal SET seq = 99', { type: 'row', table: 'bad_seal' }],
  ])('%s', (_, sql, finding) => {
    const { findings } = looked(harmed((db) => db.exec(sql)))
    expect(findings).toContainEqual(expect.objectContaining(finding))
  })

  test('a lost position also with a sum that fits it', () => {
    const file = harmed((db) => {
      db.exec(`UPDATE past_order SET ${turned('running')} WHERE id = 1`)
      resum(db, 'past_order')
    })
    expect(looked(file).findings[0]).toMatchObject({ type: 'lost', fault: 'running' })
  })

  test('by its end what is at its end', () => {
    const file = harmed((db) => db.exec(`UPDATE alias SET ${turned('hash')} WHERE id = ${ALIAS}`))
    expect(looked(file, verifyQuick).findings).toContainEqual(
      expect.objectContaining({ type: 'event', fault: 'hash', isAlias: true }),
    )
  })
})

const SOUND = readFileSync(proven.exported, 'utf8').trimEnd().split('\n')
const file = join(proven.folder, 'changed.jsonl')

/** What both verifiers say; that they agree is asserted. */
function both(): readonly string[] {
  const audited = audit(file)
  const ours = verifyExport(file)!
  expect(audited.sound).toBe(ours.sound)
  const isLine = (fault: string) => fault.startsWith('line')
  const lines = new Set(audited.faults.filter(isLine).slice(0, MOST_LINES))
  const named = audited.faults.filter((fault) => lines.has(fault) || !isLine(fault))
  expect([...new Set(named)].toSorted()).toEqual([...new Set(inItsWords(ours.findings))])
  return audited.faults
}

const kindOf = (line: string): string => JSON.parse(line).t

describe('its export', () => {
  test('is sound to both verifiers, with every kind of line', () => {
    copyFileSync(proven.exported, file)
    expect(both()).toEqual([])
    expect([...new Set(SOUND.slice(1).map(kindOf))].toSorted()).toEqual([
      'alias',
      'bad_seal',
      'end',
      'event',
      'heads',
      'lost',
      'order',
      'seal',
    ])
  })

  /** The first line of a kind with one member changed, and all signed anew. */
  test.each<[string, string, unknown, RegExp]>([
    ['alias', 'hash', '0'.repeat(64), /^event hash /],
    ['alias', 'prev', '0'.repeat(64), /^event hash /],
    ['alias', 'seq', 77, /^event hash /],
    ['lost', 'running', '0'.repeat(64), /^lost running /],
    ['lost', 'before', '0'.repeat(64), /^lost running /],
    ['lost', 'hash', '0'.repeat(64), /^lost event /],
    ['lost', 'seq', 1, /^lost event /],
    ['bad_seal', 'seal', '7', /^bad_seal /],
    ['bad_seal', 'seq', 99, /^bad_seal /],
    ['order', 'quarantine', 'FORK', /^order receipt /],
  ])('does not hold with another %s.%s', (kind, member, value, fault) => {
    const at = SOUND.findIndex((line) => kindOf(line) === kind)
    const line = JSON.stringify({ ...JSON.parse(SOUND[at]!), [member]: value })
    forge(file, SOUND.with(at, line))
    expect(both()).toContainEqual(expect.stringMatching(fault))
  })

  test.each(['alias', 'lost', 'bad_seal', 'order'])(
    'does not hold without a line of kind %s',
    (kind) => {
      const at = SOUND.findIndex((line) => kindOf(line) === kind)
      forge(file, SOUND.toSpliced(at, 1))
      expect(both()).toContain(`count ${kind}`)
    },
  )

  const SEED = Date.now() % 1_000_000
  test(`does not hold with a bit turned anywhere (seed ${SEED})`, () => {
    const random = seeded(SEED)
    const bytes = readFileSync(proven.exported)
    for (let n = 0; n < 60; n++) {
      const changed = Buffer.from(bytes)
      changed[random.below(bytes.length)]! ^= 1 << random.below(8)
      writeFileSync(file, changed)
      expect(verifyExport(file)!.sound).toBe(false)
      if (n < 15) expect(audit(file).sound).toBe(false)
    }
  }, 60_000)
})

describe('an export of the first version', () => {
  const FIRST = readFileSync(join(import.meta.dirname, '../../fixtures/exports/v1.jsonl'))

  test('is sound to both verifiers', () => {
    writeFileSync(file, FIRST)
    expect(FIRST.toString('utf8', 0, 400)).toContain('"v":1')
    expect(both()).toEqual([])
  })

  test.each<[string, (text: string) => string]>([
    ['a body', (text) => text.replace('NORDLUNG', 'NORDLUNC')],
    ['its version', (text) => text.replace('"v":1}', '"v":2}')],
    ['a position', (text) => text.replace('"pos":3', '"pos":4')],
    [
      'its last line',
      (text) => text.replace(/"sig":"..([0-9a-f]{126})","t":"end"/, '"sig":"00$1","t":"end"'),
    ],
  ])('does not hold with %s changed', (_, change) => {
    writeFileSync(file, change(FIRST.toString()))
    expect(both().length).toBeGreaterThan(0)
  })
})
