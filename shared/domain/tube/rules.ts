import { err, ok, type Result } from '../../lib/result.ts'
import type { CommandOf } from '../commands.ts'
import { placeName } from '../container/rules.ts'
import { entity } from '../entities.ts'
import type { Draft, Fact } from '../facts.ts'
import { size } from '../position/layout.ts'
import type { Refusal } from '../refusals.ts'
import type { Material, Place } from '../words.ts'
import type { ClaimOf, PastFact, TubeClaim, World } from '../world.ts'

type Known = { readonly record: ClaimOf['specimen']; readonly tube: TubeClaim & { uid: string } }

/** Whether all that is claimed of a tube comes to the same: in this position, or out of it. TUB-6 */
export function agree(claims: readonly Pick<TubeClaim, 'state' | 'at'>[]): boolean {
  const said = claims.map(({ state, at }) => `${state} ${at ? entity.position(at) : ''}`)
  return new Set(said).size <= 1
}

/** The specimen and the one place its tube is in. TUB-6: a disputed tube is refused until a person moves it. */
export function knownTube(world: World, specimen: string): Result<Known, Refusal> {
  const record = world.specimen(specimen)
  if (!record) return err({ type: 'NotFound', what: 'specimen', id: specimen })
  if (record.undone) return err({ type: 'Undone', code: record.code })
  const claims = world.tube(specimen)
  const tube = claims.at(-1)
  if (!tube) return err({ type: 'NotStored', code: record.code })
  if (!agree(claims)) return err({ type: 'Disputed', code: record.code })
  return ok({ record, tube })
}

/** Whether a tube may go to a position: TUB-1 legal, TUB-2 free, TUB-3 uncontested, TUB-4 the right kind. */
export function mayHold(
  world: World,
  at: Place,
  tube: { readonly code: string; readonly material: Material; readonly specimen?: string },
): Result<ClaimOf['container'], Refusal> {
  const container = world.container(at.container)
  if (!container) return err({ type: 'NotFound', what: 'container', id: at.container })
  if (container.kind !== 'box' || !container.layout || at.index >= size(container.layout))
    return err({ type: 'NotAPosition', at, container: container.code ?? container.name })
  const tubes = new Set(world.occupants(at).map((occupant) => occupant.specimen))
  const [other, another] = [...tubes].filter((specimen) => specimen !== tube.specimen)
  const name = placeName(world, at)
  if (another) return err({ type: 'Contested', at, name })
  if (other) return err({ type: 'PlaceTaken', at, name, by: codeOf(world, other) })
  if (container.holds.length > 0 && !container.holds.includes(tube.material))
    return err({
      type: 'WrongKind',
      code: tube.code,
      material: tube.material,
      holds: container.holds,
      container: container.code ?? container.name,
    })
  return ok(container)
}

const codeOf = (world: World, specimen: string): string =>
  world.specimen(specimen)?.code ?? specimen

/** The name of the person who has a tube in hand, where the directory knows it. */
const holderName = (world: World, tube: TubeClaim): string | null =>
  tube.holder === null ? null : (world.person(tube.holder)?.name ?? null)

export function decideStore(world: World, c: CommandOf<'store'>): Result<Draft[], Refusal> {
  const known = knownTube(world, c.specimen)
  if (!known.ok) return known
  const { record, tube } = known.value
  if (tube.state === 'out')
    return err({ type: 'AlreadyOut', code: record.code, by: holderName(world, tube) })
  if (tube.at) return alreadyStored(world, record, tube.at)
  const fits = mayHold(world, c.at, record)
  return fits.ok ? ok([stored(c.specimen, c.at)]) : fits
}

export function alreadyStored(
  world: World,
  record: ClaimOf['specimen'],
  at: Place,
): Result<never, Refusal> {
  const name = placeName(world, at)
  return err({ type: 'AlreadyStored', code: record.code, specimen: record.specimen, at, name })
}

export function stored(specimen: string, at: Place): Draft {
  return {
    type: 'specimen.stored',
    ents: [entity.tube(specimen), entity.position(at)],
    data: { specimen, at },
  }
}

/**
 * Moving states where the tube is now, so it also settles a tube that two benches put into two places:
 * the move has seen both claims and supersedes them. TUB-5, TUB-6
 */
export function decideMove(world: World, c: CommandOf<'move'>): Result<Draft[], Refusal> {
  const record = world.specimen(c.specimen)
  if (!record) return err({ type: 'NotFound', what: 'specimen', id: c.specimen })
  if (record.undone) return err({ type: 'Undone', code: record.code })
  const claims = world.tube(c.specimen)
  const from = claims.flatMap((claim) => (claim.at ? [claim.at] : []))
  if (from.length === 0) return err({ type: 'NotStored', code: record.code })
  const known = agree(claims) ? claims.at(-1)! : null
  if (known?.state === 'out')
    return err({ type: 'AlreadyOut', code: record.code, by: holderName(world, known) })
  if (known && same(from[0]!, c.at)) return alreadyStored(world, record, c.at)
  const fits = mayHold(world, c.at, record)
  if (!fits.ok) return fits
  return ok([moved(c.specimen, from, c.at)])
}

const same = (a: Place, b: Place): boolean => a.container === b.container && a.index === b.index

export function moved(specimen: string, from: readonly Place[], at: Place, undoes?: string): Draft {
  const positions = new Set([...from, at].map(entity.position))
  return {
    type: 'specimen.moved',
    ents: [entity.tube(specimen), ...positions],
    data: { specimen, from: from[0]!, at, ...(undoes && { undoes }) },
  }
}

export function decideCheckOut(world: World, c: CommandOf<'checkOut'>): Result<Draft[], Refusal> {
  const known = knownTube(world, c.specimen)
  if (!known.ok) return known
  const { record, tube } = known.value
  if (tube.state === 'out')
    return err({ type: 'AlreadyOut', code: record.code, by: holderName(world, tube) })
  if (!tube.at) return err({ type: 'NotStored', code: record.code })
  return ok([checkedOut(c.specimen, tube.at, c.reason)])
}

type CheckOut = Extract<Draft, { type: 'specimen.checked_out' }>

function checkedOut(specimen: string, at: Place, reason: string | null, undoes?: string): CheckOut {
  return {
    type: 'specimen.checked_out',
    ents: [entity.tube(specimen), entity.position(at)],
    data: { specimen, at, reason, ...(undoes && { undoes }) },
  }
}

export function decideReturn(world: World, c: CommandOf<'returnTube'>): Result<Draft[], Refusal> {
  const known = knownTube(world, c.specimen)
  if (!known.ok) return known
  const { record, tube } = known.value
  if (tube.state !== 'out' || !tube.at) return err({ type: 'NotOut', code: record.code })
  const at = c.at ?? tube.at
  const fits = mayHold(world, at, record)
  return fits.ok ? ok([returned(c.specimen, tube.at, at)]) : fits
}

function returned(specimen: string, from: Place, at: Place, undoes?: string): Draft {
  const positions = new Set([from, at].map(entity.position))
  return {
    type: 'specimen.returned',
    ents: [entity.tube(specimen), ...positions],
    data: { specimen, from, at, ...(undoes && { undoes }) },
  }
}

/** The act that takes a tube's last act back, as a new fact. UND-2 */
export function compensateTube(world: World, fact: PastFact): Draft | null {
  switch (fact.type) {
    case 'specimen.stored':
      return {
        type: 'specimen.placement_undone',
        ents: [entity.tube(fact.data.specimen), entity.position(fact.data.at)],
        data: { specimen: fact.data.specimen, from: fact.data.at, undoes: fact.uid },
      }
    case 'specimen.moved':
      return moved(fact.data.specimen, [fact.data.at], fact.data.from, fact.uid)
    case 'specimen.checked_out':
      return returned(fact.data.specimen, fact.data.at, fact.data.at, fact.uid)
    case 'specimen.returned':
      return outAgain(world, fact)
    default:
      return null
  }
}

/** UND-7: out as it was before, with the one who had it, since then and for that reason. */
function outAgain(world: World, fact: PastFact & { type: 'specimen.returned' }): Draft {
  const { specimen, from } = fact.data
  const out = fact.base[entity.tube(specimen)]?.map(world.fact).find(isCheckOut)
  const draft = checkedOut(specimen, from, out?.data.reason ?? null, fact.uid)
  if (!out) return draft
  const { holder = out.actor, since = out.at } = out.data
  return { ...draft, data: { ...draft.data, holder, since } }
}

const isCheckOut = (fact: Fact | null): fact is Fact & { type: 'specimen.checked_out' } =>
  fact?.type === 'specimen.checked_out'
