import { NAMES_KEY } from '#shared/sync/seals.ts'
import type { Naming } from '../log.ts'
import type { Queries } from './database.ts'

const NAMING = `select
  (select jsonb_agg(body order by seq, pos) from ledger
    where stream = $1 and chain = $2 and body like '%${NAMES_KEY}%') as bodies,
  (select min(seq) from aliases where stream = $1 and chain = $2) as first,
  (select seq from chains where stream = $1 and chain = $2) as seq`

interface NamingRow {
  readonly bodies: string[] | null
  readonly first: number | null
  readonly seq: number | null
}

/** What a chain has said of its keys. The few bodies that may are found by an index of their own. */
export async function naming(queries: Queries, stream: string, chain: string): Promise<Naming> {
  const [row] = await queries.query<NamingRow>(NAMING, [stream, chain])
  const { bodies, first, seq } = row!
  const firstAlias = first === null ? null : Number(first)
  return { bodies: bodies ?? [], firstAlias, seq: Number(seq ?? 0) }
}
