import { err, ok, type Result } from '../../lib/result.ts'
import type { CommandOf } from '../commands.ts'
import { entity } from '../entities.ts'
import type { Draft } from '../facts.ts'
import type { Refusal } from '../refusals.ts'
import { inUse } from '../specimen/rules.ts'
import { refuseForm } from '../study/identifiers.ts'
import type { World } from '../world.ts'
import { takenOut } from './settle-place.ts'

/**
 * DIS-11: one code on two records. Either they are one tube, registered twice: then one record goes on and
 * the others are taken back. Or two tubes carry it: one keeps it, and each other one gets a label of its own,
 * which has just been stuck on it and scanned. A code stays bound for ever.
 */
export function settleCode(
  world: World,
  code: string,
  { outcome, labels = [], basis }: CommandOf<'resolve'>,
): Result<Draft[], Refusal> {
  if (outcome.type === 'accepted') return ok([])
  const named = inUse(world, code).filter(({ of }) => of === 'specimen')
  const specimens = [...new Set(named.map(({ id }) => id))]
  if (!('specimen' in outcome) || !specimens.includes(outcome.specimen))
    return err({ type: 'OutcomeUnfit', code })
  const { specimen: keeper } = outcome
  const others = specimens.filter((id) => id !== keeper)
  const settled =
    outcome.type === 'same-tube'
      ? takeBack(world, code, others, basis)
      : relabel(world, code, others, labels)
  if (!settled.ok) return settled
  // Of more than two, the last word on the code must be whose it is.
  const last = others.length > 1 ? [relabelled(keeper, code, code)] : []
  return ok([...settled.value, ...last])
}

function takeBack(
  world: World,
  code: string,
  others: readonly string[],
  basis: readonly string[],
): Result<Draft[], Refusal> {
  const drafts: Draft[] = []
  for (const specimen of others) {
    const child = world.children(specimen)[0]
    if (child)
      return err({ type: 'HasChildren', code, child: world.specimen(child)?.code ?? child })
    drafts.push(...takenOut(world, specimen), {
      type: 'specimen.accession_undone',
      ents: [entity.specimen(specimen), entity.code(code), entity.tube(specimen)],
      data: { specimen, code, undoes: registrationOf(world, specimen, basis) },
    })
  }
  return ok(drafts)
}

/** The event that registered a specimen, among those that disagree about its code. */
function registrationOf(world: World, specimen: string, basis: readonly string[]): string {
  for (const uid of basis) {
    const fact = world.fact(uid)
    if (!fact || !('specimen' in fact.data) || fact.data.specimen !== specimen) continue
    return fact.type === 'specimen.accession_undone' ? fact.data.undoes : uid
  }
  return basis[0]!
}

function relabel(
  world: World,
  code: string,
  others: readonly string[],
  labels: NonNullable<CommandOf<'resolve'>['labels']>,
): Result<Draft[], Refusal> {
  const drafts: Draft[] = []
  const given = new Set<string>()
  for (const specimen of others) {
    const label = labels.find((one) => one.specimen === specimen)?.code
    if (label === undefined) return err({ type: 'OutcomeUnfit', code })
    const taken = world.code(label)[0]
    if (taken) return err({ type: 'CodeTaken', code: label, by: taken.of, id: taken.id })
    if (given.has(label)) return err({ type: 'CodeTwice', code: label })
    const no = refuseForm(world, world.specimen(specimen)?.study ?? '', label)
    if (no) return err(no)
    given.add(label)
    drafts.push(relabelled(specimen, label, code))
  }
  return ok(drafts)
}

function relabelled(specimen: string, code: string, before: string): Draft {
  const codes = new Set([entity.code(code), entity.code(before)])
  return {
    type: 'specimen.relabelled',
    ents: [entity.specimen(specimen), ...codes],
    data: { specimen, code, before },
  }
}
