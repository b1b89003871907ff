import { createHash, type Hash } from 'node:crypto'
import { DERIVED_TABLES, type Derived } from './derived.ts'
import type { ReadDb } from './open.ts'
import { statement } from './sql.ts'

/** Rows whose text is in memory at once. */
const AT_ONCE = 2_000

/**
 * One hash for each derived table of a ledger, over every column of every row in the order of keys: two
 * ledgers with the same rows have the same hashes. `schema` is the database on this connection in which the
 * tables are; `tick` is called now and then. Reads within the transaction of whoever asks.
 */
export function derivedDigest(
  db: ReadDb,
  schema = 'main',
  tick: () => void = () => {},
): Record<string, string> {
  return Object.fromEntries(
    DERIVED_TABLES.map((derived) => [derived.table, digestOf(db, schema, derived, tick)]),
  )
}

type Key = readonly (string | number)[]

function digestOf(db: ReadDb, schema: string, { table, key }: Derived, tick: () => void): string {
  const hash = createHash('sha256')
  const from = `${schema}.${table}`
  const columns = db.pragma(`${schema}.table_info(${table})`) as { name: string }[]
  // SQLite itself writes the texts: handing over every row would take ten times as long.
  const text = columns.map(({ name }) => `quote(${name})`).join(` || ',' || `)
  let after: Key | null = null
  do {
    const end = lastOfPage(db, from, key, after)
    const rows = `SELECT * FROM ${from} ${range(key, after, end)} ORDER BY ${key.join(', ')}`
    const page = statement(db, `SELECT group_concat(${text}, char(10)) FROM (${rows})`)
    add(hash, page.pluck().get(...(after ?? []), ...(end ?? [])) as string | null)
    after = end
    tick()
  } while (after)
  return hash.digest('hex')
}

/** The key of the last row of a page; null where the page is the last one. */
function lastOfPage(
  db: ReadDb,
  from: string,
  key: readonly string[],
  after: Key | null,
): Key | null {
  const keys = key.join(', ')
  const sql = `SELECT ${keys} FROM ${from} ${range(key, after, null)} ORDER BY ${keys} LIMIT 1 OFFSET ?`
  const row = statement(db, sql)
    .raw()
    .get(...(after ?? []), AT_ONCE - 1)
  return (row as Key | undefined) ?? null
}

function range(key: readonly string[], after: Key | null, end: Key | null): string {
  const row = `(${key.join(', ')})`
  const values = `(${key.map(() => '?').join(', ')})`
  const bounds = [after && `${row} > ${values}`, end && `${row} <= ${values}`].filter(Boolean)
  return bounds.length === 0 ? '' : `WHERE ${bounds.join(' AND ')}`
}

function add(hash: Hash, page: string | null): void {
  if (page !== null) hash.update(page).update('\n')
}
