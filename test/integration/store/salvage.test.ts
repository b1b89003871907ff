import { copyFileSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { envelopeHash, fromHex } from '#shared/ledger/envelope.ts'
import { sha256 } from '../../../electron/sha256.ts'
import { anchorFile } from '../../../electron/store/anchor.ts'
import { openReader } from '../../../electron/store/open.ts'
import { previewSalvage } from '../../../electron/store/salvage/salvage.ts'
import { verifyFull } from '../../../electron/store/verify/full.ts'
import { BOX, IDA, STUDY } from '../../support/domain/facts.ts'
import { keepWork } from '../../support/ledger/own-work.ts'
import {
  type EventRow,
  eventsOf,
  KEY,
  LivedIn,
  salvage,
  start,
} from '../../support/recovery/lived-in.ts'
import { TestBench } from '../../support/store/test-bench.ts'

let lived: LivedIn
/** All events before the damage. */
let before: EventRow[]
let chain: string
/** The end of the bench's own chain, and where it stood when the backup was made. */
let end: number

beforeEach(() => {
  lived = new LivedIn()
  lived.takeIn(6)
  lived.order.exchange(lived.bench, lived.other)
  lived.bench.writer.checkpoint()
  lived.takeIn(4)
  lived.kill()
  before = eventsOf(lived.bench.file)
  chain = lived.bench.writer.facts().chain!
  end = before.filter((e) => e.chain === chain).length
})
afterEach(() => lived.remove())

/** Changes bytes of a file in place. */
function change(file: string, edit: (bytes: Buffer) => void): void {
  const bytes = readFileSync(file)
  edit(bytes)
  writeFileSync(file, bytes)
}

/** Flips one bit of the event with this number: `offset` is counted from the first byte of its body. */
function flipEvent(seq: number, offset: number): void {
  const { body } = before.find((e) => e.chain === chain && e.seq === seq)!
  change(lived.file, (bytes) => flip(bytes, bytes.indexOf(body) + offset))
}

const flip = (bytes: Buffer, at: number): void => {
  bytes[at] = bytes[at]! ^ 1
}

/** Puts everything into the database itself, as when the bench had rested. */
function settle(): void {
  const { file } = lived
  rmSync(`${file}-wal`)
  lived.bench.readDb.close()
  lived.bench.writer.writeThrough()
  copyFileSync(lived.bench.file, file)
  lived.bench.readDb = openReader(lived.bench.file)
}

const bodyAt = (seq: number): string => before.find((e) => e.chain === chain && e.seq === seq)!.body
/** The number of the event that named a code first. */
const seqOf = (code: string): number =>
  before.find((e) => e.chain === chain && e.body.includes(code))!.seq
/** What a ledger has of the events that were there before the damage. */
const kept = (file = lived.file): EventRow[] => {
  const known = new Set(before.map((e) => JSON.stringify(e)))
  return eventsOf(file).filter((e) => known.has(JSON.stringify(e)))
}
function isSound(file: string): boolean {
  const db = openReader(file)
  try {
    return verifyFull(db, { structure: true })!.sound
  } finally {
    db.close()
  }
}

describe('a damaged ledger without a backup', () => {
  test('is sound and not salvaged when nothing was damaged (control)', () => {
    expect(start(lived.file).findings).toEqual([])
  })

  /** Whatever is done to these, every event is proven by the rest of the files. */
  test.each<[string, () => void]>([
    ['its header was overwritten', () => change(lived.file, (b) => b.fill(0, 0, 16))],
    ['its first page was overwritten', () => change(lived.file, (b) => b.fill(255, 0, 4096))],
    ['its mark was changed', () => change(lived.file, (b) => flip(b, 68))],
    ['its format was changed', () => change(lived.file, (b) => flip(b, 63))],
    ['the stored hash of an event was changed', () => flipEvent(8, -32 + 3)],
    ['the link of an event was changed', () => flipEvent(8, -64 + 3)],
    ['the number of an event was changed', () => flipEvent(20, -65)],
    ['the stored hash of the last event was changed', () => flipEvent(end, -1)],
    ['an identity was changed', () => flipEvent(8, bodyAt(8).length + 5)],
  ])('of which %s loses no event', (_, damage) => {
    settle()
    damage()
    nothingLost()
  })

  test.each<[string, (log: Buffer) => void]>([
    ['a page', (b) => flip(b, 32 + 24 + 4000)],
    ['a checksum', (b) => flip(b, 32 + 16)],
    ['the number that its frames share', (b) => flip(b, 32 + 8)],
    ['the header', (b) => flip(b, 24)],
  ])('of whose log %s was changed loses no event', (_, damage) => {
    change(`${lived.file}-wal`, damage)
    nothingLost()
  })

  function nothingLost(): void {
    const { findings, preview } = salvage(lived.file)
    expect(findings.length).toBeGreaterThan(0)
    expect(preview.lost).toEqual([])
    expect(preview.unproven).toEqual([])
    expect(kept()).toEqual(before)
    expect(isSound(lived.file)).toBe(true)
  }

  test('of which a body was changed is proven up to it, and lists what comes after', () => {
    settle()
    const at = bodyAt(seqOf('FX00000008')).indexOf('"code":"FX00000008"')
    flipEvent(seqOf('FX00000008'), at + 12)
    const { preview } = salvage(lived.file)
    const bad = before.find((e) => e.body.includes('FX00000008'))!
    expect(preview.lost).toEqual([{ chain, from: bad.seq, to: end }])
    expect(preview.proven).toMatchObject([{ chain, seq: bad.seq - 1 }])
    const codes = preview.unproven.flatMap((act) => act.codes)
    expect(codes).toEqual(expect.arrayContaining(['FX00000009', 'FX00000010']))
    expect(kept()).toEqual(before.filter((e) => e.chain !== chain || e.seq < bad.seq))
    expect(isSound(lived.file)).toBe(true)
  })

  test('of which the log is gone says how far it had come', () => {
    rmSync(`${lived.file}-wal`)
    const { preview } = salvage(lived.file)
    expect(preview.lost).toEqual([{ chain, from: preview.proven[0]!.seq + 1, to: end }])
    expect(kept()).toEqual(
      before.filter((e) => e.chain !== chain || e.seq <= preview.proven[0]!.seq),
    )
  })

  test('of which log and anchor are gone cannot say how far it had come', () => {
    rmSync(`${lived.file}-wal`)
    rmSync(anchorFile(lived.file))
    change(lived.file, (b) => b.fill(0, 0, 16))
    const preview = previewSalvage(lived.file, { key: KEY.public })
    expect(preview).toMatchObject({ ok: true, value: { lost: [{ chain, to: null }] } })
  })

  test('of which nothing is left proves nothing', () => {
    for (const file of [lived.file, `${lived.file}-wal`]) rmSync(file)
    expect(start(lived.file).findings).toMatchObject([{ fault: 'unreadable' }])
    expect(previewSalvage(lived.file, { key: null })).toEqual({
      ok: false,
      error: { type: 'NothingProven' },
    })
  })
})

describe('a damaged ledger of a bench that has a service', () => {
  test('gets from there what the service has, after what could be proven', () => {
    settle()
    flipEvent(seqOf('FX00000003'), 30)
    const { preview, staged } = salvage(lived.file)
    expect(preview.lost).toEqual([{ chain, from: seqOf('FX00000003'), to: end }])
    const again = new TestBench('9', lived.folder)
    expect(again.column('SELECT code FROM specimen')).toEqual(['FX00000001', 'FX00000002'])
    expect(again.writer.cursor()!.pos).toBeLessThan(lived.order.log.length)
    for (let n = 0; n < 2; n++) lived.order.exchange(again)
    const codes = again.column<string>('SELECT code FROM specimen ORDER BY code')
    expect(codes).toEqual([1, 2, 3, 4, 5, 6].map((n) => `FX0000000${n}`))
    expect(again.writer.facts().chain).toBe(staged.chain)
    again.close()
    expect(isSound(lived.file)).toBe(true)
  })
})

describe('a second salvage', () => {
  test('does not list again what an earlier life has lost and said so', () => {
    settle()
    flipEvent(seqOf('FX00000008'), 30)
    const first = salvage(lived.file)
    expect(first.preview.lost).toHaveLength(1)
    change(lived.file, (b) => b.fill(0, 0, 16))
    const second = salvage(lived.file)
    expect(second.preview.lost).toEqual([])
    expect(second.preview.unproven).toEqual([])
    expect(second.preview.proven.map((one) => one.chain)).toEqual([chain, first.staged.chain])
    expect(isSound(lived.file)).toBe(true)
  })
})

describe('what the bench keeps for itself', () => {
  const own = (file: string) => {
    const db = openReader(file)
    try {
      const rows = (sql: string) => JSON.stringify(db.prepare(sql).all())
      return {
        pins: rows('SELECT person, salt, hash, wrong FROM pin'),
        commands: rows(
          `SELECT d.id, type, actor, at, undone_by, f.body AS first, l.body AS last
           FROM command_done d JOIN event f ON f.id = first_event JOIN event l ON l.id = last_event
           WHERE type NOT IN ('addKey', 'incarnate', 'recordIncident') ORDER BY d.id`,
        ),
        meta: rows(
          "SELECT key, value FROM meta WHERE key IN ('install', 'stream', 'bench_number', 'accessions')",
        ),
        intake: rows('SELECT id, session FROM intake'),
        rows: rows('SELECT id, command, code, idx, specimen, material, at, state FROM intake_row'),
        work: rows('SELECT kind, session FROM work'),
        workRows: rows('SELECT kind, n, command, code, what, detail, state FROM work_row'),
        printers: rows('SELECT id, name, host, port, dpi FROM printer'),
        jobs: rows(
          `SELECT id, made_at, printer, template, copies, json_array_length(labels, '$.labels') AS n
           FROM label_job`,
        ),
      }
    } finally {
      db.close()
    }
  }

  test('is there again after a salvage: PINs, numbers, commands, the batch that was open', () => {
    const { writer } = lived.bench
    writer.setPin(IDA, '1234')
    const given = { study: STUDY, material: 'plasma', tubeType: 'cryotube' } as const
    expect(writer.startIntake({ box: BOX, ...given, collectedAt: null }).ok).toBe(true)
    expect(writer.scanInto('FX99000001', lived.bench.by()).outcome.type).toBe('stored')
    keepWork(lived.bench.db, commands().slice(0, 2))
    lived.kill()
    settle()
    const was = own(lived.file)
    change(lived.file, (b) => b.fill(0, 0, 16))
    salvage(lived.file)
    expect(own(lived.file)).toEqual(was)
    for (const kept of [was.rows, was.work, was.printers]) expect(JSON.parse(kept)).toHaveLength(1)
    for (const kept of [was.workRows, was.jobs]) expect(JSON.parse(kept)).toHaveLength(2)
  })

  test('a batch of another kind goes on where it stood', () => {
    const { writer } = lived.bench
    const by = () => lived.bench.by()
    const scanned = (code: string) => writer.scanWork('relabel', code, by()).outcome.type
    expect(writer.startWork({ kind: 'relabel', reason: 'frost' }, by().actor).ok).toBe(true)
    const codes = ['FX00000001', 'FX00880001', 'FX00000002', 'FX00880002', 'FX00000003']
    expect(codes.map(scanned)).toEqual(['chosen', 'done', 'chosen', 'done', 'chosen'])
    lived.kill()
    settle()
    change(lived.file, (b) => b.fill(0, 0, 16))
    salvage(lived.file)
    const again = new TestBench('9', lived.folder)
    const session = again.writer.work('relabel')
    expect(session?.rows.map(({ code }) => code)).toEqual(['FX00880002', 'FX00880001'])
    expect(session?.about).toMatchObject({ kind: 'relabel', tube: { code: 'FX00000003' } })
    const done = again.writer.scanWork('relabel', 'FX00880003', again.by())
    expect(done.outcome).toMatchObject({ type: 'done', row: { code: 'FX00880003' } })
    again.close()
  })

  const commands = () =>
    lived.bench.column<string>("SELECT id FROM command_done WHERE type = 'takeIn' ORDER BY id")

  test('but a batch with an act that is lost is not gone on with', () => {
    keepWork(lived.bench.db, [...commands().slice(0, 1), '00000000-0000-7000-8000-00000000dead'])
    lived.kill()
    settle()
    change(lived.file, (b) => b.fill(0, 0, 16))
    salvage(lived.file)
    const after = own(lived.file)
    expect(after).toMatchObject({ work: '[]', workRows: '[]' })
    expect(JSON.parse(after.printers)).toHaveLength(1)
  })

  test('and of labels that waited a person says first what came out', () => {
    keepWork(lived.bench.db, [])
    lived.kill()
    settle()
    change(lived.file, (b) => b.fill(0, 0, 16))
    salvage(lived.file)
    const db = openReader(lived.file)
    const states = db.prepare('SELECT state FROM label_job ORDER BY made_at').pluck().all()
    db.close()
    expect(states).toEqual(['unclear', 'confirmed'])
  })
})

describe('a ledger that was rewritten', () => {
  test('with hashes that fit each other does not take the place of the backup that its anchor fits', () => {
    lived.backUp()
    lived.kill()
    settle()
    const anchor = readFileSync(anchorFile(lived.file))
    forge(lived.file, seqOf('FX00000008'))
    writeFileSync(anchorFile(lived.file), anchor)
    const { preview } = salvage(lived.file)
    expect(preview.lost).toEqual([])
    expect(kept()).toEqual(eventsOf(lived.bench.file))
  })

  /** Writes another body and then every later hash of the chain anew, as somebody would who knows how. */
  function forge(file: string, from: number): void {
    const db = new Database(file)
    const guard = db
      .prepare("SELECT sql FROM sqlite_schema WHERE name = 'event_kept'")
      .pluck()
      .get()
    db.exec('DROP TRIGGER event_kept')
    let prev: string | null = null
    for (const e of before.filter((one) => one.chain === chain && one.seq >= from)) {
      const body = e.body.replaceAll('FX00000008', 'FX00000099')
      const link: string = prev ?? before.find((b) => b.chain === chain && b.seq === from - 1)!.hash
      const hash = envelopeHash(sha256, { chain, seq: e.seq, prev: link, body })
      db.prepare(
        `UPDATE event SET body = ?, prev = ?, hash = ?
         WHERE seq = ? AND chain = (SELECT id FROM chain WHERE name = ?)`,
      ).run(body, fromHex(link), fromHex(hash), e.seq, chain)
      prev = hash
    }
    db.exec(String(guard))
    db.close()
  }
})

describe('a damaged ledger with a backup', () => {
  beforeEach(() => {
    lived.backUp()
    lived.takeIn(3)
    lived.kill()
    before = eventsOf(lived.bench.file)
    end = before.filter((e) => e.chain === chain).length
    settle()
  })

  test.each<[string, () => void]>([
    ['a body was changed', () => flipEvent(seqOf('FX00000008'), 30)],
    [
      'a page in its middle was overwritten',
      () =>
        change(lived.file, (b) => {
          const at = Math.floor(b.indexOf(bodyAt(seqOf('FX00000005'))) / 4096) * 4096
          b.fill(0, at, at + 4096)
        }),
    ],
  ])('of which %s takes the rest from the backup and goes on after it', (_, damage) => {
    damage()
    const { preview } = salvage(lived.file)
    expect(preview.lost).toEqual([])
    expect(preview.sources.length).toBe(2)
    expect(kept()).toEqual(before)
    expect(isSound(lived.file)).toBe(true)
  })

  test('that is cut off, or gone, has what the backup has and says what it lacks', () => {
    truncateSync(lived.file, 8192)
    const { preview } = salvage(lived.file)
    expect(preview.lost).toEqual([{ chain, from: preview.proven[0]!.seq + 1, to: end }])
    expect(end - preview.proven[0]!.seq).toBe(6)
    expect(isSound(lived.file)).toBe(true)
  })
})
