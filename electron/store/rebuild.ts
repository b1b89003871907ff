import { readKept } from '#shared/ledger/body.ts'
import { getMeta, setMeta } from './meta.ts'
import { transact, type WriteDb } from './open.ts'
import { PROJECTIONS, project } from './projections/project.ts'
import { statement } from './sql.ts'

/** Every table that is derived from the ledger alone, in an order in which they can be emptied. */
export const DERIVED = [
  'entity_event',
  'entity',
  'specimen',
  'tube_claim',
  'container',
  'discrepancy',
  'tally',
] as const

/** Derives every table again from the ledger, in the common order and then this bench's own events. */
export function rebuild(db: WriteDb): void {
  transact(db, () => {
    for (const table of DERIVED) db.exec(`DELETE FROM ${table}`)
    db.exec("INSERT INTO specimen_text(specimen_text) VALUES ('delete-all')")
    const events = statement(
      db,
      `SELECT e.id, e.body, e.uid FROM event e LEFT JOIN stream_order o ON o.event = e.id
       ORDER BY o.pos IS NULL, o.pos, e.id`,
    )
    for (const row of events.all() as { id: number; body: string; uid: string }[])
      project(db, row.id, readKept(row.body, row.uid))
    setMeta(db, 'projections', String(PROJECTIONS))
  })
}

/** Rebuilds where this version derives something else than the one that last wrote here. */
export function rebuildIfOld(db: WriteDb): void {
  const made = getMeta(db, 'projections')
  if (made === String(PROJECTIONS)) return
  if (made === null) setMeta(db, 'projections', String(PROJECTIONS))
  else rebuild(db)
}
