import { err, ok, type Result } from '../../lib/result.ts'
import type { CommandOf } from '../commands.ts'
import { mayAdd } from '../directory/rules.ts'
import { entity } from '../entities.ts'
import type { Draft, FactType } from '../facts.ts'
import type { Refusal } from '../refusals.ts'
import type { PastFact, World } from '../world.ts'

/** STA-2: what each state forbids, by the fact that an act would bring about. All else stays allowed. */
export const FORBIDS: Readonly<Record<'quarantined' | 'closed', ReadonlySet<FactType>>> = {
  quarantined: new Set<FactType>(['specimen.checked_out', 'specimen.dispatched', 'specimen.used']),
  closed: new Set<FactType>([
    'specimen.checked_out',
    'specimen.dispatched',
    'specimen.used',
    'specimen.thawed',
  ]),
}

/** STA-2 over what a command would bring about; STA-3: nothing new is made of a parent that is held back. */
export function refuseHeldBack(world: World, drafts: readonly Draft[]): Refusal | null {
  for (const draft of drafts) {
    const no = refuseOne(world, draft)
    if (no) return no
  }
  return null
}

function refuseOne(world: World, draft: Draft): Refusal | null {
  const { type, data } = draft
  if ('undoes' in data && data.undoes !== undefined) return null
  if (type === 'specimen.accessioned') {
    for (const parent of parentsOf(data)) {
      const no = heldBack(world, parent, () => true)
      if (no) return no
    }
    return null
  }
  return 'specimen' in data && data.specimen
    ? heldBack(world, data.specimen, (state) => FORBIDS[state].has(type))
    : null
}

const parentsOf = (data: { parent: string | null; parents?: string[] | undefined }) =>
  data.parents ?? (data.parent === null ? [] : [data.parent])

function heldBack(
  world: World,
  specimen: string,
  forbids: (state: 'quarantined' | 'closed') => boolean,
): Refusal | null {
  const { quarantined, closed } = world.status(specimen)
  const code = world.specimen(specimen)?.code ?? specimen
  if (closed !== null && forbids('closed')) return { type: 'Closed', code }
  if (quarantined !== null && forbids('quarantined'))
    return { type: 'Quarantined', code, reason: quarantined }
  return null
}

type Step = 'quarantine' | 'release' | 'close' | 'reopen'

/** STA-4: anybody may hold back or close; STA-5: only a manager lets go of what was held back. */
export function decideStatus(
  world: World,
  actor: string,
  c: CommandOf<Step>,
): Result<Draft[], Refusal> {
  const record = world.specimen(c.specimen)
  if (!record) return err({ type: 'NotFound', what: 'specimen', id: c.specimen })
  if (record.undone) return err({ type: 'Undone', code: record.code })
  if (c.type === 'release') {
    const may = mayAdd(world, actor)
    if (!may.ok) return may
  }
  const { quarantined, closed } = world.status(c.specimen)
  const { code } = record
  if (c.type === 'release' && quarantined === null) return err({ type: 'NotHeldBack', code })
  if (c.type === 'reopen' && closed === null) return err({ type: 'NotHeldBack', code })
  if (c.type === 'close' && closed !== null) return err({ type: 'Closed', code })
  return ok([statusDraft(c)])
}

function statusDraft(c: CommandOf<Step>): Draft {
  const { specimen } = c
  const ents = [entity.status(specimen)]
  switch (c.type) {
    case 'quarantine':
      return { type: 'specimen.quarantined', ents, data: { specimen, reason: c.reason } }
    case 'release':
      return { type: 'specimen.released', ents, data: { specimen, reason: c.reason } }
    case 'close':
      return { type: 'specimen.closed', ents, data: { specimen, why: c.why, reason: c.reason } }
    case 'reopen':
      return { type: 'specimen.reopened', ents, data: { specimen, reason: c.reason } }
  }
}

/** STA-6: who put a specimen into quarantine by mistake takes that back; of others only who may let go. */
export function refuseLetGo(
  world: World,
  actor: string,
  facts: readonly PastFact[],
): Refusal | null {
  const isOthers = facts.some(
    (fact) => fact.type === 'specimen.quarantined' && fact.actor !== actor,
  )
  const may = isOthers ? mayAdd(world, actor) : ok(null)
  return may.ok ? null : may.error
}

/** A closing is taken back by opening again, a quarantine by letting go. UND-1 */
export function compensateStatus(world: World, fact: PastFact): Draft | null {
  if (fact.type === 'specimen.quarantined') return letGo(world, fact)
  if (fact.type !== 'specimen.closed') return null
  const { specimen } = fact.data
  return {
    type: 'specimen.reopened',
    ents: fact.ents,
    data: { specimen, reason: null, undoes: fact.uid },
  }
}

/** One that was said over another is not taken back: what had held the specimen before would be gone with it. */
function letGo(
  world: World,
  { data, ents, uid, base }: PastFact & { type: 'specimen.quarantined' },
): Draft | null {
  const { specimen, reason } = data
  const seen = base[entity.status(specimen)] ?? []
  if (seen.some((one) => world.fact(one)?.type !== 'specimen.released')) return null
  return { type: 'specimen.released', ents, data: { specimen, reason, undoes: uid } }
}
