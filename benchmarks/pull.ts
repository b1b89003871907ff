import { join } from 'node:path'
import Database from 'better-sqlite3'
import { assert } from '#shared/lib/assert.ts'
import { migrate } from '../electron/store/migrations/index.ts'
import { openReader, openWriter, transact, type WriteDb } from '../electron/store/open.ts'
import { createPouchPeer, type PouchPeer } from './peers/pouchdb.ts'
import type { Campaign, Figures, Given } from './support/campaign.ts'
import {
  type Central,
  handOver,
  isUpToDate,
  joinSite,
  seedFolder,
  startCentral,
} from './support/site.ts'
import { median, ratios, spread } from './support/statistics.ts'
import { round, timed } from './support/timed.ts'

/**
 * How fast a new bench takes a site in: pulled over HTTP on this computer, every hash, chain and seal
 * checked, every table derived, each part flushed. Beside it, in each round, the very same rows put into
 * the same tables by plain INSERTs in as many transactions, and PouchDB that replicates the same events
 * as documents over HTTP; it checks no history and derives nothing.
 */
export const pulling: Campaign = {
  name: 'pull',
  sizes: { specimens: { full: 3_000, small: 200 }, rounds: { full: 3, small: 1 } },
  goals: [{ figure: 'ofPlain', must: 'be at least', value: 0.5 }],
  run: async (given) => {
    const { folder, size, say } = given
    const events = seedFolder(join(folder, 'first'), size.specimens!)
    const central = await startCentral(join(folder, 'service'))
    say(`${events} events are handed over to the service`)
    await handOver(central, join(folder, 'first'))
    const peer = await createPouchPeer(join(folder, 'pouchdb'), documentsOf(join(folder, 'first')))
    try {
      const rounds: Round[] = []
      for (let n = 1; n <= size.rounds!; n++) rounds.push(await measure(given, central, peer, n))
      return figuresOf(rounds, given)
    } finally {
      await peer.stop()
      await central.stop()
    }
  },
}

interface Round {
  readonly events: number
  readonly rows: number
  readonly pullMs: number
  readonly plainMs: number
  readonly pouchMs: number
}

async function measure(
  { folder }: Given,
  central: Central,
  peer: PouchPeer,
  n: number,
): Promise<Round> {
  const at = join(folder, `bench-${n}`)
  const bench = await joinSite(central, at, `Bench ${n + 1}`)
  let parts = 0
  bench.onApplied = () => {
    parts += 1
  }
  const done = bench.until(isUpToDate)
  const start = performance.now()
  bench.link.restart()
  await done
  const pullMs = performance.now() - start
  await bench.close()
  const plain = insertPlainly(bench.file, join(folder, `plain-${n}.db`), parts)
  const pouchMs = await peer.replicate(n)
  return { pullMs, pouchMs, ...plain }
}

/** Tables that a pull writes; what belongs to the bench alone is a handful of rows. */
const TABLES = [
  'chain',
  'event',
  'stream_order',
  'seal',
  'entity',
  'entity_event',
  'specimen',
  'tube_claim',
  'container',
  'tally',
]

/** Every row of those tables into the same tables of a new ledger, in as many flushed transactions. */
function insertPlainly(from: string, to: string, parts: number) {
  const source = openReader(from)
  const db = openWriter(to)
  migrate(db)
  // What the triggers check is what is left out here, as is deriving: rows only.
  for (const name of triggersOf(db)) db.exec(`DROP TRIGGER ${name}`)
  db.pragma('foreign_keys = OFF')
  db.pragma('wal_checkpoint(TRUNCATE)')
  const tables = TABLES.map((table) => {
    const rows = source.prepare(`SELECT * FROM ${table}`).raw().all() as unknown[][]
    const columns = rows[0]?.map(() => '?').join(', ') ?? ''
    return {
      rows,
      put: rows.length > 0 ? db.prepare(`INSERT INTO ${table} VALUES (${columns})`) : null,
    }
  })
  const events = source.prepare('SELECT count(*) FROM event').pluck().get() as number
  const { ms } = timed(() => {
    for (let part = 0; part < parts; part++)
      transact(db, () => {
        for (const { rows, put } of tables)
          for (const row of partOf(rows, part, parts)) put?.run(...row)
      })
  })
  source.close()
  db.close()
  return { events, rows: tables.reduce((sum, { rows }) => sum + rows.length, 0), plainMs: ms }
}

const partOf = (rows: unknown[][], part: number, parts: number): unknown[][] =>
  rows.slice(
    Math.floor((rows.length * part) / parts),
    Math.floor((rows.length * (part + 1)) / parts),
  )

const triggersOf = (db: WriteDb): string[] =>
  db.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").pluck().all() as string[]

/** The events as PouchDB is given them: the body, under its own identity. */
function documentsOf(folder: string): object[] {
  const db = new Database(join(folder, 'ledger.db'), { readonly: true })
  const rows = db.prepare('SELECT uid, body FROM event ORDER BY id').all() as {
    uid: string
    body: string
  }[]
  db.close()
  assert(rows.length > 0, 'events to replicate')
  return rows.map(({ uid, body }) => ({ _id: uid, ...(JSON.parse(body) as object) }))
}

function figuresOf(all: readonly Round[], { say }: Given): Figures {
  const { events, rows } = all[0]!
  const per = (ms: readonly number[]) => Math.round((events * 1_000) / median(ms))
  const pull = all.map(({ pullMs }) => pullMs)
  const plain = all.map(({ plainMs }) => plainMs)
  const pouch = all.map(({ pouchMs }) => pouchMs)
  const ofPlain = spread(ratios(plain, pull))
  const ofPouch = spread(ratios(pouch, pull))
  const figures = {
    events,
    rows,
    eventsPerSecond: per(pull),
    plainPerSecond: per(plain),
    pouchPerSecond: per(pouch),
    ofPlain: round(ofPlain.median),
    ofPlainMin: round(ofPlain.min),
    ofPlainMax: round(ofPlain.max),
    timesPouch: round(ofPouch.median),
    timesPouchMin: round(ofPouch.min),
    timesPouchMax: round(ofPouch.max),
  }
  say(`pull    ${figures.eventsPerSecond} events/s, checked, derived and flushed`)
  say(`plain   ${figures.plainPerSecond} events/s: the same ${rows} rows by INSERTs`)
  say(`PouchDB ${figures.pouchPerSecond} documents/s, nothing checked or derived`)
  return figures
}
