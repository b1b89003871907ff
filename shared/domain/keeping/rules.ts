import { ok, type Result } from '../../lib/result.ts'
import type { CommandOf } from '../commands.ts'
import { entity } from '../entities.ts'
import type { Draft, FactType } from '../facts.ts'
import type { Refusal } from '../refusals.ts'

/** KEE-1: what says who may sign, who may act, what was annulled or lost is signed by itself. */
export const REGULATED: ReadonlySet<FactType> = new Set<FactType>([
  'site.founded',
  'bench.added',
  'person.added',
  'bench.key_added',
  'bench.incarnated',
  'ledger.incident_recorded',
  'specimen.accession_undone',
  'donor.withdrawn',
  'donor.erased',
  'specimen.dispatched',
  'specimen.arrived',
  'donor.withdrawn',
  'donor.erased',
  'discrepancy.resolved',
])

/** KEE-2: a bench names its key in its own chain before it signs with it. */
export function decideKey(c: CommandOf<'addKey'>): Result<Draft[], Refusal> {
  const { bench, key, protection } = c
  const data = { bench, key, protection }
  return ok([{ type: 'bench.key_added', ents: [entity.key(key)], data }])
}

/** KEE-3: a chain that another life of the bench may have gone on with is never continued. */
export function decideIncarnation(c: CommandOf<'incarnate'>): Result<Draft[], Refusal> {
  const { bench, chain, reason, previous } = c
  const data = { bench, chain, reason, previous }
  return ok([{ type: 'bench.incarnated', ents: [entity.chain(chain)], data }])
}

/** KEE-4: damage and what was lost by it are facts of the ledger. */
export function decideIncident(c: CommandOf<'recordIncident'>): Result<Draft[], Refusal> {
  const { incident, kind, found, aside, sources, proven, lost, by } = c
  const data = { incident, kind, found, aside, sources, proven, lost, ...(by && { by }) }
  return ok([{ type: 'ledger.incident_recorded', ents: [entity.incident(incident)], data }])
}
