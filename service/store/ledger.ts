import type { ChainHead } from '#shared/ledger/chain.ts'
import type { Seal } from '#shared/ledger/seal.ts'
import { err, ok, type Result } from '#shared/lib/result.ts'
import type { AdmissionRefusal } from '#shared/sync/admission.ts'
import type { Examined } from '#shared/sync/examine.ts'
import { LIMITS } from '#shared/sync/limits.ts'
import type { Cursor, PulledEntry, PushOutcome } from '#shared/sync/protocol.ts'
import type { Parameter, Queries } from './database.ts'
import { KEEP_SEAL, SEAL_OF, type SealRow, sealIn, sealOf } from './seals.ts'

/**
 * Keeps an examined run (not empty) in one statement, up to the first event that does not fit.
 * Refused only when that is the first. `at` is the time of receipt, UTC milliseconds. A seal, which has
 * been checked, is kept with its event.
 */
export async function keepRun(
  database: Queries,
  stream: string,
  run: readonly Examined[],
  at: number,
  seal?: Seal,
): Promise<Result<readonly PushOutcome[], AdmissionRefusal>> {
  const given = [...runIn(stream, run, at), ...(seal ? sealIn(seal) : [])]
  const [row] = await database.query<{ kept: Kept }>(seal ? KEEP_SEALED : KEEP, given)
  const { kept } = row!
  return 'refusal' in kept ? err(kept.refusal) : ok(kept.outcomes)
}

const KEEP = 'select keep_run($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12) as kept'
const KEEP_SEALED = `with kept as materialized (${KEEP}), sealed as (${KEEP_SEAL}) select kept from kept`

function runIn(stream: string, run: readonly Examined[], at: number): Parameter[] {
  const causes = run.flatMap((e, i) => e.causes.map((uid) => ({ of: i + 1, uid })))
  return [
    stream,
    run[0]!.envelope.chain,
    at,
    run[0]!.envelope.seq,
    run.map((e) => e.envelope.prev),
    run.map((e) => e.envelope.hash),
    run.map((e) => e.envelope.body),
    run.map((e) => e.uid),
    run.map((e) => e.quarantine),
    run.map((e) => e.bytes),
    causes.map((cause) => cause.of),
    causes.map((cause) => cause.uid),
  ]
}

type Kept = { readonly outcomes: PushOutcome[] } | { readonly refusal: AdmissionRefusal }

/** The end of a stream, or null when the service does not keep it. */
export async function streamHead(database: Queries, stream: string): Promise<Cursor | null> {
  const [row] = await database.query<Cursor>(
    `select epoch, pos, encode(hash, 'hex') as hash from streams, service where stream = $1`,
    [stream],
  )
  return row ? { ...row, pos: Number(row.pos) } : null
}

/** The running hash after a position (not 0), or null beyond the stream's end. */
export async function runningAt(
  database: Queries,
  stream: string,
  pos: number,
): Promise<string | null> {
  const [row] = await database.query<{ running: string }>(
    `select encode(running, 'hex') as running from ledger where stream = $1 and pos = $2`,
    [stream, pos],
  )
  return row?.running ?? null
}

/** The last event kept of a chain, or null before its first. */
export async function chainHead(
  database: Queries,
  stream: string,
  chain: string,
): Promise<ChainHead | null> {
  const [row] = await database.query<ChainHead>(
    `select seq, encode(hash, 'hex') as hash from chains
     where stream = $1 and chain = $2 and seq > 0`,
    [stream, chain],
  )
  return row ? { seq: Number(row.seq), hash: row.hash } : null
}

/** The hash of the event at a place of a chain, or null when the service keeps none there. */
export async function linkHash(
  database: Queries,
  stream: string,
  chain: string,
  seq: number,
): Promise<string | null> {
  const [row] = await database.query<{ hash: string }>(
    `select encode(hash, 'hex') as hash from links where stream = $1 and chain = $2 and seq = $3`,
    [stream, chain, seq],
  )
  return row?.hash ?? null
}

/** Room for an entry's own members around its envelope, and for those of a seal, in bytes. */
const ENTRY_BYTES = 100
const SEAL_BYTES = 550

/**
 * The entries after a position, as many as a page may hold; at least one if there is any. With each
 * the running hash after it.
 */
export async function entriesAfter(
  database: Queries,
  stream: string,
  pos: number,
  limit: number,
): Promise<{ entry: PulledEntry; running: string }[]> {
  const rows = await database.query<EntryRow>(
    `select * from (
       select e.pos, e.chain, e.seq, encode(e.prev, 'hex') as prev, encode(e.hash, 'hex') as hash,
         e.body, e.quarantine, e.received_at, encode(e.running, 'hex') as running, seal,
         sum(e.bytes + $4::integer + case when seal is null then 0 else $6::integer end)
           over (order by e.pos) as total
       from (
         select l.*, (${SEAL_OF}) as seal from ledger l
         where l.stream = $1 and l.pos > $2 and l.pos <= $2 + $3
       ) e order by e.pos
     ) page where total <= $5 or pos = $2 + 1 order by pos`,
    [stream, pos, limit, ENTRY_BYTES, LIMITS.pullBytes, SEAL_BYTES],
  )
  return rows.map((row) => ({ entry: entryOf(row), running: row.running }))
}

interface EntryRow {
  readonly pos: number
  readonly chain: string
  readonly seq: number
  readonly prev: string
  readonly hash: string
  readonly body: string
  readonly quarantine: string | null
  readonly received_at: number
  readonly running: string
  readonly seal: SealRow | null
}

function entryOf({ pos, seq, received_at, quarantine, seal, ...row }: EntryRow): PulledEntry {
  const { chain, prev, hash, body } = row
  const envelope = { chain, seq: Number(seq), prev, hash, body }
  return {
    pos: Number(pos),
    envelope,
    receivedAt: Number(received_at),
    ...(quarantine === null ? {} : { quarantined: quarantine }),
    ...(seal === null ? {} : { seal: sealOf(envelope, seal) }),
  }
}
