import { err, ok, type Result } from '../../lib/result.ts'
import type { Act, CommandOf } from '../commands.ts'
import { amountOf } from '../discrepancy/amounts.ts'
import { entity } from '../entities.ts'
import type { Draft } from '../facts.ts'
import type { Refusal } from '../refusals.ts'
import { register } from '../specimen/rules.ts'
import { mayHold, stored } from '../tube/rules.ts'
import type { World } from '../world.ts'
import type { ProcessingRecorded } from './facts.ts'

type Part = { readonly specimen: string; readonly take: number | null }

/** PRO-1: one child of one parent, and what the parent gave for it, in one act. */
export function decideChild(
  world: World,
  act: Act,
  c: CommandOf<'makeChild'>,
): Result<Draft[], Refusal> {
  const given = takeFrom(world, [{ specimen: c.parent, take: c.take }])
  if (!given.ok) return given
  return childOf(world, act, c, given.value, { parent: c.parent })
}

/** PRO-2: one child of several parents. */
export function decidePool(world: World, act: Act, c: CommandOf<'pool'>): Result<Draft[], Refusal> {
  const given = takeFrom(world, c.parents)
  if (!given.ok) return given
  const parents = c.parents.map(({ specimen }) => specimen)
  return childOf(world, act, c, given.value, { parent: null, parents })
}

/** PRO-3: what is not there cannot be given; the number is refused and never made to fit. */
function takeFrom(world: World, parts: readonly Part[]): Result<Draft[], Refusal> {
  const drafts: Draft[] = []
  for (const { specimen, take } of parts) {
    const record = world.specimen(specimen)
    if (!record) return err({ type: 'NotFound', what: 'specimen', id: specimen })
    if (record.undone) return err({ type: 'Undone', code: record.code })
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

/** The only child taken back takes what was told of the batch with it. PRO-4 */
export function compensateProcessing(fact: Draft & { uid: string }): Draft | null {
  if (fact.type !== 'processing.recorded') return null
  const { processing } = fact.data
  return { type: 'processing.undone', ents: fact.ents, data: { processing, undoes: fact.uid } }
}
