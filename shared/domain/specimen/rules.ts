import { assert } from '../../lib/assert.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import type { Act, CommandOf } from '../commands.ts'
import { placeName } from '../container/rules.ts'
import { issuerOf } from '../directory/issuers.ts'
import { entity } from '../entities.ts'
import type { Draft } from '../facts.ts'
import type { Refusal } from '../refusals.ts'
import { refuseForm } from '../study/identifiers.ts'
import { alreadyStored, mayHold, stored } from '../tube/rules.ts'
import type { Place } from '../words.ts'
import type { ClaimOf, CodeClaim, TubeClaim, World } from '../world.ts'
import type { SpecimenAccessioned } from './facts.ts'

type Registering = Omit<SpecimenAccessioned, 'accession'>
type Registered = Extract<Draft, { type: 'specimen.accessioned' }>

/** A bench's clock may be behind the hospital's by this much before "collected in the future" is refused. */
export const CLOCK_TOLERANCE = 24 * 3_600_000

export function decideAccession(
  world: World,
  act: Act,
  c: CommandOf<'accession'>,
): Result<Draft[], Refusal> {
  const registered = register(world, act, c)
  return registered.ok ? ok([registered.value]) : registered
}

/** Accession and first placement in one act: what a scan of an intake batch asks for. */
export function decideTakeIn(
  world: World,
  act: Act,
  c: CommandOf<'takeIn'>,
): Result<Draft[], Refusal> {
  const registered = register(world, act, c)
  if (!registered.ok) return registered
  const { specimen } = registered.value.data
  const fits = mayHold(world, c.at, { ...c, specimen })
  return fits.ok ? ok([registered.value, stored(specimen, c.at)]) : fits
}

/** All rows or none. A row may lean on an earlier one as its parent. SPE-5 */
export function decideImport(
  world: World,
  act: Act,
  c: CommandOf<'importSpecimens'>,
): Result<Draft[], Refusal> {
  const drafts: Draft[] = []
  const codes = new Set<string>()
  const places = new Map<string, string>()
  const earlier = new Map<string, SpecimenAccessioned>()
  for (const row of c.specimens) {
    if (codes.has(row.code)) return err({ type: 'CodeTwice', code: row.code })
    const registered = register(world, act, row, earlier)
    if (!registered.ok) return registered
    const { data } = registered.value
    codes.add(row.code)
    // Under its own name too: a code that was taken up again keeps the specimen it had.
    earlier.set(row.specimen, data).set(data.specimen, data)
    drafts.push(registered.value)
    if (!row.at) continue
    const taken = places.get(entity.position(row.at))
    if (taken) return placeTwice(world, row.at, taken)
    const fits = mayHold(world, row.at, data)
    if (!fits.ok) return fits
    places.set(entity.position(row.at), row.code)
    drafts.push(stored(data.specimen, row.at))
  }
  return ok(drafts)
}

const placeTwice = (world: World, at: Place, by: string): Result<never, Refusal> =>
  err({ type: 'PlaceTaken', at, name: placeName(world, at), by })

/**
 * What somebody registers here has one of its study's codes (STU-4, STU-5), or one of an issuer that the site knows,
 * which is then recorded with it. SPE-10
 */
export function register(
  world: World,
  act: Act,
  given: Registering,
  earlier: ReadonlyMap<string, SpecimenAccessioned> = new Map(),
): Result<Registered, Refusal> {
  const no = refuseCode(world, given.study, given.code)
  if (no) return err(no)
  const issuer = issuerOf(world, [given.study], given.code)
  const external = issuer === null ? undefined : { issuer, code: given.code }
  return registerAsItIs(world, act, { ...given, external }, earlier)
}

/** Why a tube of a study cannot be registered with a code. SPE-10: one of another issuer's forms it may have. */
export function refuseCode(world: World, study: string, code: string): Refusal | null {
  return issuerOf(world, [study], code) === null ? refuseForm(world, study, code) : null
}

/**
 * SPE-1 a code is bound once, for ever; SPE-2 only the same tube, whose accession was undone, takes it up
 * again; SPE-3 the study and the parent are known; SPE-4 nothing is older than its parent or from the future;
 * SPE-6 nothing comes from itself.
 */
export function registerAsItIs(
  world: World,
  act: Act,
  given: Registering,
  earlier: ReadonlyMap<string, SpecimenAccessioned> = new Map(),
): Result<Registered, Refusal> {
  const again = freeOrAgain(world, given.code)
  if (!again.ok) return again
  const no = refuseRecord(world, act, given, earlier)
  if (no) return err(no)
  const specimen = again.value ?? given.specimen
  const isNew = !world.specimen(given.specimen) && !earlier.has(given.specimen)
  assert(again.value || isNew, 'a new identifier for a specimen')
  const parent = earlier.get(given.parent ?? '')?.specimen ?? given.parent
  const circle = again.value && parent && comesFrom(world, earlier, parent, again.value)
  if (circle) return err({ type: 'OwnAncestor', code: given.code, parent: circle })
  const data = { ...record(given), specimen, parent, accession: act.accession() }
  return ok({
    type: 'specimen.accessioned',
    ents: [
      entity.specimen(specimen),
      entity.code(given.code),
      entity.tube(specimen),
      // So that a visit knows its tubes. STU-13
      ...(given.visit === undefined ? [] : [entity.visit(given.study, given.visit)]),
      // So that a batch knows what was made in it. PRO-4
      ...(given.processing === undefined ? [] : [entity.processing(given.processing)]),
    ],
    data,
  })
}

/**
 * The code of a parent when it is, or comes from, a specimen that is itself taken up again; else null. Only
 * such a one can: nothing was made yet from a new one. SPE-6
 */
function comesFrom(
  world: World,
  earlier: ReadonlyMap<string, SpecimenAccessioned>,
  parent: string,
  specimen: string,
): string | null {
  const seen = new Set<string>()
  let next: string | null = parent
  while (next !== null && !seen.has(next)) {
    if (next === specimen) return (earlier.get(parent) ?? world.specimen(parent))?.code ?? parent
    seen.add(next)
    next = (earlier.get(next) ?? world.specimen(next))?.parent ?? null
  }
  return null
}

/** SPE-7: an accession is gone only when no claim of its tube has a place: one that stands somewhere is not. */
export function shownRecord(
  record: ClaimOf['specimen'] | null,
  claims: readonly Pick<TubeClaim, 'at'>[],
): ClaimOf['specimen'] | null {
  return record?.undone && claims.some(({ at }) => at) ? { ...record, undone: false } : record
}

/**
 * What a code names and what is in use: a specimen whose accession was undone keeps its code only as long
 * as no other has it. More than one is a duplicate. UND-3
 */
export function inUse(world: Pick<World, 'code' | 'specimen'>, code: string): readonly CodeClaim[] {
  return world.code(code).filter(({ of, id }) => of === 'container' || !world.specimen(id)?.undone)
}

/** Null when the code is free, the specimen's id when its accession was undone, else why not. */
function freeOrAgain(world: World, code: string): Result<string | null, Refusal> {
  const taken = inUse(world, code)[0]
  if (!taken) return ok(world.code(code)[0]?.id ?? null)
  const record = taken.of === 'specimen' ? world.specimen(taken.id) : null
  const at = record && world.tube(taken.id).find((claim) => claim.at)?.at
  if (record && at) return alreadyStored(world, record, at)
  return err({ type: 'CodeTaken', code, by: taken.of, id: taken.id })
}

function refuseRecord(
  world: World,
  act: Act,
  given: Registering,
  earlier: ReadonlyMap<string, SpecimenAccessioned>,
): Refusal | null {
  if (!world.study(given.study)) return { type: 'NotFound', what: 'study', id: given.study }
  if (given.collectedAt !== null && given.collectedAt > act.now + CLOCK_TOLERANCE)
    return { type: 'CollectedInFuture', code: given.code }
  if (!given.parent) return null
  const parent = earlier.get(given.parent) ?? world.specimen(given.parent)
  if (!parent) return { type: 'NotFound', what: 'specimen', id: given.parent }
  if ('undone' in parent && parent.undone) return { type: 'Undone', code: parent.code }
  const older =
    given.collectedAt !== null &&
    parent.collectedAt !== null &&
    given.collectedAt < parent.collectedAt
  return older ? { type: 'OlderThanParent', code: given.code, parent: parent.code } : null
}

function record(
  given: Registering,
): Omit<SpecimenAccessioned, 'accession' | 'specimen' | 'parent'> {
  const { code, study, material, tubeType, collectedAt, donor, origin, nanolitres, parentCode } =
    given
  const plain = { code, study, material, tubeType, collectedAt, donor, origin, nanolitres }
  return {
    ...plain,
    ...(parentCode !== undefined && { parentCode }),
    ...origins(given),
  }
}

/** Where it came from and what it was planned as, as far as anybody said. */
function origins({ parents, processing, visit, planned, shipment, external }: Registering) {
  return {
    ...(parents !== undefined && { parents }),
    ...(processing !== undefined && { processing }),
    ...(visit !== undefined && { visit }),
    ...(planned !== undefined && { planned }),
    ...(shipment !== undefined && { shipment }),
    ...(external !== undefined && { external }),
  }
}

/** Takes an accession back; the code stays that tube's. UND-3 */
export function compensateAccession(fact: Draft & { uid: string }): Draft | null {
  if (fact.type !== 'specimen.accessioned') return null
  const { specimen, code } = fact.data
  return {
    type: 'specimen.accession_undone',
    ents: [entity.specimen(specimen), entity.code(code), entity.tube(specimen)],
    data: { specimen, code, undoes: fact.uid },
  }
}
