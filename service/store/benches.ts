import type { Queries } from './database.ts'

/** An enrolled bench. `number` counts from 1 and stays with its installation. */
export interface Bench {
  readonly number: number
  readonly install: string
  /** The site's ledger that it was let into. */
  readonly stream: string
  readonly name: string
  readonly revoked: boolean
}

export interface Site {
  readonly stream: string
  readonly name: string | null
}

/** The one site that this service keeps, or null before its first bench. */
export async function theSite(queries: Queries): Promise<Site | null> {
  const [row] = await queries.query<Site>('select stream, site_name as name from streams')
  return row ?? null
}

/** Founds the site, unless it is there. */
export async function foundSite(queries: Queries, site: Site, at: number): Promise<void> {
  await queries.query(
    `insert into streams (stream, site_name, founded_at) values ($1, $2, $3)
     on conflict do nothing`,
    [site.stream, site.name, at],
  )
}

/**
 * Lets a bench in, by the hash (hexadecimal) of its credential, and answers its number. An
 * installation that comes again keeps its number; its earlier credential ends, and so does a revocation.
 */
export async function admitBench(
  queries: Queries,
  bench: Pick<Bench, 'install' | 'stream' | 'name'>,
  credentialHash: string,
  at: number,
): Promise<number> {
  const [row] = await queries.query<{ number: number }>(
    `insert into benches (number, install, name, credential, enrolled_at, stream)
     select coalesce(max(number), 0) + 1, $1, $2, decode($3, 'hex'), $4::bigint, $5 from benches
     on conflict (install) do update set name = excluded.name, credential = excluded.credential,
       enrolled_at = excluded.enrolled_at, stream = excluded.stream, revoked_at = null
     returning number`,
    [bench.install, bench.name, credentialHash, at, bench.stream],
  )
  return row!.number
}

const BENCH = `select number, install, stream, name, revoked_at is not null as revoked from benches`

/** The bench whose credential has this hash (hexadecimal), revoked or not. */
export async function benchOfCredential(queries: Queries, hash: string): Promise<Bench | null> {
  const [row] = await queries.query<Bench>(`${BENCH} where credential = decode($1, 'hex')`, [hash])
  return row ?? null
}

export const allBenches = (queries: Queries): Promise<Bench[]> =>
  queries.query<Bench>(`${BENCH} order by number`)

/** Ends a bench's credential. Answers the bench, or null when there is none of that number. */
export async function revokeBench(
  queries: Queries,
  number: number,
  at: number,
): Promise<Bench | null> {
  const [row] = await queries.query<Bench>(
    `update benches set revoked_at = $2 where number = $1
     returning number, install, stream, name, true as revoked`,
    [number, at],
  )
  return row ?? null
}
