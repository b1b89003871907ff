import type { ClaimOf } from '#shared/domain/claims.ts'
import type { Head } from '#shared/domain/fold.ts'
import type { WriteDb } from '../open.ts'
import { statement } from '../sql.ts'

const PUT = `
INSERT OR REPLACE INTO specimen(id, code, accession, study, material, tube_type, collected_at, donor,
  origin, parent, nanolitres, undone, received_at, received_by)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

/** The record of a specimen, as its last head has it. */
export function projectSpecimen(db: WriteDb, id: string, heads: readonly Head[]): void {
  const claim = heads.at(-1)?.claim as ClaimOf['specimen'] | null | undefined
  if (!claim) return
  statement(db, PUT).run(
    id,
    claim.code,
    claim.accession,
    claim.study,
    claim.material,
    claim.tubeType,
    claim.collectedAt,
    claim.donor,
    claim.origin,
    claim.parent,
    claim.nanolitres,
    claim.undone ? 1 : 0,
    claim.receivedAt,
    claim.receivedBy,
  )
}
