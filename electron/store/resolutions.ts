import type { DiscrepancyResolved } from '#shared/domain/discrepancy/facts.ts'
import { entity } from '#shared/domain/entities.ts'
import type { EventBody } from '#shared/ledger/body.ts'
import { bodiesOf, factOf } from './entities.ts'
import { standing } from './heads.ts'
import type { ReadDb } from './open.ts'

export interface Resolution {
  readonly uid: string
  readonly event: number
  readonly body: EventBody
  readonly data: DiscrepancyResolved
}

/** Everything that anybody has found of a discrepancy, in the order in which it is shown. */
export function resolutionsOf(db: ReadDb, id: string): Resolution[] {
  const name = entity.discrepancy(id)
  if (!standing(db, name)) return []
  return bodiesOf(db, name).flatMap(({ event, body }) => {
    const fact = factOf(body)
    return fact?.type === 'discrepancy.resolved'
      ? [{ uid: body.uid, event, body, data: fact.data }]
      : []
  })
}
