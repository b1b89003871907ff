import { join } from 'node:path'
import Database from 'better-sqlite3'
import { assert } from '#shared/lib/assert.ts'
import { migrate } from '../electron/store/migrations/index.ts'
import { openReader, openWriter, transact, type WriteDb } from '../electron/store/open.ts'
import { besidePouch, type PouchPeer } from './peers/pouchdb.ts'
import type { Campaign, Figures, Given } from './support/campaign.ts'
import {
  atCentral,
  type Central,
  catchUp,
  closing,
  handOver,
  joinSite,
  type LinkedBench,
  seedFolder,
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
    return atCentral(join(folder, 'service'), async (central) => {
      say(`${events} events are handed over to the service`)
      await handOver(central, join(folder, 'first'))
      const documents = documentsOf(join(folder, 'first'))
      return besidePouch(join(folder, 'pouchdb'), documents, async (peer) => {
        const rounds: Round[] = []
        for (let n = 1; n <= size.rounds!; n++) rounds.push(await measure(given, central, peer, n))
        return figuresOf(rounds, given)
      })
    })
  },
}

interface Round {
  readonly events: number
  readonly rows: number
  readonly parts: number
  readonly pullMs: number
  /** Processor time of the bench's threads but for the one that the screens talk to: its store. */
  readonly storeCpuMs: number
  readonly hostCpuMs: number
  readonly plainMs: number
  readonly plainCpuMs: number
  readonly pouchMs: number
}

async function measure(
  { folder }: Given,
  central: Central,
  peer: PouchPeer,
  n: number,
): Promise<Round> {
  const at = join(folder, `bench-${n}`)
  const pulled = await closing(await joinSite(central, at, `Bench ${n + 1}`), pull)
  const plain = insertPlainly(join(at, 'ledger.db'), join(folder, `plain-${n}.db`), pulled.parts)
  return { ...pulled, ...plain, pouchMs: await peer.replicate(n) }
}

async function pull(bench: LinkedBench) {
  let parts = 0
  bench.onApplied = () => {
    parts += 1
  }
  const [all, host] = [process.cpuUsage(), process.threadCpuUsage()]
  const start = performance.now()
  await catchUp(bench)
  const pullMs = performance.now() - start
  const hostCpuMs = inMs(process.threadCpuUsage(host))
  return { parts, pullMs, hostCpuMs, storeCpuMs: inMs(process.cpuUsage(all)) - hostCpuMs }
}

const inMs = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1_000

/** Which entity a row is of says when it came: the first event of an entity is in its number. */
const cameWith = (kind: string, id: string): string =>
  `(SELECT e.id FROM entity e WHERE e.name = '${kind}:' || ${id})`

/**
 * Tables that a pull writes, each in the order in which it writes them: so their indexes grow in the same
 * places. What belongs to the bench alone is a handful of rows; both fill the search index later.
 */
const TABLES = {
  chain: 'id',
  event: 'id',
  alias: 'id',
  stream_order: 'pos',
  seal: 'chain, seq',
  entity: 'id',
  entity_event: 'event, entity',
  specimen: 'n',
  tube_claim: cameWith('tube', 'specimen'),
  container: cameWith('container', 'container.id'),
  amount: cameWith('amount', 'specimen'),
  discrepancy: 'since',
  tally: 'name',
}

/** Every row of those tables into the same tables of a new ledger, in as many flushed transactions. */
function insertPlainly(from: string, to: string, parts: number) {
  const source = openReader(from)
  const db = openWriter(to)
  try {
    migrate(db)
    // What the triggers and the references check is what is left out here, as is deriving: rows only.
    for (const name of triggersOf(db)) db.exec(`DROP TRIGGER ${name}`)
    db.pragma('foreign_keys = OFF')
    db.pragma('wal_checkpoint(TRUNCATE)')
    const tables = Object.entries(TABLES).map(([table, order]) => {
      const select = source.prepare(`SELECT * FROM ${table} ORDER BY ${order}`).raw()
      const rows = select.all() as unknown[][]
      const places = select.columns().map(() => '?')
      return { rows, put: db.prepare(`INSERT INTO ${table} VALUES (${places.join(', ')})`) }
    })
    const { ms, cpuMs } = timed(() => {
      for (let part = 0; part < parts; part++)
        transact(db, () => {
          for (const { rows, put } of tables)
            for (const row of partOf(rows, part, parts)) put.run(...row)
        })
    })
    const events = source.prepare('SELECT count(*) FROM event').pluck().get() as number
    const rows = tables.reduce((sum, { rows }) => sum + rows.length, 0)
    return { events, rows, plainMs: ms, plainCpuMs: cpuMs }
  } finally {
    source.close()
    db.close()
  }
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
  const { events, rows, parts } = all[0]!
  const of = (figure: keyof Round) => all.map((one) => one[figure])
  const per = (figure: keyof Round) => Math.round((events * 1_000) / median(of(figure)))
  const ofPlain = spread(ratios(of('plainMs'), of('pullMs')))
  const ofPouch = spread(ratios(of('pouchMs'), of('pullMs')))
  const figures = {
    ...{ events, rows, parts },
    eventsPerSecond: per('pullMs'),
    plainPerSecond: per('plainMs'),
    pouchPerSecond: per('pouchMs'),
    storePerCpuSecond: per('storeCpuMs'),
    hostPerCpuSecond: per('hostCpuMs'),
    plainPerCpuSecond: per('plainCpuMs'),
    ofPlain: round(ofPlain.median),
    ofPlainMin: round(ofPlain.min),
    ofPlainMax: round(ofPlain.max),
    ofPlainCpu: round(median(ratios(of('plainCpuMs'), of('storeCpuMs')))),
    timesPouch: round(ofPouch.median),
    timesPouchMin: round(ofPouch.min),
    timesPouchMax: round(ofPouch.max),
  }
  say(
    `pull    ${figures.eventsPerSecond} events/s, checked, derived and flushed; ${figures.storePerCpuSecond} per second of processor time`,
  )
  say(
    `plain   ${figures.plainPerSecond} events/s: the same ${rows} rows by INSERTs; ${figures.plainPerCpuSecond} per second of processor time`,
  )
  say(`PouchDB ${figures.pouchPerSecond} documents/s, nothing checked or derived`)
  return figures
}
