import { err, ok, type Result } from '../../lib/result.ts'
import { placeName } from '../container/rules.ts'
import { entity } from '../entities.ts'
import type { Draft } from '../facts.ts'
import type { Refusal } from '../refusals.ts'
import { mayHold, moved } from '../tube/rules.ts'
import type { Place } from '../words.ts'
import type { World } from '../world.ts'
import type { Outcome } from './facts.ts'

/** A tube that is claimed in two places: it is in one, which may be a third, or in nobody's. */
export function settleTube(
  world: World,
  specimen: string,
  outcome: Outcome,
): Result<Draft[], Refusal> {
  if (outcome.type === 'tube-at' && outcome.specimen === specimen)
    return putAt(world, specimen, outcome.at)
  if (outcome.type === 'tube-elsewhere' && outcome.specimen === specimen)
    return ok(takenOut(world, specimen))
  return unfit(world, specimen)
}

/**
 * A position that several tubes claim. Whoever is found in it stays and all others are taken out; whoever is
 * found elsewhere leaves it, where that settles it. Those taken out are nobody's until they are scanned.
 */
export function settlePlace(world: World, at: Place, outcome: Outcome): Result<Draft[], Refusal> {
  const tubes = [...new Set(world.occupants(at).map(({ specimen }) => specimen))]
  if (outcome.type === 'accepted') return ok([])
  if (outcome.type === 'mis-recorded')
    return ok(tubes.flatMap((specimen) => takenOut(world, specimen)))
  if (!('specimen' in outcome) || !tubes.includes(outcome.specimen)) return unfit(world, tubes[0]!)
  const { specimen } = outcome
  const others = tubes.filter((one) => one !== specimen)
  if (outcome.type === 'tube-at' && same(outcome.at, at))
    return ok([
      ...others.flatMap((other) => takenOut(world, other)),
      ...(isDisputed(world, specimen) ? [moved(specimen, placesOf(world, specimen), at)] : []),
    ])
  // With two left in it, nothing would be settled.
  if (others.length > 1) return err({ type: 'Contested', at, name: placeName(world, at) })
  return outcome.type === 'tube-at'
    ? putAt(world, specimen, outcome.at)
    : ok(takenOut(world, specimen))
}

const same = (a: Place, b: Place): boolean => entity.position(a) === entity.position(b)

const placesOf = (world: World, specimen: string): Place[] =>
  world.tube(specimen).flatMap(({ at }) => (at ? [at] : []))

const isDisputed = (world: World, specimen: string): boolean => world.tube(specimen).length > 1

function putAt(world: World, specimen: string, at: Place): Result<Draft[], Refusal> {
  const record = world.specimen(specimen)
  if (!record) return err({ type: 'NotFound', what: 'specimen', id: specimen })
  const fits = mayHold(world, at, record)
  return fits.ok ? ok([moved(specimen, placesOf(world, specimen), at)]) : fits
}

/** The tube is in no position: whatever put it into one was a mistake. */
export function takenOut(world: World, specimen: string): Draft[] {
  const claims = world.tube(specimen).filter(({ at }) => at)
  const last = claims.at(-1)
  if (!last?.at) return []
  const positions = new Set(claims.map(({ at }) => entity.position(at!)))
  return [
    {
      type: 'specimen.placement_undone',
      ents: [entity.tube(specimen), ...positions],
      data: { specimen, from: last.at, undoes: last.uid },
    },
  ]
}

const unfit = (world: World, specimen: string): Result<never, Refusal> =>
  err({ type: 'OutcomeUnfit', code: world.specimen(specimen)?.code ?? specimen })
