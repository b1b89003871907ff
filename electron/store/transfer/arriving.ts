import type { ArrivalState, ArrivingBundle } from '#shared/contract/transfer.ts'
import { inUse } from '#shared/domain/specimen/rules.ts'
import { comesHome } from '#shared/domain/transfer/rules.ts'
import type { World } from '#shared/domain/world.ts'
import { type BundledTube, codesThere, type ProvenBundle } from '#shared/sync/bundle.ts'
import type { ReadDb } from '../open.ts'
import { createWorld } from '../world.ts'

/** What a proven bundle of another site brings, and what this site knows of each tube. */
export function arriving(
  db: ReadDb,
  { bundle, bundleHash }: ProvenBundle,
  isKeyKnown: boolean,
): ArrivingBundle {
  const { site, siteName, to, bench, heldBy, dispatchedAt, key, tubes } = bundle
  const world = createWorld(db)
  return {
    bundle: bundle.bundle,
    hash: bundleHash,
    key,
    isKeyKnown,
    site,
    siteName,
    to,
    bench,
    heldBy,
    dispatchedAt,
    tubes: tubes.map((bundled) => {
      const { specimen: external, code, events, ...tube } = bundled
      return {
        external,
        code,
        material: tube.material,
        tubeType: tube.tubeType,
        collectedAt: tube.collectedAt,
        nanolitres: tube.nanolitres,
        thaws: tube.thaws,
        withdrawn: tube.withdrawn,
        state: stateOf(world, bundled, world.received(bundle.bundle, external)),
        events: events.length,
      }
    }),
  }
}

/** TRA-4, TRA-5 */
function stateOf(world: World, tube: BundledTube, isReceived: boolean): ArrivalState {
  const { code } = tube
  const bound = inUse(world, code)[0]
  if (!bound) return comesHome(world, { code, codes: codesThere(tube) }) ? 'home' : 'new'
  if (bound.of === 'container') return 'code-taken'
  const isAway = world.tube(bound.id).at(-1)?.state === 'dispatched'
  return isAway && !isReceived ? 'home' : 'here-already'
}
