import type { ClaimOf } from '#shared/domain/claims.ts'
import type { Head } from '#shared/domain/fold.ts'
import type { WriteDb } from '../open.ts'
import { statement } from '../sql.ts'

const PUT = `
INSERT OR REPLACE INTO container(id, kind, name, code, parent, idx, layout, holds, celsius)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`

export function projectContainer(db: WriteDb, id: string, heads: readonly Head[]): void {
  const claim = heads.at(-1)?.claim as ClaimOf['container'] | null | undefined
  if (!claim) return
  statement(db, PUT).run(
    id,
    claim.kind,
    claim.name,
    claim.code,
    claim.place?.container ?? null,
    claim.place?.index ?? null,
    claim.layout && JSON.stringify(claim.layout),
    JSON.stringify(claim.holds),
    claim.celsius,
  )
}
