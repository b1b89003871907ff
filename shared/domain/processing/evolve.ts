import type { ClaimOf } from '../claims.ts'
import type { Fact } from '../facts.ts'

export function processingClaim(
  fact: Fact,
  prior: readonly ClaimOf['processing'][],
): ClaimOf['processing'] | null {
  if (fact.type === 'processing.recorded') return { ...fact.data, uid: fact.uid, undone: false }
  const last = prior.at(-1)
  return fact.type === 'processing.undone' && last ? { ...last, undone: true } : null
}
