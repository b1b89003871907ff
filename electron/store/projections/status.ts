import type { ClaimOf } from '#shared/domain/claims.ts'
import type { Head } from '#shared/domain/fold.ts'
import { wholeStatus } from '#shared/domain/status/evolve.ts'
import type { WriteDb } from '../open.ts'
import { statement } from '../sql.ts'

/** Whether a specimen is held back or closed, by any head. One that is neither has no row. STA-1 */
export function projectStatus(db: WriteDb, specimen: string, heads: readonly Head[]): void {
  const { quarantined, closed } = wholeStatus(heads)
  if (quarantined === null && closed === null)
    statement(db, 'DELETE FROM status WHERE specimen = ?').run(specimen)
  else
    statement(
      db,
      'INSERT OR REPLACE INTO status(specimen, quarantined, closed) VALUES (?, ?, ?)',
    ).run(specimen, quarantined, closed)
}

/** The parents of a pool, by every head of its record. */
export function projectParents(db: WriteDb, child: string, heads: readonly Head[]): void {
  const parents = new Set(
    heads.flatMap(({ claim }) => (claim as ClaimOf['specimen'] | null)?.parents ?? []),
  )
  statement(db, 'DELETE FROM parentage WHERE child = ?').run(child)
  for (const parent of parents)
    statement(db, 'INSERT INTO parentage(child, parent) VALUES (?, ?)').run(child, parent)
}
