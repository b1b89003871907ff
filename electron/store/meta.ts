import type { ReadDb, WriteDb } from './open.ts'
import { sumOf } from './row-sum.ts'
import { statement } from './sql.ts'

/** What this bench keeps about itself, apart from the ledger. */
export type MetaKey =
  | 'install'
  | 'incarnation'
  | 'stream'
  | 'bench_number'
  | 'accessions'
  | 'projections'
  | 'cursor'
  | 'acknowledged'
  /** The chains of earlier lives whose rest was told again in a later one, and is not sent any more. */
  | 'ended'
  /** The chain and the public key that were last named together in the ledger. */
  | 'signing'
  /** The bench's own label templates (JSON). */
  | 'label_templates'
  /** How many new codes of a study's form were given out (JSON). */
  | `codes:${string}`
  /** A label that was printed before its tube: for what, and in which job (JSON). */
  | `ahead:${string}`

export function getMeta(db: ReadDb, key: MetaKey): string | null {
  const row = statement(db, 'SELECT value FROM meta WHERE key = ?').get(key)
  return (row as { value: string } | undefined)?.value ?? null
}

export function setMeta(db: WriteDb, key: MetaKey, value: string): void {
  statement(
    db,
    `INSERT INTO meta(key, value, sum) VALUES (?, ?, ?)
     ON CONFLICT (key) DO UPDATE SET value = excluded.value, sum = excluded.sum`,
  ).run(key, value, sumOf('meta', key, value))
}
