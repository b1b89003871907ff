import type { ConsentView } from '#shared/contract/donors.ts'
import { donorsOf, holderOf } from '#shared/domain/donor/rules.ts'
import type { World } from '#shared/domain/world.ts'

/** What a specimen's donors allow, as far as this bench knows: of a pool, all of them. DON-3, DON-9 */
export function consentOf(world: World, specimen: string): ConsentView {
  const donors = donorsOf(world, specimen)
  const holder = holderOf(world, specimen)
  return {
    donor: donors.length === 1 ? donors[0]! : null,
    donors,
    holder,
    withdrawn: withdrawalOf(world, donors),
    erased: world.donor(holder).erased,
  }
}

/** The first withdrawal among some donors. */
function withdrawalOf(world: World, donors: readonly string[]): ConsentView['withdrawn'] {
  for (const donor of donors) {
    const said = world.donor(donor).withdrawn
    if (said) return { donor, by: said.by, wish: said.wish, reason: said.reason }
  }
  return null
}
