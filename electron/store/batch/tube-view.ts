import type { WorkTube } from '#shared/contract/work.ts'
import { amountOf } from '#shared/domain/discrepancy/amounts.ts'
import type { ReadDb } from '../open.ts'
import { createWorld } from '../world.ts'

/** A tube as a batch shows it; null where there is none. */
export function workTube(db: ReadDb, specimen: string | null): WorkTube | null {
  if (specimen === null) return null
  const world = createWorld(db)
  const record = world.specimen(specimen)
  if (!record) return null
  const { code, material, nanolitres } = record
  const { used } = amountOf(world.amount(specimen))
  const left = nanolitres === null ? null : Math.max(0, nanolitres - used)
  return { specimen, code, material, left }
}
