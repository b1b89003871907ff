import { entity } from '#shared/domain/entities.ts'
import { inUse } from '#shared/domain/specimen/rules.ts'
import type { WriteDb } from '../open.ts'
import { statement } from '../sql.ts'
import { createWorld } from '../world.ts'
import { setDiscrepancy } from './discrepancies.ts'

/** A code that names two things, e.g. one tube registered on two benches that could not see each other. */
export function projectCode(db: WriteDb, code: string): void {
  const named = new Set(inUse(createWorld(db), code).map(({ of, id }) => `${of}:${id}`))
  const since = named.size > 1 ? lastRegistered(db, code) : null
  setDiscrepancy(db, 'code-twice', entity.code(code), since)
}

function lastRegistered(db: WriteDb, code: string): number {
  // The index is for searches, which do not tell capitals apart; a code does.
  const row = statement(
    db,
    'SELECT max(received_at) AS at FROM specimen WHERE code = ? COLLATE NOCASE AND code = ?',
  ).get(code, code) as { at: number | null }
  return row.at ?? 0
}
