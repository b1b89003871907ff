import { copyFileSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import Fastify from 'fastify'
import { v7 } from 'uuid'
import type { Envelope } from '#shared/ledger/envelope.ts'
import { toHex } from '#shared/ledger/envelope.ts'
import { assert } from '#shared/lib/assert.ts'
import { ok } from '#shared/lib/result.ts'
import { PIECES } from '#shared/sync/pieces.ts'
import { type SnapshotManifest, snapshotBytes } from '#shared/sync/snapshot.ts'
import { receiveFile } from '../electron/blobs/transfer.ts'
import { systemClock } from '../electron/clock.ts'
import { sha256 } from '../electron/sha256.ts'
import { join as joinSite } from '../electron/store/found.ts'
import { getMeta } from '../electron/store/meta.ts'
import { migrate } from '../electron/store/migrations/index.ts'
import { openDatabase, openReader, openWriter, type ReadDb } from '../electron/store/open.ts'
import { rebuildIfOld } from '../electron/store/rebuild.ts'
import { beginReplacing, finishReplacing, stagedFile } from '../electron/store/restore/replacing.ts'
import { makeSnapshot, type SnapshotMade } from '../electron/store/snapshot/make.ts'
import { stageSnapshot } from '../electron/store/snapshot/place.ts'
import type { PulledPage } from '../electron/store/sync/apply.ts'
import { createWriter, type Writer } from '../electron/store/writer.ts'
import { systemTimers } from '../electron/sync/ports.ts'
import { compress, expand } from '../electron/sync/snapshot-file.ts'
import { servePieces } from '../service/blobs-calls.ts'
import { pieceFiles } from '../service/blobs-files.ts'
import { seedLedger } from './seed/seed-ledger.ts'
import type { Campaign, Figures, Given } from './support/campaign.ts'
import { type Ordered, orderLedger } from './support/ordered-ledger.ts'
import { round } from './support/timed.ts'

const MIB = 1024 * 1024
const NONE = { progress: () => {}, isCancelled: () => false }

/**
 * How long a new bench needs until it can work: from a snapshot, which it receives over HTTP on this
 * computer, unpacks, verifies from the first event to the last, and puts in place. Beside it the replay of
 * the same events, page by page, without any network: so far as `--replayed` says, and from there by its rate.
 */
export const bootstrapping: Campaign = {
  name: 'bootstrap',
  sizes: {
    specimens: { full: 100_000, small: 1_000 },
    replayed: { full: 100_000, small: 2_000 },
  },
  goals: [{ figure: 'timesFaster', must: 'be at least', value: 3 }],
  run: async (given) => {
    const ledger = join(given.folder, 'first', 'ledger.db')
    const ordered = makeLedger(given, ledger)
    const made = await make(given, ledger, ordered)
    const begun = await begin(given, made)
    const replay = replaying(given, ledger, ordered)
    return figuresOf(given, ledger, ordered, made, begun, replay)
  },
}

/** A seeded folder is copied: what is measured there must stay as it was. */
function makeLedger({ folder, data, size, say }: Given, ledger: string): Ordered {
  mkdirSync(join(folder, 'first'))
  if (data) copyFileSync(join(data, 'ledger.db'), ledger)
  const db = openWriter(ledger)
  migrate(db)
  rebuildIfOld(db)
  if (!data) seedLedger(db, { specimens: size.specimens!, seed: 20_417, say: () => {} })
  const ordered = orderLedger(db)
  db.close()
  say(`${ordered.events} events, ${round(statSync(ledger).size / MIB)} MB`)
  return ordered
}

interface Made {
  readonly file: string
  readonly manifest: SnapshotManifest
  readonly makeMs: number
  readonly packMs: number
}

async function make({ folder }: Given, ledger: string, { key }: Ordered): Promise<Made> {
  const database = join(folder, 'made', 'made.db')
  const start = performance.now()
  const made = makeSnapshot(ledger, database, NONE)
  assert(made.ok, 'a snapshot')
  const makeMs = performance.now() - start
  const file = join(folder, 'made', 'made.gz')
  const { hash, bytes } = await compress(database, file, new AbortController().signal)
  rmSync(database)
  const packMs = performance.now() - start - makeMs
  const said = { ...saidOf(made.value), hash, bytes, key: key.public }
  const manifest = { ...said, sig: key.sign(snapshotBytes(sha256, said)) }
  return { file, manifest, makeMs, packMs }
}

function saidOf({ stream, at, format, projections, size, derived }: SnapshotMade) {
  const { epoch, pos, hash: running } = at
  const about = { format, projections, derived, madeAt: 1, program: 'benchmark' }
  return { v: 1 as const, size, stream, epoch, pos, running, ...about }
}

interface Begun {
  readonly receiveMs: number
  readonly unpackMs: number
  readonly verifyMs: number
  readonly placeMs: number
}

/** As a new bench does it, the service's own code at the other end. */
async function begin({ folder }: Given, { file, manifest }: Made): Promise<Begun> {
  const ledger = join(folder, 'new', 'ledger.db')
  newBench(ledger).close()
  const { hash, bytes: size } = manifest
  const files = pieceFiles(join(folder, 'service'), { most: PIECES.snapshotBytes, spare: 0 })
  renameSync(file, join(files.folder, hash))
  const server = Fastify()
  const bench = { number: 1, install: '', name: '', stream: manifest.stream, revoked: false }
  const benchOf = async () => ok(bench)
  servePieces(server, { kind: 'snapshot', files, benchOf, refuse: async () => null })
  const url = await server.listen({ host: '127.0.0.1', port: 0 })
  const marks = [performance.now()]
  const mark = () => marks.push(performance.now())
  const part = join(folder, 'new', 'part')
  const line = { url, credential: 'none', fetch, timers: systemTimers }
  const received = await receiveFile(line, { kind: 'snapshot', hash, size }, part)
  assert(received.ok, 'a snapshot that was received')
  mark()
  const said = { hash, size: manifest.size }
  await expand(part, stagedFile(ledger), said, new AbortController().signal)
  rmSync(part)
  mark()
  const joining = { stream: manifest.stream, number: 2, name: 'Bench 2' }
  const staged = stageSnapshot(ledger, { clock: systemClock, newId: v7, manifest, joining })
  assert(staged.ok, 'a snapshot that holds')
  mark()
  beginReplacing(ledger, staged.value)
  finishReplacing(ledger, () => {})
  const db = openDatabase(ledger, 'write')
  assert(getMeta(db, 'stream') === manifest.stream, 'a bench of the site')
  db.close()
  mark()
  await server.close()
  const [receiveMs, unpackMs, verifyMs, placeMs] = marks.slice(1).map((at, i) => at - marks[i]!)
  return { receiveMs: receiveMs!, unpackMs: unpackMs!, verifyMs: verifyMs!, placeMs: placeMs! }
}

function newBench(ledger: string): Writer {
  mkdirSync(join(ledger, '..'), { recursive: true })
  const db = openWriter(ledger)
  migrate(db)
  rebuildIfOld(db)
  const store = { db, clock: systemClock, newId: v7 }
  const writer = createWriter(store, { say: () => {}, isCancelled: () => false })
  writer.facts()
  return writer
}

const PAGE = 1_000

/** What a bench does with each page of the order, from an empty ledger on; answers events and time. */
function replaying(
  { folder, size }: Given,
  ledger: string,
  { events }: Ordered,
): { events: number; ms: number } {
  const source = openReader(ledger)
  const target = join(folder, 'replayed', 'ledger.db')
  newBench(target).close()
  const db = openDatabase(target, 'write')
  const store = { db, clock: systemClock, newId: v7 }
  joinSite(store, getMeta(source, 'stream')!, 2, 'Bench 2')
  const writer = createWriter(store, { say: () => {}, isCancelled: () => false })
  const most = Math.min(size.replayed!, events)
  let ms = 0
  let at = 0
  while (at < most) {
    const page = pageAfter(source, at)
    const start = performance.now()
    writer.applyPage(page)
    if (at % 50_000 === 0) writer.checkpoint()
    ms += performance.now() - start
    at = page.cursor.pos
  }
  writer.close()
  source.close()
  return { events: at, ms }
}

interface Row extends Omit<Envelope, 'prev' | 'hash'> {
  readonly pos: number
  readonly prev: Uint8Array
  readonly hash: Uint8Array
  readonly running: Uint8Array
}

function pageAfter(db: ReadDb, pos: number): PulledPage {
  const rows = db
    .prepare(
      `SELECT o.pos, o.running, c.name AS chain, e.seq, e.prev, e.hash, e.body FROM stream_order o
       JOIN event e ON e.id = o.event JOIN chain c ON c.id = e.chain
       WHERE o.pos > ? ORDER BY o.pos LIMIT ${PAGE}`,
    )
    .all(pos) as Row[]
  const last = rows.at(-1)!
  const { epoch } = JSON.parse(getMeta(db, 'cursor')!) as { epoch: string }
  const entries = rows.map(({ pos: at, running: _, prev, hash, ...rest }) => ({
    pos: at,
    receivedAt: 1,
    envelope: { ...rest, prev: toHex(prev), hash: toHex(hash) },
  }))
  return { epoch, entries, cursor: { epoch, pos: last.pos, hash: toHex(last.running) } }
}

function figuresOf(
  { say }: Given,
  ledger: string,
  { events }: Ordered,
  { manifest, makeMs, packMs }: Made,
  { receiveMs, unpackMs, verifyMs, placeMs }: Begun,
  replay: { events: number; ms: number },
): Figures {
  const beginMs = receiveMs + unpackMs + verifyMs + placeMs
  const replayMs = (replay.ms * events) / replay.events
  const seconds = (ms: number) => round(ms / 1_000)
  const figures = {
    events,
    ledgerMb: round(statSync(ledger).size / MIB),
    snapshotMb: round(manifest.bytes / MIB),
    beginS: seconds(beginMs),
    receiveS: seconds(receiveMs),
    unpackS: seconds(unpackMs),
    verifyS: seconds(verifyMs),
    placeS: seconds(placeMs),
    beginEventsPerSecond: Math.round((events * 1_000) / beginMs),
    replayedEvents: replay.events,
    replayEventsPerSecond: Math.round((replay.events * 1_000) / replay.ms),
    replayS: seconds(replayMs),
    timesFaster: round(replayMs / beginMs),
    makeS: seconds(makeMs),
    packS: seconds(packMs),
  }
  say(
    `begin   ${figures.beginS} s from a snapshot of ${figures.snapshotMb} MB: receive ${figures.receiveS}, unpack ${figures.unpackS}, verify ${figures.verifyS}, place ${figures.placeS}`,
  )
  say(
    `replay  ${figures.replayS} s at ${figures.replayEventsPerSecond} events/s (${replay.events} of them replayed)`,
  )
  say(`make    ${figures.makeS} s, and ${figures.packS} s to make it small`)
  return figures
}
