import { DERIVED } from '../../../electron/store/derived.ts'
import type { ReadDb } from '../../../electron/store/open.ts'

/** Tables whose rows go by row numbers of their own: written here with what the numbers stand for. */
const BY_NUMBER: Readonly<Record<string, string>> = {
  entity: 'SELECT name, heads FROM entity ORDER BY name',
  entity_event: `
    SELECT n.name, e.uid FROM entity_event ee JOIN entity n ON n.id = ee.entity
    JOIN event e ON e.id = ee.event ORDER BY n.name, e.uid`,
  specimen: `
    SELECT id, code, accession, study, material, tube_type, collected_at, donor, origin, parent,
      nanolitres, undone, received_at, received_by FROM specimen`,
}

/** Every derived row of a ledger as text, sorted: two benches with the same events have the same. */
export function derivedOf(db: ReadDb): Record<string, string[]> {
  return Object.fromEntries(
    DERIVED.map((table) => {
      const rows = db.prepare(BY_NUMBER[table] ?? `SELECT * FROM ${table}`).all()
      return [table, rows.map((row) => JSON.stringify(row)).sort()]
    }),
  )
}
