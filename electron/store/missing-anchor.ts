import type { Command } from '#shared/domain/commands.ts'
import type { StoreContext } from './context.ts'
import { carryOut, SETUP_VIA } from './found.ts'
import { type Incident, incarnate } from './incarnate.ts'
import { ownChain } from './ledger.ts'
import { transact } from './open.ts'
import { getCursor } from './sync/cursor.ts'

const INCIDENT: Incident = {
  kind: 'anchor-missing',
  found: ['anchor: Missing'],
  aside: null,
  sources: [],
  proven: [],
  lost: [],
}

/**
 * Records that the anchor was taken away: from here back nobody can say whether the ledger's end is all
 * that there was. A bench that a service knows may have handed over more, so it does not go on with its
 * chain, but with a new one: what it had would otherwise be forked by this very event. KEE-4, KEE-5
 */
export function recordMissingAnchor(store: StoreContext): void {
  const present = ownChain(store.db)
  if (!present?.head) return
  const incident = { ...INCIDENT, proven: [{ chain: present.name, ...present.head }] }
  if (getCursor(store.db)) incarnate(store, 'rolled-back', incident)
  else transact(store.db, () => carryOut(store, [recordOf(store, incident)]))
}

const recordOf = ({ newId }: StoreContext, incident: Incident): Command => ({
  type: 'recordIncident',
  id: newId(),
  via: SETUP_VIA,
  incident: newId(),
  ...incident,
})
