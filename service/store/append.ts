import type { Addition } from '#shared/sync/shelf.ts'
import type { Parameter, Queries } from './database.ts'

/**
 * Writes what was decided, in one statement. That the log stays dense, unbroken and append-only is held by
 * its triggers, whoever writes.
 */
const APPEND = `
with given(stream, at) as (values ($1::text, $2::bigint)),
kept as (
  insert into ledger (stream, pos, chain, seq, prev, hash, body, uid, quarantine, fork, bytes,
      received_at, running)
    select stream, e.pos, e.chain, e.seq, decode(e.prev, 'hex'), decode(e.hash, 'hex'), e.body,
      e.uid, e.mark, e.fork, e.bytes, at, decode(e.running, 'hex')
    from given, unnest($3::bigint[], $4::text[], $5::bigint[], $6::text[], $7::text[], $8::text[],
      $9::text[], $10::text[], $11::boolean[], $12::integer[], $13::text[])
      as e(pos, chain, seq, prev, hash, body, uid, mark, fork, bytes, running)
    order by e.pos
),
aliased as (
  insert into aliases (stream, chain, seq, prev, hash, pos, received_at, fork)
    select stream, a.chain, a.seq, decode(a.prev, 'hex'), decode(a.hash, 'hex'), a.pos, at, a.fork
    from given, unnest($14::text[], $15::bigint[], $16::text[], $17::text[], $18::bigint[],
      $19::boolean[]) as a(chain, seq, prev, hash, pos, fork)
),
chained as (
  insert into chains (stream, chain, seq, hash, islands)
    select stream, c.chain, c.seq, decode(c.hash, 'hex'), c.islands::jsonb
    from given, unnest($20::text[], $21::bigint[], $22::text[], $23::text[])
      as c(chain, seq, hash, islands)
  on conflict (stream, chain)
    do update set seq = excluded.seq, hash = excluded.hash, islands = excluded.islands
),
ended as (
  update streams set pos = e.pos, hash = decode(e.running, 'hex')
    from (select ($3::bigint[])[cardinality($3::bigint[])] as pos,
      ($13::text[])[cardinality($13::text[])] as running) e
    where stream = $1 and e.pos is not null
)
insert into seals (stream, chain, seq, hash, key, at, protection, sig, received_at)
  select stream, s.chain, s.seq, decode(s.hash, 'hex'), decode(s.key, 'hex'), s.at, s.protection,
    decode(s.sig, 'hex'), given.at
  from given, unnest($24::text[], $25::bigint[], $26::text[], $27::text[], $28::bigint[],
    $29::text[], $30::text[]) as s(chain, seq, hash, key, at, protection, sig)
on conflict do nothing`

/** `at` is the time of receipt, UTC milliseconds. */
export async function append(
  queries: Queries,
  stream: string,
  at: number,
  addition: Addition,
): Promise<void> {
  const { events, aliases, chains, seals } = addition
  if (events.length + aliases.length + chains.length + seals.length === 0) return
  await queries.query(APPEND, [
    stream,
    at,
    ...eventsIn(events),
    ...aliasesIn(aliases),
    chains.map(({ chain }) => chain),
    chains.map(({ state }) => state.seq),
    chains.map(({ state }) => state.hash),
    chains.map(({ state }) => JSON.stringify(state.islands)),
    ...sealsIn(seals),
  ])
}

const eventsIn = (events: Addition['events']): Parameter[] => [
  events.map(({ pos }) => pos),
  events.map(({ envelope }) => envelope.chain),
  events.map(({ envelope }) => envelope.seq),
  events.map(({ envelope }) => envelope.prev),
  events.map(({ envelope }) => envelope.hash),
  events.map(({ envelope }) => envelope.body),
  events.map(({ uid }) => uid),
  events.map(({ mark }) => mark),
  events.map(({ fork }) => fork),
  events.map(({ bytes }) => bytes),
  events.map(({ running }) => running),
]

const aliasesIn = (aliases: Addition['aliases']): Parameter[] => [
  aliases.map(({ envelope }) => envelope.chain),
  aliases.map(({ envelope }) => envelope.seq),
  aliases.map(({ envelope }) => envelope.prev),
  aliases.map(({ envelope }) => envelope.hash),
  aliases.map(({ pos }) => pos),
  aliases.map(({ fork }) => fork),
]

const sealsIn = (seals: Addition['seals']): Parameter[] => [
  seals.map(({ chain }) => chain),
  seals.map(({ seq }) => seq),
  seals.map(({ hash }) => hash),
  seals.map(({ key }) => key),
  seals.map(({ at }) => at),
  seals.map(({ protection }) => protection),
  seals.map(({ sig }) => sig),
]
