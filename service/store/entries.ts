import type { Protection, Seal } from '#shared/ledger/seal.ts'
import { LIMITS } from '#shared/sync/limits.ts'
import type { PulledEntry } from '#shared/sync/protocol.ts'
import type { LogEntry } from '../log.ts'
import type { Queries } from './database.ts'
import { ENTRY_BYTES, SEAL_BYTES } from './page.ts'

/** The seal of a row `l` of the log as one value, or null. */
const SEAL_OF = `
  select jsonb_build_object('key', encode(s.key, 'hex'), 'at', s.at, 'protection', s.protection,
    'sig', encode(s.sig, 'hex'))
  from seals s where s.stream = l.stream and s.chain = l.chain and s.seq = l.seq and s.hash = l.hash`

const ENTRIES = `select * from (
   select e.pos, e.chain, e.seq, encode(e.prev, 'hex') as prev, encode(e.hash, 'hex') as hash,
     e.body, e.quarantine, e.received_at, encode(e.running, 'hex') as running, seal,
     sum(e.bytes + $4::integer + case when seal is null then 0 else $6::integer end)
       over (order by e.pos) as total
   from (
     select l.*, (${SEAL_OF}) as seal from ledger l
     where l.stream = $1 and l.pos > $2 and l.pos <= $2 + $3
   ) e order by e.pos
 ) page where total <= $5 or pos = $2 + 1 order by pos`

/**
 * The entries after a position, as many as a page may hold; at least one if there is any. With each
 * the running hash after it.
 */
export async function entriesAfter(
  queries: Queries,
  stream: string,
  pos: number,
  limit: number,
): Promise<LogEntry[]> {
  const given = [stream, pos, limit, ENTRY_BYTES, LIMITS.pullBytes, SEAL_BYTES]
  const rows = await queries.query<EntryRow>(ENTRIES, given)
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

interface SealRow {
  readonly key: string
  readonly at: number
  readonly protection: Protection
  readonly sig: string
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

const sealOf = (
  { chain, seq, hash }: Pick<Seal, 'chain' | 'seq' | 'hash'>,
  { key, at, protection, sig }: SealRow,
): Seal => ({ chain, seq, hash, key, at, protection, sig })
