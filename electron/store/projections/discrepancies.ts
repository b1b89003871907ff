import type { WriteDb } from '../open.ts'
import { statement } from '../sql.ts'

export type DiscrepancyKind = 'position-contested' | 'tube-in-two-places' | 'code-twice'

/** Opens or clears a discrepancy. Its id follows from what disagrees, so every bench has the same one. */
export function setDiscrepancy(
  db: WriteDb,
  kind: DiscrepancyKind,
  entity: string,
  since: number | null,
): void {
  const id = `${kind}/${entity}`
  if (since === null) statement(db, 'DELETE FROM discrepancy WHERE id = ?').run(id)
  else
    statement(
      db,
      'INSERT OR REPLACE INTO discrepancy(id, kind, entity, since) VALUES (?, ?, ?, ?)',
    ).run(id, kind, entity, since)
}
