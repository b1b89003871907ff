import { standingOf } from '#shared/domain/discrepancy/state.ts'
import { withoutBranch } from '#shared/ledger/chain.ts'
import type { ReadDb } from './open.ts'
import { resolutionsOf } from './resolutions.ts'
import { statement } from './sql.ts'

/** A discrepancy as its row has it. */
export interface DiscrepancyRow {
  readonly id: string
  readonly kind: string
  readonly entity: string
  readonly since: number
  readonly state: string
  readonly holds: number
  /** JSON */
  readonly evidence: string
}

const ALL = `
SELECT c.name AS chain, b.seq, b.seal, coalesce(e.uid, f.uid) AS uid FROM bad_seal b
JOIN chain c ON c.id = b.chain
LEFT JOIN event e ON e.chain = b.chain AND e.seq = b.seq
LEFT JOIN alias a ON a.chain = b.chain AND a.seq = b.seq LEFT JOIN event f ON f.id = a.event
ORDER BY b.id`

/**
 * Seals that came and did not hold, each a discrepancy. They are no events, so nothing is derived from them;
 * there is hardly ever one.
 */
export function badSeals(db: ReadDb): DiscrepancyRow[] {
  const rows = statement(db, ALL).all() as {
    chain: string
    seq: number
    seal: string
    uid: string | null
  }[]
  return rows.map(({ chain, seq, seal, uid }) => {
    const entity = `chain:${withoutBranch(chain)}/${seq}`
    const id = `bad-seal/${entity}`
    const evidence = uid === null ? [] : [uid]
    const stands = standingOf(
      { holds: true, evidence, merges: [] },
      resolutionsOf(db, id).map(({ data }) => data.basis),
    )!
    const since = sealedAt(seal)
    const { state, basis } = stands
    return { id, kind: 'bad-seal', entity, since, state, holds: 1, evidence: JSON.stringify(basis) }
  })
}

/** A seal that does not hold may say anything. */
function sealedAt(seal: string): number {
  const { at } = JSON.parse(seal) as { at?: unknown }
  return typeof at === 'number' && Number.isSafeInteger(at) ? at : 0
}
