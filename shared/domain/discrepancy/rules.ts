import { err, ok, type Result } from '../../lib/result.ts'
import type { CommandOf } from '../commands.ts'
import { mayAdd } from '../directory/rules.ts'
import { donorsOf, NEEDS_CONSENT } from '../donor/rules.ts'
import { entity, readEntity, readPlace } from '../entities.ts'
import type { Draft } from '../facts.ts'
import type { Refusal } from '../refusals.ts'
import { saidOf } from '../said.ts'
import type { World } from '../world.ts'
import { amountOf } from './amounts.ts'
import type { DiscrepancyKind, Outcome } from './facts.ts'
import { settleCode } from './settle-code.ts'
import { settlePlace, settleTube } from './settle-place.ts'
import { MOST_EVIDENCE } from './state.ts'

/** DIS-5: what a person may have found to be true, by what disagreed. */
export const OUTCOMES: Readonly<Record<DiscrepancyKind, readonly Outcome['type'][]>> = {
  'tube-in-two-places': ['tube-at', 'tube-elsewhere'],
  'position-contested': ['tube-at', 'tube-elsewhere', 'mis-recorded', 'accepted'],
  'code-twice': ['same-tube', 'code-of', 'accepted'],
  'out-after-withdrawal': ['accepted', 'mis-recorded'],
  'quantity-negative': ['accepted', 'mis-recorded'],
  'thaw-limit': ['accepted', 'mis-recorded'],
  'chain-fork': ['accepted'],
  'clock-suspect': ['accepted'],
  'unknown-event': ['accepted'],
  'cause-lost': ['accepted'],
  'bad-seal': ['accepted'],
  'resolutions-differ': [
    'tube-at',
    'tube-elsewhere',
    'code-of',
    'same-tube',
    'accepted',
    'mis-recorded',
  ],
}

/** DIS-6: what touches the proof, or what a study has, is a manager's to settle. */
export const MANAGED: ReadonlySet<DiscrepancyKind> = new Set<DiscrepancyKind>([
  'code-twice',
  'quantity-negative',
  'chain-fork',
  'clock-suspect',
  'bad-seal',
])

/** The parts of a discrepancy's id. */
export function readDiscrepancy(id: string): { kind: DiscrepancyKind; entity: string } {
  const slash = id.indexOf('/')
  return { kind: id.slice(0, slash) as DiscrepancyKind, entity: id.slice(slash + 1) }
}

export const DIFFER = 'resolutions-differ'
const differOn = (id: string): string => `${DIFFER}/${entity.discrepancy(id)}`

/**
 * One act: whatever makes the outcome true, and that a person found it so. DIS-4: only what the person has
 * seen is settled; who saw something else is asked to look again.
 */
export function decideResolve(
  world: World,
  actor: string,
  c: CommandOf<'resolve'>,
): Result<Draft[], Refusal> {
  const { kind, entity: name } = readDiscrepancy(c.discrepancy)
  const row = world.discrepancy(c.discrepancy)
  if (!row) return err({ type: 'NotFound', what: 'discrepancy', id: c.discrepancy })
  // With nothing to settle, what somebody else has found would be passed over unseen.
  const isSeen = row.basis.length > 0 && sameUids(row.basis, c.basis)
  if (!isSeen) return err({ type: 'ChangedSince', code: saidOf(world, name) })
  const about = kind === DIFFER ? readEntity(name).id : c.discrepancy
  const of = readDiscrepancy(about)
  if (MANAGED.has(kind) || MANAGED.has(of.kind)) {
    const may = mayAdd(world, actor)
    if (!may.ok) return may
  }
  if (!isFit(of.kind, row.state === 'cleared', c.outcome))
    return err({ type: 'OutcomeUnfit', code: saidOf(world, name) })
  const stands = world.discrepancy(about)
  const facts = stands?.holds ? settle(world, of, c) : ok([])
  if (!facts.ok) return facts
  const resolutions = [about, differOn(about)].flatMap((id) => resolved(world, id, c))
  return ok([...facts.value, ...resolutions])
}

/** What has cleared itself needs nobody to say what is true, only that somebody has looked. */
const isFit = (kind: DiscrepancyKind, isCleared: boolean, { type }: Outcome): boolean =>
  OUTCOMES[kind].includes(type) || (isCleared && type === 'accepted')

const sameUids = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.toSorted().join() === b.toSorted().join()

function resolved(world: World, id: string, c: CommandOf<'resolve'>): Draft[] {
  const row = world.discrepancy(id)
  if (!row) return []
  return [
    {
      type: 'discrepancy.resolved',
      ents: [entity.discrepancy(id)],
      data: {
        discrepancy: id,
        kind: readDiscrepancy(id).kind,
        outcome: c.outcome,
        reason: c.reason,
        basis: row.basis.slice(0, MOST_EVIDENCE),
      },
    },
  ]
}

/** The facts that make an outcome true. */
function settle(
  world: World,
  { kind, entity: name }: { kind: DiscrepancyKind; entity: string },
  c: CommandOf<'resolve'>,
): Result<Draft[], Refusal> {
  const { id } = readEntity(name)
  switch (kind) {
    case 'tube-in-two-places':
      return settleTube(world, id, c.outcome)
    case 'position-contested':
      return settlePlace(world, readPlace(id), c.outcome)
    case 'code-twice':
      return settleCode(world, id, c)
    case 'quantity-negative':
    case 'thaw-limit':
      return takeBack(world, id, c)
    default:
      return ok([])
  }
}

/** DIS-10: a use or thaw that never was is taken back. */
function takeBack(
  world: World,
  specimen: string,
  { outcome, mistaken }: CommandOf<'resolve'>,
): Result<Draft[], Refusal> {
  if (outcome.type !== 'mis-recorded' || mistaken === undefined) return ok([])
  const fact = world.amount(specimen).find(({ uid }) => uid === mistaken)
  const draft = fact && compensateAmount(world, fact)
  return draft ? ok([draft]) : err({ type: 'NothingToUndo' })
}

/** The opposite of a use or a thaw, as a new fact; null for any other. */
export function compensateAmount(world: World, fact: Draft & { uid: string }): Draft | null {
  if (fact.type !== 'specimen.used' && fact.type !== 'specimen.thawed') return null
  if (fact.data.undoes !== undefined || isUndone(world, fact.data.specimen, fact.uid)) return null
  const ents = fact.ents
  return fact.type === 'specimen.used'
    ? { type: fact.type, ents, data: { ...fact.data, undoes: fact.uid } }
    : { type: fact.type, ents, data: { ...fact.data, undoes: fact.uid } }
}

function isUndone(world: World, specimen: string, uid: string): boolean {
  return world.amount(specimen).some(({ data }) => 'undoes' in data && data.undoes === uid)
}

/** DIS-9: what is not there cannot be used; the number is refused and never made to fit. */
export function decideUse(world: World, c: CommandOf<'useQuantity'>): Result<Draft[], Refusal> {
  const record = world.specimen(c.specimen)
  if (!record) return err({ type: 'NotFound', what: 'specimen', id: c.specimen })
  if (record.undone) return err({ type: 'Undone', code: record.code })
  const { used } = amountOf(world.amount(c.specimen))
  const left = record.nanolitres === null ? null : Math.max(0, record.nanolitres - used)
  if (left !== null && c.nanolitres > left)
    return err({ type: 'NotEnough', code: record.code, left, asked: c.nanolitres })
  const { specimen, nanolitres, reason } = c
  return ok([
    {
      type: 'specimen.used',
      ents: [entity.amount(specimen)],
      data: { specimen, nanolitres, reason },
    },
  ])
}

/** DIS-9 */
export function decideThaw(world: World, c: CommandOf<'recordThaw'>): Result<Draft[], Refusal> {
  const record = world.specimen(c.specimen)
  if (!record) return err({ type: 'NotFound', what: 'specimen', id: c.specimen })
  if (record.undone) return err({ type: 'Undone', code: record.code })
  const { thaws } = amountOf(world.amount(c.specimen))
  const limit = world.thawLimit(record.study)
  if (limit !== null && thaws >= limit)
    return err({ type: 'ThawLimit', code: record.code, thaws, limit })
  const { specimen } = c
  return ok([{ type: 'specimen.thawed', ents: [entity.amount(specimen)], data: { specimen } }])
}

export function decideThawLimit(
  world: World,
  actor: string,
  { study, thaws }: CommandOf<'setThawLimit'>,
): Result<Draft[], Refusal> {
  const may = mayAdd(world, actor)
  if (!may.ok) return may
  if (!world.study(study)) return err({ type: 'NotFound', what: 'study', id: study })
  return ok([
    { type: 'study.thaw_limit_set', ents: [entity.limits(study)], data: { study, thaws } },
  ])
}

/**
 * DIS-7: an act that lets a specimen go also names its donors, so that it is known ever after whether its
 * writer had heard of a withdrawal, and whether whoever withdrew had heard of it.
 */
export function namingDonors(world: World, drafts: readonly Draft[]): Draft[] {
  return drafts.map((draft) => {
    if (!NEEDS_CONSENT.has(draft.type) || !('specimen' in draft.data)) return draft
    const names = donorsOf(world, draft.data.specimen).map(entity.donor)
    const ents = new Set([...draft.ents, ...names])
    return ents.size === draft.ents.length
      ? draft
      : { ...draft, ents: [...ents].slice(0, MOST_ENTS) }
  })
}

/** An event speaks of no more entities than this. */
const MOST_ENTS = 64
