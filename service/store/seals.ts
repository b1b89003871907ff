import type { Protection, Seal } from '#shared/ledger/seal.ts'
import { NAMES_KEY } from '#shared/sync/seals.ts'
import type { Parameter, Queries } from './database.ts'

/**
 * Keeps a seal whose event has been kept with its run: `kept` is the answer of `keep_run`, the seal's own
 * parameters follow those of the run. The first seal of an event is the one that is kept.
 */
export const KEEP_SEAL = `
  insert into seals (stream, chain, seq, hash, key, at, protection, sig, received_at)
    select $1, $2, $13::bigint, decode($14, 'hex'), decode($15, 'hex'), $16::bigint, $17::text,
      decode($18, 'hex'), $3
    from kept where (kept -> 'outcomes' -> -1 ->> 'seq')::bigint >= $13::bigint
  on conflict do nothing`

export const sealIn = ({ seq, hash, key, at, protection, sig }: Seal): Parameter[] => [
  seq,
  hash,
  key,
  at,
  protection,
  sig,
]

/** The seal of a row `l` of the log as one value, or null. */
export const SEAL_OF = `
  select jsonb_build_object('key', encode(s.key, 'hex'), 'at', s.at, 'protection', s.protection,
    'sig', encode(s.sig, 'hex'))
  from seals s where s.stream = l.stream and s.chain = l.chain and s.seq = l.seq`

export interface SealRow {
  readonly key: string
  readonly at: number
  readonly protection: Protection
  readonly sig: string
}

export const sealOf = (
  { chain, seq, hash }: Pick<Seal, 'chain' | 'seq' | 'hash'>,
  { key, at, protection, sig }: SealRow,
): Seal => ({ chain, seq, hash, key, at, protection, sig })

/** The bodies in which a chain says that it names a key; nobody has looked at their signatures yet. */
export async function namingBodies(
  database: Queries,
  stream: string,
  chain: string,
): Promise<string[]> {
  const rows = await database.query<{ body: string }>(
    `select body from ledger
     where stream = $1 and chain = $2 and body like '%${NAMES_KEY}%' order by seq`,
    [stream, chain],
  )
  return rows.map(({ body }) => body)
}

/**
 * Whether facts of the chain up to a seal are kept under another envelope: one of them may name its key,
 * and no bench that pulls can tell either.
 */
export async function isSometimesElsewhere(
  database: Queries,
  stream: string,
  { chain, seq }: Pick<Seal, 'chain' | 'seq'>,
): Promise<boolean> {
  const rows = await database.query(
    'select 1 from aliases where stream = $1 and chain = $2 and seq <= $3 limit 1',
    [stream, chain, seq],
  )
  return rows.length > 0
}
