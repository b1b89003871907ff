import type { CodeClaim } from '#shared/domain/claims.ts'
import { entity } from '#shared/domain/entities.ts'
import type { Head } from '#shared/domain/fold.ts'
import type { WriteDb } from '../open.ts'
import { statement } from '../sql.ts'
import { setDiscrepancy } from './discrepancies.ts'

/** A code that names two things, e.g. one tube registered on two benches that could not see each other. */
export function projectCode(db: WriteDb, code: string, heads: readonly Head[]): void {
  const named = new Set(heads.map(({ claim }) => claim && nameOf(claim as CodeClaim)))
  const since = named.size > 1 ? lastRegistered(db, code) : null
  setDiscrepancy(db, 'code-twice', entity.code(code), since)
}

const nameOf = (claim: CodeClaim): string => `${claim.of}:${claim.id}`

function lastRegistered(db: WriteDb, code: string): number {
  const row = statement(db, 'SELECT max(received_at) AS at FROM specimen WHERE code = ?').get(
    code,
  ) as { at: number | null }
  return row.at ?? 0
}
