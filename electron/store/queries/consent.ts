import type { ConsentView } from '#shared/contract/donors.ts'
import { donorOf, holderOf } from '#shared/domain/donor/rules.ts'
import type { World } from '#shared/domain/world.ts'

/** What a specimen's donor allows, as far as this bench knows. DON-3 */
export function consentOf(world: World, specimen: string): ConsentView {
  const donor = donorOf(world, specimen)
  const holder = holderOf(world, specimen)
  const said = donor === null ? null : world.donor(donor).withdrawn
  const withdrawn = said && { by: said.by, wish: said.wish, reason: said.reason }
  return { donor, holder, withdrawn, erased: world.donor(holder).erased }
}
