import { NO_HASH } from '#shared/ledger/envelope.ts'
import { type ChainState, type Island, NO_CHAIN } from '#shared/sync/chain-state.ts'
import type { Cursor } from '#shared/sync/protocol.ts'
import type { Ask, Link, Shelf } from '#shared/sync/shelf.ts'
import type { Queries } from './database.ts'

/** The end of a stream, or null when it is not kept here. */
export async function streamHead(queries: Queries, stream: string): Promise<Cursor | null> {
  const [row] = await queries.query<Cursor>(
    `select epoch, pos, encode(hash, 'hex') as hash from streams, service where stream = $1`,
    [stream],
  )
  return row ? { ...row, pos: Number(row.pos) } : null
}

/** From now on nobody else adds to the stream until this transaction ends. */
export async function lockStream(queries: Queries, stream: string): Promise<void> {
  await queries.query('select from streams where stream = $1 for update', [stream])
}

/**
 * All that is asked for in one statement. Each thing is looked up by itself, in a sub-select: a join may be
 * planned as a reading of the whole log.
 */
const SHELF = `select
  (select jsonb_build_array(epoch, pos, encode(hash, 'hex')) from streams, service
    where stream = $1) as head,
  (select jsonb_agg(jsonb_build_array(chain, seq, encode(hash, 'hex'), islands))
    from chains where stream = $1 and chain = any($2)) as chains,
  (select jsonb_agg(found.list) from (select (
      select jsonb_agg(jsonb_build_array(p.chain, p.seq, encode(l.hash, 'hex'), l.pos, l.fork)
        order by l.pos, l.hash)
      from links l where l.stream = $1 and l.chain = p.chain and l.seq = p.seq) as list
    from unnest($3::text[], $4::bigint[]) as p(chain, seq)) found
    where found.list is not null) as links,
  (select jsonb_agg(found.fact) from (select (
      select jsonb_build_array(l.uid, l.pos, case when u.whole then l.body end)
      from ledger l where l.stream = $1 and l.uid = u.uid) as fact
    from (select unnest($5::text[]) as uid, true as whole
      union all select unnest($6::text[]), false) u) found
    where found.fact is not null) as facts,
  (select jsonb_agg(jsonb_build_array(p.pos, (
      select encode(l.running, 'hex') from ledger l where l.stream = $1 and l.pos = p.pos)))
    from unnest($7::bigint[]) as p(pos)) as runnings`

interface ShelfRow {
  readonly head: [epoch: string, pos: number, hash: string] | null
  readonly chains: [chain: string, seq: number, hash: string, islands: Island[]][] | null
  readonly links: [chain: string, seq: number, hash: string, pos: number, fork: boolean][][] | null
  readonly facts: [uid: string, pos: number, body: string | null][] | null
  readonly runnings: [pos: number, hash: string | null][] | null
}

/** What is asked for of a stream, as of one moment; null when it is not kept here. */
export async function readShelf(
  queries: Queries,
  stream: string,
  { chains = [], places = [], facts = [], causes = [], positions = [] }: Ask,
): Promise<Shelf | null> {
  const known = new Set(facts)
  const [row] = await queries.query<ShelfRow>(SHELF, [
    stream,
    chains,
    places.map(({ chain }) => chain),
    places.map(({ seq }) => seq),
    facts,
    causes.filter((uid) => !known.has(uid)),
    positions,
  ])
  return row?.head ? shelfOf(row.head, row) : null
}

function shelfOf([epoch, end, last]: NonNullable<ShelfRow['head']>, row: ShelfRow): Shelf {
  const states = new Map<string, ChainState>()
  for (const [chain, seq, hash, islands] of row.chains ?? [])
    states.set(chain, { seq, hash, islands })
  const links = new Map<string, Link[]>()
  for (const list of row.links ?? []) {
    const [chain, seq] = list[0]!
    links.set(
      `${chain} ${seq}`,
      list.map(([, , hash, pos, fork]) => ({ hash, pos, fork })),
    )
  }
  const facts = new Map((row.facts ?? []).map(([uid, pos, body]) => [uid, { pos, body }]))
  const runnings = new Map(row.runnings)
  return {
    head: { epoch, pos: end, hash: last },
    chain: (chain) => states.get(chain) ?? NO_CHAIN,
    links: (chain, seq) => links.get(`${chain} ${seq}`) ?? [],
    fact: (uid) => facts.get(uid) ?? null,
    running: (pos) => (pos === 0 ? NO_HASH : (runnings.get(pos) ?? null)),
  }
}
