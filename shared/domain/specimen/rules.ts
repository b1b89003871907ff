import { err, ok, type Result } from '../../lib/result.ts'
import type { Act, CommandOf } from '../commands.ts'
import { entity } from '../entities.ts'
import type { Draft } from '../facts.ts'
import type { Refusal } from '../refusals.ts'
import { alreadyStored, mayHold, stored } from '../tube/rules.ts'
import type { World } from '../world.ts'
import type { SpecimenAccessioned } from './facts.ts'

type Registering = Omit<SpecimenAccessioned, 'accession'>

/** A bench's clock may be behind the hospital's by this much before "collected in the future" is refused. */
const CLOCK_TOLERANCE = 24 * 3_600_000

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
  const fits = mayHold(world, c.at, c)
  if (!fits.ok) return fits
  return ok([
    registered.value,
    stored((registered.value.data as SpecimenAccessioned).specimen, c.at),
  ])
}

/** All rows or none. A row may lean on an earlier one as its parent. SPE-5 */
export function decideImport(
  world: World,
  act: Act,
  c: CommandOf<'importSpecimens'>,
): Result<Draft[], Refusal> {
  const drafts: Draft[] = []
  const codes = new Set<string>()
  const places = new Set<string>()
  const earlier = new Map<string, Registering>()
  for (const row of c.specimens) {
    if (codes.has(row.code)) return err({ type: 'CodeTwice', code: row.code })
    const registered = register(world, act, row, earlier)
    if (!registered.ok) return registered
    codes.add(row.code)
    earlier.set(row.specimen, row)
    drafts.push(registered.value)
    if (!row.at) continue
    const name = entity.position(row.at)
    if (places.has(name)) return err({ type: 'PlaceTaken', at: row.at, name, by: row.code })
    const fits = mayHold(world, row.at, row)
    if (!fits.ok) return fits
    places.add(name)
    drafts.push(stored(row.specimen, row.at))
  }
  return ok(drafts)
}

/**
 * SPE-1 a code is bound once, for ever; SPE-2 only the same tube, whose accession was undone, takes it up
 * again; SPE-3 the study and the parent are known; SPE-4 nothing is older than its parent or from the future.
 */
function register(
  world: World,
  act: Act,
  given: Registering,
  earlier: ReadonlyMap<string, Registering> = new Map(),
): Result<Draft, Refusal> {
  const again = freeOrAgain(world, given.code)
  if (!again.ok) return again
  const no = refuseRecord(world, act, given, earlier)
  if (no) return err(no)
  const specimen = again.value ?? given.specimen
  const data: SpecimenAccessioned = { ...record(given), specimen, accession: act.accession() }
  return ok({
    type: 'specimen.accessioned',
    ents: [entity.specimen(specimen), entity.code(given.code), entity.tube(specimen)],
    data,
  })
}

/** Null when the code is free, the specimen's id when its accession was undone, else why not. */
function freeOrAgain(world: World, code: string): Result<string | null, Refusal> {
  const bound = world.code(code)[0]
  if (!bound) return ok(null)
  const record = bound.of === 'specimen' ? world.specimen(bound.id) : null
  if (record?.undone) return ok(bound.id)
  const at = record && world.tube(bound.id)[0]?.at
  if (record && at) return alreadyStored(world, record, at)
  return err({ type: 'CodeTaken', code, by: bound.of, id: bound.id })
}

function refuseRecord(
  world: World,
  act: Act,
  given: Registering,
  earlier: ReadonlyMap<string, Registering>,
): Refusal | null {
  if (!world.study(given.study)) return { type: 'NotFound', what: 'study', id: given.study }
  if (given.collectedAt !== null && given.collectedAt > act.now + CLOCK_TOLERANCE)
    return { type: 'CollectedInFuture', code: given.code }
  if (!given.parent) return null
  const parent = earlier.get(given.parent) ?? world.specimen(given.parent)
  if (!parent) return { type: 'NotFound', what: 'specimen', id: given.parent }
  const older =
    given.collectedAt !== null &&
    parent.collectedAt !== null &&
    given.collectedAt < parent.collectedAt
  return older ? { type: 'OlderThanParent', code: given.code, parent: parent.code } : null
}

function record(given: Registering): Omit<SpecimenAccessioned, 'accession' | 'specimen'> {
  const { code, study, material, tubeType, collectedAt, donor, origin, parent, nanolitres } = given
  return { code, study, material, tubeType, collectedAt, donor, origin, parent, nanolitres }
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
