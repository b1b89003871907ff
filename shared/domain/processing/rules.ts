import { err, ok, type Result } from '../../lib/result.ts'
import type { Act, CommandOf } from '../commands.ts'
import { placeName } from '../container/rules.ts'
import { amountOf } from '../discrepancy/amounts.ts'
import { donorsOf } from '../donor/rules.ts'
import { entity } from '../entities.ts'
import type { Draft } from '../facts.ts'
import type { Refusal } from '../refusals.ts'
import { CLOCK_TOLERANCE, register } from '../specimen/rules.ts'
import { agree, mayHold, stored } from '../tube/rules.ts'
import type { World } from '../world.ts'
import type { ProcessingRecorded } from './facts.ts'

type Part = { readonly specimen: string; readonly take: number | null }

/** PRO-1: one child of one parent, and what the parent gave for it, in one act. */
export function decideChild(
  world: World,
  act: Act,
  c: CommandOf<'makeChild'>,
): Result<Draft[], Refusal> {
  const no = refuseTimes(act.now, c.processing, world.specimen(c.parent))
  if (no) return err(no)
  const given = takeFrom(world, [{ specimen: c.parent, take: c.take }])
  if (!given.ok) return given
  return childOf(world, act, c, given.value, { parent: c.parent })
}

/**
 * PRO-7: the children of a whole rack in one act, all or none. What a parent gives is counted over all of them,
 * and no code and no position is given twice.
 */
export function decideChildren(
  world: World,
  act: Act,
  c: CommandOf<'makeChildren'>,
): Result<Draft[], Refusal> {
  const { id, via, processing } = c
  const drafts: Draft[] = []
  const taken = new Map<string, number>()
  const seen = new Set<string>()
  for (const part of c.parts) {
    const twice = givenTwice(world, part, seen)
    if (twice) return err(twice)
    const sum = (taken.get(part.parent) ?? 0) + (part.take ?? 0)
    taken.set(part.parent, sum)
    const enough = takeFrom(world, [{ specimen: part.parent, take: sum === 0 ? null : sum }])
    if (!enough.ok) return enough
    const made = decideChild(world, act, { type: 'makeChild', id, via, processing, ...part })
    if (!made.ok) return made
    drafts.push(...made.value.filter((draft) => isFirst(draft, drafts)))
  }
  return ok(drafts)
}

type RackPart = CommandOf<'makeChildren'>['parts'][number]

function givenTwice(world: World, { child, at }: RackPart, seen: Set<string>): Refusal | null {
  if (seen.has(entity.code(child.code))) return { type: 'CodeTwice', code: child.code }
  seen.add(entity.code(child.code))
  if (!at) return null
  if (seen.has(entity.position(at)))
    return { type: 'PlaceTaken', at, name: placeName(world, at), by: child.code }
  seen.add(entity.position(at))
  return null
}

/** What is told of the batch, and that a parent is closed, is told once. PRO-4, PRO-5 */
const isFirst = ({ type, ents }: Draft, drafts: readonly Draft[]): boolean =>
  (type !== 'processing.recorded' && type !== 'specimen.closed') ||
  !drafts.some((draft) => draft.type === type && draft.ents[0] === ents[0])

/** PRO-6: nothing ends before it begins, lies in the future, or was done to what was not yet collected. */
export function refuseTimes(
  now: number,
  { startedAt, endedAt }: Pick<ProcessingRecorded, 'startedAt' | 'endedAt'>,
  parent: { readonly code: string; readonly collectedAt: number | null } | null,
): Refusal | null {
  if (startedAt !== null && endedAt !== null && endedAt < startedAt)
    return { type: 'TimesCross', how: 'ended-before-started', code: null }
  if (Math.max(startedAt ?? 0, endedAt ?? 0) > now + CLOCK_TOLERANCE)
    return { type: 'TimesCross', how: 'in-future', code: null }
  const first = startedAt ?? endedAt
  if (parent && parent.collectedAt !== null && first !== null && first < parent.collectedAt)
    return { type: 'TimesCross', how: 'before-collected', code: parent.code }
  return null
}

/** PRO-2: one child of several parents. */
export function decidePool(world: World, act: Act, c: CommandOf<'pool'>): Result<Draft[], Refusal> {
  for (const { specimen } of c.parents) {
    const no = refuseTimes(act.now, c.processing, world.specimen(specimen))
    if (no) return err(no)
  }
  const given = takeFrom(world, c.parents)
  if (!given.ok) return given
  const parents = c.parents.map(({ specimen }) => specimen)
  return childOf(world, act, c, given.value, { parent: null, parents })
}

/**
 * PRO-3: what is not there cannot be given; the number is refused and never made to fit. DON-2: nothing is made of
 * what a donor has withdrawn, also where nobody measures what it gives.
 */
function takeFrom(world: World, parts: readonly Part[]): Result<Draft[], Refusal> {
  const drafts: Draft[] = []
  for (const { specimen, take } of parts) {
    const record = world.specimen(specimen)
    if (!record) return err({ type: 'NotFound', what: 'specimen', id: specimen })
    if (record.undone) return err({ type: 'Undone', code: record.code })
    const donor = donorsOf(world, specimen).find((one) => world.donor(one).withdrawn)
    if (donor !== undefined) return err({ type: 'ConsentWithdrawn', code: record.code, donor })
    const claims = world.tube(specimen)
    // Between the choice of a parent and its child another bench may have been heard of. PRO-8
    if (claims.some(({ state }) => state === 'dispatched'))
      return err({ type: 'NotStored', code: record.code })
    if (!agree(claims)) return err({ type: 'Disputed', code: record.code })
    if (take === null) continue
    const { used } = amountOf(world.amount(specimen))
    const left = record.nanolitres === null ? null : Math.max(0, record.nanolitres - used)
    if (left !== null && take > left)
      return err({ type: 'NotEnough', code: record.code, left, asked: take })
    drafts.push({
      type: 'specimen.used',
      ents: [entity.amount(specimen)],
      data: { specimen, nanolitres: take, reason: null },
    })
  }
  return ok(drafts)
}

function childOf(
  world: World,
  act: Act,
  c: CommandOf<'makeChild' | 'pool'>,
  given: readonly Draft[],
  from: { parent: string | null; parents?: string[] },
): Result<Draft[], Refusal> {
  const { processing, child, at } = c
  const registered = register(world, act, {
    ...child,
    ...from,
    processing: processing.processing,
  })
  if (!registered.ok) return registered
  const { data } = registered.value
  const fits = at && mayHold(world, at, data)
  if (fits && !fits.ok) return fits
  return ok([
    ...batch(world, processing),
    registered.value,
    ...given,
    ...(at ? [stored(data.specimen, at)] : []),
    ...closings(world, c),
  ])
}

/** PRO-5: a parent of which nothing is left is closed with the child that took the last of it. */
function closings(world: World, c: CommandOf<'makeChild' | 'pool'>): Draft[] {
  if (!c.closes) return []
  const parents = c.type === 'pool' ? c.parents.map(({ specimen }) => specimen) : [c.parent]
  const why = c.type === 'pool' ? 'pooled' : 'all-aliquoted'
  return parents
    .filter((specimen) => world.status(specimen).closed === null)
    .map((specimen) => ({
      type: 'specimen.closed',
      ents: [entity.status(specimen)],
      data: { specimen, why, reason: null },
    }))
}

/** PRO-4: what was done to a batch is told once, with its first child. */
function batch(world: World, processing: ProcessingRecorded): Draft[] {
  const known = world.processing(processing.processing)
  if (known && !known.undone) return []
  const ents = [entity.processing(processing.processing)]
  return [{ type: 'processing.recorded', ents, data: processing }]
}

/** Whether others were made in the batch as well, beside what is taken back: then it has been. PRO-4 */
export function staysWithOthers(world: World, fact: Draft, together: ReadonlySet<string>): boolean {
  if (fact.type !== 'processing.recorded') return false
  return world.made(fact.data.processing).some((specimen) => !together.has(specimen))
}

/** The last child that is left takes what an earlier one had told of the batch with it. PRO-4 */
export function untold(
  world: World,
  facts: readonly Draft[],
  together: ReadonlySet<string>,
): Draft[] {
  return [...batchesOf(facts)].flatMap((processing): Draft[] => {
    const known = world.processing(processing)
    const isLeft = world.made(processing).some((specimen) => !together.has(specimen))
    if (!known || known.undone || isLeft) return []
    const ents = [entity.processing(processing)]
    return [{ type: 'processing.undone', ents, data: { processing, undoes: known.uid } }]
  })
}

/** The batches in which something was made by acts that did not tell of them themselves. */
function batchesOf(facts: readonly Draft[]): ReadonlySet<string> {
  const made = facts.flatMap(({ type, data }) =>
    type === 'specimen.accessioned' ? (data.processing ?? []) : [],
  )
  const told = new Set(
    facts.flatMap(({ type, data }) => (type === 'processing.recorded' ? data.processing : [])),
  )
  return new Set(made.filter((processing) => !told.has(processing)))
}

/** The only child taken back takes what was told of the batch with it. PRO-4 */
export function compensateProcessing(fact: Draft & { uid: string }): Draft | null {
  if (fact.type !== 'processing.recorded') return null
  const { processing } = fact.data
  return { type: 'processing.undone', ents: fact.ents, data: { processing, undoes: fact.uid } }
}
