import type { BenchIncarnated, ChainEnd, IncidentRecorded } from '#shared/domain/keeping/facts.ts'
import { chainName, readChainName, withoutBranch } from '#shared/ledger/chain.ts'
import { assert } from '#shared/lib/assert.ts'
import type { StoreContext } from './context.ts'
import { carryOut, installOf, nameKey, SETUP_VIA } from './found.ts'
import { doubtJobs } from './labels/queue.ts'
import { ownChain } from './ledger.ts'
import { setMeta } from './meta.ts'
import { transact, type WriteDb } from './open.ts'
import { statement } from './sql.ts'

export type Incident = Omit<IncidentRecorded, 'incident'>

/**
 * Begins a new life of this bench: a chain of its own whose first events name the key, the chain before
 * and what happened. KEE-3, KEE-4. `above` is the highest incarnation that is known from elsewhere, as
 * from a ledger that was put aside. Answers the new chain's name.
 */
export function incarnate(
  store: StoreContext,
  reason: BenchIncarnated['reason'],
  incident: Incident,
  above = 0,
): string {
  return transact(store.db, () => {
    const life = beginLife(store, above)
    tellLife(store, life, reason, incident)
    return life.chain
  })
}

/** A life that has begun and has recorded nothing yet. */
export interface Life {
  readonly chain: string
  /** Where the chain before ended. */
  readonly previous: ChainEnd | null
}

/** From here on what this bench records goes into a chain of its own, which is empty. Within a transaction. */
export function beginLife({ db, newId }: StoreContext, above = 0): Life {
  const before = ownChain(db)
  assert(before, 'a ledger that has been started')
  const known = readChainName(before.name)
  assert(known, 'a chain with a name')
  const incarnation = nextIncarnation(Math.max(highestLife(db), above), newId)
  const chain = chainName({ ...known, incarnation })
  statement(db, 'INSERT INTO chain(name, own) VALUES (?, 1)').run(chain)
  setMeta(db, 'incarnation', String(incarnation))
  doubtJobs(db)
  return { chain, previous: before.head && { chain: before.name, ...before.head } }
}

/** The first events of a life: the key, the chain before, and what happened. */
export function tellLife(
  store: StoreContext,
  { chain, previous }: Life,
  reason: BenchIncarnated['reason'],
  incident: Incident,
): void {
  const { newId } = store
  nameKey(store)
  const bench = installOf(store)
  carryOut(store, [
    { type: 'incarnate', id: newId(), via: SETUP_VIA, bench, chain, reason, previous },
    { type: 'recordIncident', id: newId(), via: SETUP_VIA, incident: newId(), ...incident },
  ])
}

/** Of those that the ledger knows of, which need not be the present one. */
function highestLife(db: WriteDb): number {
  const names = statement(db, 'SELECT name FROM chain WHERE own = 1').pluck().all() as string[]
  return Math.max(...names.map((name) => readChainName(withoutBranch(name))?.incarnation ?? 0))
}

/**
 * Higher than every one that is known, and by chance: a life between that nobody here remembers must not
 * have had the same.
 */
function nextIncarnation(known: number, newId: () => string): number {
  const chance = Number.parseInt(newId().replaceAll('-', '').slice(-5), 16)
  return known + 1 + (chance % 100_000)
}
