/** A table that is derived from the ledger alone, and what its rows go by. */
export interface Derived {
  readonly table: string
  readonly key: readonly string[]
}

/**
 * Every table that is derived from the ledger alone. The search index `specimen_text` follows from
 * `specimen`, and is not compared row by row.
 */
export const DERIVED_TABLES: readonly Derived[] = [
  { table: 'entity', key: ['id'] },
  { table: 'entity_event', key: ['entity', 'event'] },
  { table: 'specimen', key: ['n'] },
  { table: 'tube_claim', key: ['specimen', 'uid'] },
  { table: 'container', key: ['id'] },
  { table: 'discrepancy', key: ['id'] },
  { table: 'amount', key: ['specimen'] },
  { table: 'status', key: ['specimen'] },
  { table: 'parentage', key: ['child', 'parent'] },
  { table: 'tally', key: ['name'] },
]

export const DERIVED: readonly string[] = DERIVED_TABLES.map(({ table }) => table)

export const SEARCH_INDEX = 'specimen_text'
