import { err, ok, type Result } from '../../lib/result.ts'
import type { CommandOf } from '../commands.ts'
import { compensateAmount } from '../discrepancy/rules.ts'
import { entity } from '../entities.ts'
import type { Draft, Fact } from '../facts.ts'
import { compensateProcessing, staysWithOthers, untold } from '../processing/rules.ts'
import type { Refusal } from '../refusals.ts'
import { saidOf } from '../said.ts'
import { compensateItem, refuseItem } from '../shipment/rules.ts'
import { compensateRelabelling } from '../specimen/relabel.ts'
import { compensateAccession } from '../specimen/rules.ts'
import { compensateStatus } from '../status/rules.ts'
import { compensateTube, mayHold } from '../tube/rules.ts'
import type { PastFact, World } from '../world.ts'

/** Undo takes the facts of one command back, last first, each as a new fact. UND-1 */
export function decideUndo(
  world: World,
  c: Pick<CommandOf<'undo'>, 'command'>,
): Result<Draft[], Refusal> {
  const all = world.command(c.command)
  const together = registeredBy(all)
  const facts = all.filter((fact) => !staysWithOthers(world, fact, together))
  if (facts.length === 0) return err({ type: 'NothingToUndo' })
  const drafts: Draft[] = []
  for (const fact of facts.toReversed()) {
    if (fact.type === 'discrepancy.resolved') return err(settled(world, fact))
    const draft =
      compensateTube(world, fact) ??
      compensateAccession(fact) ??
      compensateAmount(world, fact) ??
      compensateStatus(world, fact) ??
      compensateItem(world, fact) ??
      compensateProcessing(fact) ??
      compensateRelabelling(fact)
    if (!draft) return err({ type: 'NothingToUndo' })
    drafts.push(draft)
  }
  drafts.push(...untold(world, all, together))
  const no =
    refuseChanged(world, facts) ?? refuseSettled(world, facts) ?? refuseParents(world, facts)
  return no ? err(no) : ok(drafts)
}

/** The specimens that were registered by some facts. */
const registeredBy = (facts: readonly Fact[]): ReadonlySet<string> =>
  new Set(facts.flatMap(({ type, data }) => (type === 'specimen.accessioned' ? data.specimen : [])))

/** UND-4: what has moved on since is not undone blindly, whichever thing of the command it is. */
function refuseChanged(world: World, facts: readonly Fact[]): Refusal | null {
  const lastOfTube = new Map<string, Fact>()
  const own = new Set(facts.map(({ uid }) => uid))
  for (const fact of facts) {
    if ('specimen' in fact.data && isOfTube(fact, fact.data.specimen))
      lastOfTube.set(fact.data.specimen, fact)
    const no = refuseOther(world, fact, own)
    if (no) return no
  }
  for (const last of lastOfTube.values()) {
    const no = refuseTube(world, last)
    if (no) return no
  }
  return null
}

/** What was used, thawed, closed or labelled stays so wherever the tube has gone since. DIS-10 */
const isOfTube = ({ ents }: Fact, specimen: string): boolean => ents.includes(entity.tube(specimen))

/**
 * UND-4 of a closing, a quarantine, a label, an item of a consignment, and of a record that is held back since.
 * `own`: all that the same act has said.
 */
function refuseOther(world: World, fact: Fact, own: ReadonlySet<string>): Refusal | null {
  if (fact.type === 'shipment.item_received') return refuseItem(world, fact)
  if (!('specimen' in fact.data) || isStill(world, fact, own)) return null
  const { specimen } = fact.data
  return { type: 'ChangedSince', code: world.specimen(specimen)?.code ?? specimen }
}

/** Whether nothing else was said since of what a fact said. Where its tube is counts apart. */
function isStill(world: World, fact: Fact, own: ReadonlySet<string>): boolean {
  switch (fact.type) {
    case 'specimen.quarantined':
    case 'specimen.closed': {
      const { uids } = world.status(fact.data.specimen)
      return uids.length === 1 && uids[0] === fact.uid
    }
    case 'specimen.relabelled':
      return world.specimen(fact.data.specimen)?.code === fact.data.code
    case 'specimen.accessioned': {
      const { quarantined, closed, uids } = world.status(fact.data.specimen)
      return (quarantined === null && closed === null) || uids.every((uid) => own.has(uid))
    }
    default:
      return true
  }
}

/** DIS-12 */
function settled(world: World, { data }: Fact & { type: 'discrepancy.resolved' }): Refusal {
  return {
    type: 'SettledDispute',
    code: saidOf(world, entity.discrepancy(data.discrepancy)),
  }
}

function refuseTube(world: World, last: Fact): Refusal | null {
  if (!('specimen' in last.data)) return { type: 'NothingToUndo' }
  const record = world.specimen(last.data.specimen)
  if (!record) return { type: 'NotFound', what: 'specimen', id: last.data.specimen }
  const claims = world.tube(last.data.specimen)
  const isRelabelled = last.type === 'specimen.accessioned' && last.data.code !== record.code
  if (claims.length !== 1 || claims[0]!.uid !== last.uid || isRelabelled)
    return { type: 'ChangedSince', code: record.code }
  if (last.type !== 'specimen.moved' && last.type !== 'specimen.returned') return null
  const back = mayHold(world, last.data.from, record)
  return back.ok ? null : back.error
}

/**
 * UND-5: an act that saw several claims of a tube made one of them. Its opposite could bring back only one,
 * and the other, with whoever rests on it, would be gone unsettled.
 */
function refuseSettled(world: World, facts: readonly PastFact[]): Refusal | null {
  for (const { type, data, base } of facts) {
    if (!SETTLING.has(type) || !('specimen' in data)) continue
    if ((base[entity.tube(data.specimen)]?.length ?? 0) > 1)
      return { type: 'SettledDispute', code: world.specimen(data.specimen)?.code ?? '?' }
  }
  return null
}

const SETTLING: ReadonlySet<Fact['type']> = new Set([
  'specimen.accessioned',
  'specimen.moved',
  'specimen.returned',
])

/** UND-6: what others were made from stays on the record, unless they are taken back with it. */
function refuseParents(world: World, facts: readonly Fact[]): Refusal | null {
  const records = facts.filter((fact) => fact.type === 'specimen.accessioned')
  const together = registeredBy(facts)
  for (const { data } of records) {
    const child = world.children(data.specimen).find((id) => !together.has(id))
    if (child)
      return { type: 'HasChildren', code: data.code, child: world.specimen(child)?.code ?? child }
  }
  return null
}
