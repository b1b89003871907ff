import { type Finding, findingOf } from '#shared/domain/batch/findings.ts'
import { SAID_OF_ITEM } from '#shared/domain/shipment/findings.ts'
import type { ItemNow } from '#shared/domain/shipment/items.ts'
import { isInHand } from '#shared/domain/shipment/items.ts'
import { factsOf } from '../batch/tube.ts'
import type { ReadDb } from '../open.ts'
import { resolve } from './resolve.ts'

/**
 * What is to be known of an item in the hand, as the record stands now; null for nothing. `study`: of the
 * consignment. A damaged one is held back for just that, which its state says already. SHP-4
 */
export function findingOfItem(db: ReadDb, study: string | null, item: ItemNow): Finding | null {
  if (!isInHand(item) || item.state === 'damaged') return null
  const it = resolve(db, item.code, null)
  if (it.kind !== 'specimen' && it.kind !== 'unknown') return null
  const facts = factsOf(db, { study, inBatch: false }, it)
  const finding = findingOf(facts, { wants: 'either', study, materials: [], replies: {} })
  return SAID_OF_ITEM.has(finding) ? finding : null
}
