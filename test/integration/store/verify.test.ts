import {
  chmodSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest'
import { type Envelope, envelopeHash, fromHex, toHex } from '#shared/ledger/envelope.ts'
import type { Finding, VerifyReport } from '#shared/ledger/findings.ts'
import { sha256 } from '../../../electron/sha256.ts'
import { exportLedger } from '../../../electron/store/export/export.ts'
import { FORMAT } from '../../../electron/store/migrations/index.ts'
import { examine } from '../../../electron/store/verify/examine.ts'
import { type FileFault, verifyFile } from '../../../electron/store/verify/file.ts'
import { type FullOptions, verifyFull } from '../../../electron/store/verify/full.ts'
import { verifyQuick } from '../../../electron/store/verify/quick.ts'
import { guarded, isDamageOfSource } from '../../../electron/store/verify/read.ts'
import { verifyTool } from '../../../electron/store/verify/tool.ts'
import { KEY, provenLedger } from '../../support/ledger/proven-ledger.ts'

const proven = provenLedger()
const scratch = mkdtempSync(join(tmpdir(), 'frostkeep-verify-test-'))
afterAll(() => {
  proven.remove()
  rmSync(scratch, { recursive: true, force: true })
})
afterEach(() => {
  vi.restoreAllMocks()
})

/** What is found of a file whose mark is not that of its format. */
const MARK = { type: 'file', fault: 'mark' } as const

let copies = 0

/**
 * A copy of the proven ledger and its anchor in which somebody has changed something who knows how: no
 * trigger hinders, and all are there again afterwards.
 */
function harmed(how: string | ((db: Database.Database) => void)): string {
  const file = join(scratch, `${++copies}.db`)
  copyFileSync(proven.ledger, file)
  copyFileSync(proven.anchor, file.replace('.db', '.anchor'))
  const db = new Database(file)
  db.pragma('foreign_keys = OFF')
  const triggers = db.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").all()
  for (const { name } of triggers as { name: string }[]) db.exec(`DROP TRIGGER ${name}`)
  if (typeof how === 'string') db.exec(how)
  else how(db)
  for (const { sql } of triggers as { sql: string }[]) db.exec(sql)
  db.close()
  return file
}

function reportOf(file: string, options: FullOptions = {}): VerifyReport {
  const verified = verifyFile(file, { structure: true, ...options })
  if (!verified.ok) throw new Error(verified.error.type)
  return verified.value
}

const quickly = (file: string): VerifyReport => {
  const { db, close } = examine(file)
  const report = verifyQuick(db)
  close()
  return report
}

/** As the bench itself verifies the ledger that it works on. */
const fully = (file: string): VerifyReport => {
  const { db, close } = examine(file)
  const report = verifyFull(db)
  close()
  return report!
}

/** The row of the event in which FX00000003 was received. */
const RECEIVED = '(SELECT id FROM event WHERE body LIKE \'%"code":"FX00000003"%\')'

describe('a ledger that is sound', () => {
  test.each([
    ['the database', () => proven.ledger],
    ['its backup', () => proven.backup],
    ['its export', () => proven.exported],
    ['the database while the bench was at work', () => proven.atWork],
  ])('verifies as %s', (_, file) => {
    const report = reportOf(file(), { derived: true })
    expect(report).toMatchObject({ sound: true, findings: [], events: 43, order: 37, acts: 8 })
    expect(report.chains[0]).toMatchObject({ own: true, events: 40, keys: [KEY.public] })
  })

  test('says what limits the proof', () => {
    expect(reportOf(proven.ledger).notes).toEqual(['key-unprotected'])
    expect(reportOf(proven.backup).notes).toEqual(['no-anchor', 'key-unprotected'])
  })

  test('verifies in the form of any older version', () => {
    const file = join(scratch, 'old.db')
    copyFileSync(join(import.meta.dirname, '../../fixtures/ledgers/0001/ledger.db'), file)
    const report = reportOf(file)
    expect(report).toMatchObject({ sound: true, notes: ['no-anchor', 'no-seal'], rows: 0 })
    expect(report.events).toBeGreaterThan(50)
  })

  test('is left as it is, and its folder with it', () => {
    for (const file of [proven.ledger, proven.backup, proven.atWork]) {
      const before = readdirSync(dirname(file)).toSorted()
      const bytes = readFileSync(file)
      reportOf(file, { derived: true })
      expect(readdirSync(dirname(file)).toSorted()).toEqual(before)
      expect(readFileSync(file).equals(bytes)).toBe(true)
    }
  })

  test('can lie where nobody may write', () => {
    const folder = join(scratch, 'medium')
    cpSync(dirname(proven.atWork), folder, { recursive: true })
    rmSync(join(folder, 'ledger.db-shm'), { force: true })
    for (const name of readdirSync(folder)) chmodSync(join(folder, name), 0o400)
    chmodSync(folder, 0o500)
    try {
      expect(reportOf(join(folder, 'ledger.db'))).toMatchObject({ sound: true, events: 43 })
    } finally {
      chmodSync(folder, 0o700)
    }
  })

  test('can be stopped, and tells how far it is', () => {
    const { db, close } = examine(proven.ledger)
    const told: number[][] = []
    expect(verifyFull(db, { progress: (...at) => told.push(at) })?.sound).toBe(true)
    expect(told).toEqual([[43, 43]])
    close()
  })
})

describe('a change is named by the full verification', () => {
  test.each<[string, string, object]>([
    [
      'of a body',
      `UPDATE event SET body = replace(body, 'FX00000003', 'FX00000030') WHERE id = ${RECEIVED}`,
      { type: 'event', fault: 'hash' },
    ],
    [
      'of an identity',
      "UPDATE event SET uid = 'ffffffff-0000-7000-8000-000000000001' WHERE id = 20",
      { type: 'event', fault: 'uid' },
    ],
    [
      'of whose an event is',
      'UPDATE event SET chain = 2, seq = 9 WHERE id = 20',
      { type: 'event', fault: 'hash' },
    ],
    [
      'by which an own event is gone',
      'DELETE FROM event WHERE id = 20',
      { type: 'event', fault: 'missing' },
    ],
    [
      'by which the last events are gone',
      'DELETE FROM event WHERE id > 40',
      { type: 'anchor', fault: expect.objectContaining({ type: 'OwnEventsMissing' }) },
    ],
    [
      'of the common order',
      'UPDATE stream_order SET running = zeroblob(32) WHERE pos = 9',
      { type: 'order', fault: 'running', pos: 9 },
    ],
    [
      'of a time of receipt',
      'UPDATE stream_order SET received_at = 7 WHERE pos = 9',
      { type: 'order', fault: 'receipt', pos: 9 },
    ],
    [
      'by which a receipt is gone',
      'UPDATE stream_order SET receipt = NULL WHERE pos = 9',
      { type: 'order', fault: 'receipt', pos: 9 },
    ],
    [
      'by which the end of the order is gone',
      'DELETE FROM stream_order WHERE pos > 30',
      { type: 'row', table: 'meta', key: 'cursor' },
    ],
    [
      'of the cursor, so that it cannot be read',
      `UPDATE meta SET value = replace(value, '"pos"', 'pos') WHERE key = 'cursor'`,
      { type: 'row', table: 'meta', key: 'cursor' },
    ],
    ['of a seal', 'UPDATE seal SET at = 7', { type: 'seal', fault: 'signature' }],
    [
      'of what protects a key',
      "UPDATE seal SET protection = 'keychain'",
      { type: 'seal', fault: 'signature' },
    ],
    ['that opens a locked account', 'UPDATE pin SET wrong = 3', { type: 'row', table: 'pin' }],
    [
      'of who did something',
      "UPDATE command_done SET actor = 'somebody'",
      { type: 'row', table: 'command_done' },
    ],
    [
      'of what was sent',
      "UPDATE meta SET value = '0' WHERE key = 'acknowledged'",
      { type: 'row', table: 'meta', key: 'acknowledged' },
    ],
    [
      'of an open batch',
      "UPDATE intake_row SET code = 'FX1'",
      { type: 'row', table: 'intake_row' },
    ],
    [
      'of an open batch of another kind',
      "UPDATE work SET session = replace(session, 'frost', 'water')",
      { type: 'row', table: 'work', key: 'relabel' },
    ],
    [
      'of a scan of such a batch',
      "UPDATE work_row SET state = 'undone'",
      { type: 'row', table: 'work_row', key: 'relabel 1' },
    ],
    [
      'of where labels go',
      "UPDATE printer SET host = '10.0.0.8'",
      { type: 'row', table: 'printer' },
    ],
    [
      'by which labels would be printed again',
      "UPDATE label_job SET state = 'queued' WHERE state = 'confirmed'",
      { type: 'row', table: 'label_job' },
    ],
    [
      'of whose a chain is',
      'UPDATE chain SET own = 1 WHERE id = 2',
      { type: 'row', table: 'chain' },
    ],
    [
      'of a chain’s name',
      "UPDATE chain SET name = 'mine' WHERE id = 2",
      { type: 'row', table: 'chain' },
    ],
    ['of its mark', 'PRAGMA application_id = 7', { type: 'file', fault: 'mark' }],
    ['of its format', 'PRAGMA user_version = 4', { type: 'file', fault: 'schema', what: 'seal' }],
    [
      'of which programs may open it',
      'UPDATE format SET min_safe_version = 1',
      { type: 'file', fault: 'schema' },
    ],
    ['of its format to a later one', `PRAGMA user_version = ${FORMAT + 1}`, MARK],
    ['of the format that it names itself', `UPDATE format SET version = ${FORMAT + 1}`, MARK],
    ['by which its format is named nowhere', 'DELETE FROM format', { type: 'file', fault: 'mark' }],
    [
      'by which an index is gone',
      'DROP INDEX specimen_code',
      { type: 'file', fault: 'schema', what: 'specimen_code' },
    ],
    [
      'by which a table is there that is not ours',
      'CREATE TABLE other(x)',
      { type: 'file', fault: 'schema', what: 'other' },
    ],
  ])('%s', (_, sql, finding) => {
    const report = reportOf(harmed(sql))
    expect(report.sound).toBe(false)
    expect(report.findings).toContainEqual(expect.objectContaining(finding))
  })

  test.each([
    ['the full', reportOf],
    ['the quick', quickly],
  ])('by which another bench’s chain goes on with what nobody recorded (%s)', (_, look) => {
    const { findings } = look(harmed(fabricate))
    expect(findings).toEqual([
      expect.objectContaining({ type: 'event', fault: 'place', event: 44, seq: 4 }),
    ])
  })

  test('of a trigger, without which an event could be changed', () => {
    const file = harmed('')
    const db = new Database(file)
    db.exec('DROP TRIGGER event_kept')
    db.close()
    expect(reportOf(file).findings).toEqual([{ type: 'file', fault: 'schema', what: 'event_kept' }])
  })

  test('of a trigger that nobody gave it, under such a name as SQLite gives', () => {
    const file = harmed((db) => {
      db.unsafeMode(true)
      db.pragma('writable_schema = ON')
      db.exec(`INSERT INTO sqlite_schema VALUES ('trigger', 'sqlite_stat_pin', 'pin', 0,
        'CREATE TRIGGER sqlite_stat_pin AFTER UPDATE ON pin BEGIN SELECT 1; END')`)
    })
    const finding = { type: 'file', fault: 'schema', what: 'sqlite_stat_pin' }
    expect(fully(file).findings).toEqual([finding])
  })

  /** As a later version leaves it, which lets this one go on. */
  const LATER = `PRAGMA user_version = ${FORMAT + 1}; UPDATE format SET version = ${FORMAT + 1}`

  test.each(['event_kept', 'event_stays', 'event_next', 'seal_kept', 'seal_stays'])(
    'of the trigger %s also in a ledger of a later version',
    (trigger) => {
      const later = harmed(LATER)
      expect(quickly(later).findings).toEqual([])
      expect(fully(later)).toMatchObject({
        sound: true,
        notes: expect.arrayContaining(['newer-format']),
      })
      new Database(later).exec(`DROP TRIGGER ${trigger}`).close()
      const finding = { type: 'file', fault: 'schema', what: trigger }
      expect(quickly(later).findings).toEqual([finding])
      expect(fully(later).findings).toEqual([finding])
    },
  )

  test('of a derived table, where the tables are derived again', () => {
    const file = harmed("UPDATE specimen SET material = 'urine' WHERE code = 'FX00000003'")
    expect(reportOf(file).findings).toEqual([])
    expect(reportOf(file, { derived: true }).findings).toEqual([
      { type: 'derived', table: 'specimen' },
    ])
  })

  test('with the tubes that depend on it, when it was and by whom', () => {
    const report = reportOf(
      harmed(
        `UPDATE event SET body = replace(body, 'FX00000003', 'FX00000030') WHERE id = ${RECEIVED}`,
      ),
    )
    expect(report.tubes).toEqual(['FX00000003'])
    expect(Object.values(report.people)).toEqual(['Ida'])
    expect(report.findings[0]).toMatchObject({
      says: { type: 'specimen.accessioned', actor: expect.any(String) },
      unproven: 0,
      dependentCount: 1,
    })
  })

  test('even where all later hashes of the chain were made anew', () => {
    const report = reportOf(harmed(rewrite))
    expect(report.findings.filter(({ type }) => type === 'event')).toEqual([])
    const named = report.findings.map(({ type, fault }: { type: string; fault?: unknown }) => [
      type,
      fault,
    ])
    expect(named).toContainEqual(['seal', 'event'])
    expect(named).toContainEqual(['order', 'running'])
    expect(named).toContainEqual(['anchor', expect.objectContaining({ type: 'OtherEvent' })])
  })
})

/** One more event in another bench's chain: its hash needs no key, and no seal speaks for it. */
function fabricate(db: Database.Database): void {
  const last = db
    .prepare(
      `SELECT c.name AS chain, e.chain AS id, e.seq, e.hash, e.body FROM event e JOIN chain c ON c.id = e.chain
       WHERE c.own = 0 ORDER BY e.seq DESC LIMIT 1`,
    )
    .get() as { chain: string; id: number; seq: number; hash: Uint8Array; body: string }
  const uid = '0192aaaa-aaaa-7aaa-8aaa-aaaaaaaaaaaa'
  const body = last.body
    .replace(/"uid":"[0-9a-f-]{36}"/, `"uid":"${uid}"`)
    .replace(/,"sig":\{[^}]*\}/, '')
  const next = { chain: last.chain, seq: last.seq + 1, prev: toHex(last.hash), body }
  const hash = fromHex(envelopeHash(sha256, next))
  db.prepare('INSERT INTO event SELECT max(id) + 1, ?, ?, ?, ?, ?, ? FROM event').run(
    last.id,
    next.seq,
    last.hash,
    hash,
    body,
    uid,
  )
}

/** What somebody does who can change the database, and has neither the key nor the anchor. */
function rewrite(db: Database.Database): void {
  const first = db.prepare(`SELECT ${RECEIVED}`).pluck().get() as number
  const rows = db
    .prepare(
      `SELECT e.id, c.name AS chain, e.seq, e.prev, e.body FROM event e JOIN chain c ON c.id = e.chain
       WHERE c.own = 1 AND e.id >= ? ORDER BY e.id`,
    )
    .all(first) as (Omit<Envelope, 'hash' | 'prev'> & { id: number; prev: Uint8Array })[]
  let prev = toHex(rows[0]!.prev)
  const put = db.prepare('UPDATE event SET prev = ?, hash = ?, body = ? WHERE id = ?')
  for (const { id, chain, seq, body } of rows) {
    const lie = id === first ? body.replaceAll('FX00000003', 'FX00000030') : body
    const hash = envelopeHash(sha256, { chain, seq, prev, body: lie })
    put.run(fromHex(prev), fromHex(hash), lie, id)
    prev = hash
  }
}

describe('the quick verification', () => {
  test('finds a sound ledger sound', () => {
    expect(quickly(proven.ledger)).toMatchObject({ level: 'quick', sound: true, findings: [] })
    expect(quickly(proven.atWork)).toMatchObject({ sound: true })
  })

  test.each([
    [
      'a change of the last own event',
      "UPDATE event SET body = body || ' ' WHERE id = (SELECT max(id) FROM event)",
      'event',
    ],
    ['the last event gone from its place', 'DELETE FROM event WHERE id = 40', 'event'],
    [
      'a change of the last position',
      'UPDATE stream_order SET running = zeroblob(32) WHERE pos = 37',
      'order',
    ],
    ['a change of the last seal', 'UPDATE seal SET at = 7', 'seal'],
    ['a change of a PIN', 'UPDATE pin SET wrong = 3', 'row'],
    ['a change of a job for a printer', 'UPDATE label_job SET copies = 2', 'row'],
    ['a change of the schema', 'DROP INDEX specimen_code', 'file'],
  ])('finds %s', (_, sql, type) => {
    expect(quickly(harmed(sql)).findings).toContainEqual(expect.objectContaining({ type }))
  })

  test('names a finding once', () => {
    const { findings } = quickly(harmed("UPDATE event SET body = body || ' ' WHERE id = 43"))
    expect(findings.filter(({ type }) => type === 'event')).toHaveLength(1)
  })
})

describe('a file of which nothing can be said', () => {
  const put = (name: string, bytes: string | Buffer): string => {
    const file = join(scratch, name)
    writeFileSync(file, bytes)
    return file
  }
  const otherDatabase = () => {
    const file = join(scratch, 'other.db')
    rmSync(file, { force: true })
    new Database(file).exec('CREATE TABLE mail(x)').close()
    return file
  }
  test.each<[FileFault['type'], () => string]>([
    ['Missing', () => join(scratch, 'none')],
    ['Folder', () => scratch],
    ['Empty', () => put('empty.db', '')],
    ['OtherFile', () => put('other.txt', 'a letter')],
    ['OtherDatabase', otherDatabase],
    ['Anchor', () => proven.anchor],
    [
      'NewerFormat',
      () =>
        harmed('PRAGMA user_version = 99; UPDATE format SET version = 99, min_safe_version = 99'),
    ],
  ])('is told as %s, with the exit code 2', async (type, file) => {
    const said = vi.spyOn(console, 'error').mockReturnValue()
    const printed = vi.spyOn(console, 'log').mockReturnValue()
    const name = file()
    expect(await verifyTool([name])).toBe(2)
    expect(said.mock.calls).toHaveLength(1)
    expect(said.mock.calls[0]![0]).toContain(name)
    const last = JSON.parse(printed.mock.calls.at(-1)![0])
    expect(last).toMatchObject({ name: 'verify', file: name, sound: null, fault: { type } })
  })

  test('and a question that is none is answered with how to ask', async () => {
    const said = vi.spyOn(console, 'error').mockReturnValue()
    for (const args of [[], ['a', 'b'], ['--what', 'a']]) expect(await verifyTool(args)).toBe(2)
    expect(said).toHaveBeenCalledTimes(3)
    expect(said.mock.calls[0]![0]).toContain('verify FILE')
  })

  test('because its name leads nowhere, is told with the exit code 2', async () => {
    vi.spyOn(console, 'error').mockReturnValue()
    vi.spyOn(console, 'log').mockReturnValue()
    const loop = join(scratch, 'loop.db')
    symlinkSync(loop, loop)
    expect(verifyFile(loop)).toMatchObject({ error: { type: 'Unreadable' } })
    expect(await verifyTool([loop])).toBe(2)
  })

  test('is damaged where it has no byte left, and its log or its anchor lies beside it', () => {
    const findings = [
      { type: 'file', fault: 'unreadable', what: expect.stringContaining('0 bytes') },
    ]
    put('emptied.anchor', readFileSync(proven.anchor))
    expect(reportOf(put('emptied.db', ''))).toMatchObject({ sound: false, findings })
    put('cut.db-wal', readFileSync(`${proven.atWork}-wal`))
    expect(reportOf(put('cut.db', ''))).toMatchObject({ sound: false, findings })
    put('begun.db-wal', '')
    expect(verifyFile(put('begun.db', ''))).toMatchObject({ error: { type: 'Empty' } })
  })

  test.each(['SQLITE_FULL', 'SQLITE_IOERR_WRITE', 'SQLITE_IOERR', 'SQLITE_BUSY', 'SQLITE_NOMEM'])(
    'because of %s is no damage',
    (code) => {
      const findings: Finding[] = []
      const work = () => {
        throw new Database.SqliteError('disk', code)
      }
      expect(() => guarded(findings, () => 'x', work)).toThrow('disk')
      expect(() => guarded(findings, () => 'x', work, isDamageOfSource)).toThrow('disk')
      expect(findings).toEqual([])
    },
  )

  test.each(['SQLITE_ERROR', 'SQLITE_TOOBIG'])(
    'because of %s is none where something was made of it elsewhere',
    (code) => {
      const findings: Finding[] = []
      const work = () => {
        throw new Database.SqliteError('table', code)
      }
      expect(() => guarded(findings, () => 'x', work, isDamageOfSource)).toThrow('table')
      guarded(findings, () => 'x', work)
      expect(findings).toMatchObject([{ type: 'file', fault: 'unreadable' }])
    },
  )

  test('is damaged where it was a ledger once', () => {
    const bytes = readFileSync(proven.ledger)
    bytes[3]! ^= 1
    const findings = [{ type: 'file', fault: 'unreadable' }]
    expect(reportOf(put('marked.db', bytes))).toMatchObject({ sound: false, findings })
    bytes.fill(0, 0, 100)
    expect(verifyFile(put('unmarked.db', bytes))).toMatchObject({ error: { type: 'OtherFile' } })
    copyFileSync(proven.anchor, join(scratch, 'unmarked.anchor'))
    expect(reportOf(join(scratch, 'unmarked.db'))).toMatchObject({ sound: false, findings })
  })
})

describe('the tool', () => {
  const run = async (...args: string[]): Promise<{ code: number; lines: string[] }> => {
    const printed = vi.spyOn(console, 'log').mockReturnValue()
    const code = await verifyTool(args)
    return { code, lines: printed.mock.calls.map(([line]) => String(line)) }
  }

  test('says in words what is proven, and as JSON in its last line', async () => {
    const { code, lines } = await run(proven.ledger)
    expect(code).toBe(0)
    expect(lines.join('\n')).toContain('43 events in 2 chains')
    expect(lines.at(-2)).toContain('SOUND')
    expect(JSON.parse(lines.at(-1)!)).toMatchObject({ name: 'verify', sound: true, events: 43 })
  })

  test('names the first bad event, when, by whom, and its tubes', async () => {
    const { code, lines } = await run(
      harmed(
        `UPDATE event SET body = replace(body, 'FX00000003', 'FX00000030') WHERE id = ${RECEIVED}`,
      ),
      '--derived',
    )
    expect(code).toBe(1)
    const text = lines.join('\n')
    expect(text).toMatch(/FIRST BAD EVENT of .*is not what was recorded/)
    expect(text).toMatch(
      /It says: specimen.accessioned, at 2026-.*, by Ida \(.*\), about specimen:/,
    )
    expect(text).toContain('Tubes that depend on it: FX00000003.')
    expect(lines.at(-2)).toContain('DAMAGED')
  })

  test('finds words for every kind of finding', async () => {
    for (const sql of [
      'UPDATE stream_order SET received_at = 7',
      'UPDATE seal SET at = 7',
      'UPDATE pin SET wrong = 3',
      'DELETE FROM event WHERE id > 40',
      "UPDATE specimen SET material = 'urine'",
      "UPDATE event SET body = '7' WHERE id = 9",
    ]) {
      const { code, lines } = await run(harmed(sql), '--derived')
      expect(code).toBe(1)
      expect(lines.length).toBeGreaterThan(6)
    }
    const cut = join(scratch, 'cut.jsonl')
    writeFileSync(cut, readFileSync(proven.exported).subarray(0, -9))
    expect((await run(cut)).lines.join('\n')).toMatch(/Line \d+ \(end\)/)
  })

  test('prints one line of JSON where that is asked for', async () => {
    const { lines } = await run(proven.exported, '--json')
    expect(lines).toHaveLength(1)
    expect(JSON.parse(lines[0]!)).toMatchObject({
      kind: 'export',
      sound: true,
      made: { key: KEY.public },
    })
  })
})

describe('an export', () => {
  const exported = (name: string, more: Partial<Parameters<typeof exportLedger>[2]> = {}) => {
    const { db, close } = examine(proven.ledger)
    const file = join(scratch, name)
    try {
      return exportLedger(db, file, { now: 7, anchor: null, signer: KEY, ...more })
    } finally {
      close()
    }
  }

  test('of the same moment is the same bytes', () => {
    const [a, b] = [exported('a.jsonl')!, exported('b.jsonl')!]
    expect(a).toEqual(b)
    expect(a).toMatchObject({ events: 43, lines: 1 + 43 + 37 + 6 + 2 })
    expect(readFileSync(join(scratch, 'a.jsonl'))).toHaveLength(a.bytes)
  })

  test('that cannot be signed says so', () => {
    exported('unsigned.jsonl', { signer: null })
    const report = reportOf(join(scratch, 'unsigned.jsonl'))
    expect(report.notes).toContain('export-unsigned')
    expect(report).toMatchObject({ sound: true, findings: [] })
  })

  test('leaves nothing behind where it fails', () => {
    mkdirSync(join(scratch, 'taken.jsonl'))
    expect(() => exported('taken.jsonl')).toThrow()
    const throws = () => {
      throw new Error('no key')
    }
    expect(() => exported('c.jsonl', { signer: { public: KEY.public, sign: throws } })).toThrow(
      'no key',
    )
    expect(readdirSync(scratch).filter((name) => /unfinished|^c\./.test(name))).toEqual([])
  })
})
