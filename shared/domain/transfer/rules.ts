import { err, ok, type Result } from '../../lib/result.ts'
import type { Act, CommandOf } from '../commands.ts'
import { amountOf } from '../discrepancy/amounts.ts'
import { entity } from '../entities.ts'
import type { Draft } from '../facts.ts'
import type { Refusal } from '../refusals.ts'
import { registerAsItIs } from '../specimen/rules.ts'
import { knownTube } from '../tube/rules.ts'
import type { World } from '../world.ts'
import { MOST_CODES } from './facts.ts'

/** TRA-1 */
export function decideDispatch(world: World, c: CommandOf<'dispatch'>): Result<Draft[], Refusal> {
  const drafts: Draft[] = []
  const seen = new Set<string>()
  for (const specimen of c.specimens) {
    const known = knownTube(world, specimen)
    if (!known.ok) return known
    const { record, tube } = known.value
    if (tube.state === 'dispatched') return err({ type: 'NotStored', code: record.code })
    if (seen.has(specimen)) return err({ type: 'CodeTwice', code: record.code })
    seen.add(specimen)
    drafts.push({
      type: 'specimen.dispatched',
      ents: [
        entity.tube(specimen),
        ...(tube.at ? [entity.position(tube.at)] : []),
        entity.bundle(c.bundle),
      ],
      data: { specimen, bundle: c.bundle, to: c.to, from: tube.at },
    })
  }
  return ok(drafts)
}

/** TRA-3, TRA-4, TRA-5: all tubes or none. */
export function decideReceipt(
  world: World,
  act: Act,
  c: CommandOf<'receiveBundle'>,
): Result<Draft[], Refusal> {
  const drafts: Draft[] = []
  const codes = new Set<string>()
  for (const tube of c.tubes) {
    if (codes.has(tube.code)) return err({ type: 'CodeTwice', code: tube.code })
    codes.add(tube.code)
    const home = world.received(c.bundle, tube.external) ? null : comesHome(world, tube)
    // STU-7: what another site has sent is here, whatever its codes look like.
    const registered = home ? null : registerAsItIs(world, act, registering(c, tube))
    if (registered && !registered.ok) return registered
    const specimen = home ?? tube.specimen
    const others = otherCodes(world, home, tube)
    drafts.push(...(registered ? [registered.value] : []), {
      type: 'specimen.arrived',
      ents: [
        entity.tube(specimen),
        entity.bundle(`${c.bundle}/${tube.external}`),
        // So that a scan of any of them finds it. TRA-8
        ...others.map(entity.external),
      ],
      data: {
        specimen,
        bundle: c.bundle,
        bundleHash: c.bundleHash,
        site: c.site,
        siteName: c.siteName,
        external: tube.external,
        head: tube.head,
        heldBy: c.heldBy,
        dispatchedAt: c.dispatchedAt,
        ...(others.length > 0 && { codes: others }),
      },
    })
    drafts.push(...spentAway(world, specimen, tube, c.siteName))
  }
  return ok(drafts)
}

/** TRA-7: what was used of a tube, and how often it was thawed, beyond what is known of that here. */
function spentAway(
  world: World,
  specimen: string,
  tube: CommandOf<'receiveBundle'>['tubes'][number],
  siteName: string,
): Draft[] {
  const known = amountOf(world.amount(specimen))
  const had = world.specimen(specimen)?.nanolitres ?? null
  const nanolitres =
    had === null || tube.nanolitres === null ? 0 : had - known.used - tube.nanolitres
  const ents = [entity.amount(specimen)]
  const used: Draft = {
    type: 'specimen.used',
    ents,
    data: { specimen, nanolitres, reason: siteName },
  }
  const thawed: Draft = { type: 'specimen.thawed', ents, data: { specimen } }
  const times = Math.max(0, tube.thaws - known.thaws)
  return [...(nanolitres > 0 ? [used] : []), ...Array.from({ length: times }, () => thawed)]
}

type Coming = CommandOf<'receiveBundle'>['tubes'][number]

/** The specimen of this site that was dispatched and carries its code, or had it before it was relabelled there. */
export function comesHome(
  world: Pick<World, 'code' | 'tube'>,
  { code, codes = [] }: Pick<Coming, 'code' | 'codes'>,
): string | null {
  for (const one of [code, ...codes]) {
    const bound = world.code(one).find(({ of }) => of === 'specimen')
    if (bound && world.tube(bound.id).at(-1)?.state === 'dispatched') return bound.id
    // What it carries now names something else here.
    if (one === code && bound) return null
  }
  return null
}

/** TRA-8: all that it is known by there, beside the code that it goes by here. */
function otherCodes(world: World, home: string | null, { code, codes = [] }: Coming): string[] {
  const own = home === null ? code : world.specimen(home)?.code
  return [...new Set([code, ...codes])].filter((one) => one !== own).slice(0, MOST_CODES)
}

function registering(
  { study, siteName: issuer }: CommandOf<'receiveBundle'>,
  tube: CommandOf<'receiveBundle'>['tubes'][number],
): Parameters<typeof registerAsItIs>[2] {
  const { specimen, code, material, tubeType, collectedAt, donor, origin, nanolitres } = tube
  const record = { specimen, code, material, tubeType, collectedAt, donor, origin, nanolitres }
  return { study, parent: null, ...record, external: { issuer, code } }
}
