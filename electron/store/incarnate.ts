import type { BenchIncarnated, IncidentRecorded } from '#shared/domain/keeping/facts.ts'
import { chainName, readChainName } from '#shared/ledger/chain.ts'
import { assert } from '#shared/lib/assert.ts'
import type { StoreContext } from './context.ts'
import { carryOut, installOf, nameKey, SETUP_VIA } from './found.ts'
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
  const { db, newId } = store
  return transact(db, () => {
    const before = ownChain(db)
    assert(before, 'a ledger that has been started')
    const known = readChainName(before.name)
    assert(known, 'a chain with a name')
    const incarnation = nextIncarnation(Math.max(highestLife(db), above), newId)
    const chain = chainName({ ...known, incarnation })
    statement(db, 'INSERT INTO chain(name, own) VALUES (?, 1)').run(chain)
    setMeta(db, 'incarnation', String(incarnation))
    nameKey(store)
    const bench = installOf(store)
    const previous = before.head && { chain: before.name, ...before.head }
    carryOut(store, [
      { type: 'incarnate', id: newId(), via: SETUP_VIA, bench, chain, reason, previous },
      { type: 'recordIncident', id: newId(), via: SETUP_VIA, incident: newId(), ...incident },
    ])
    return chain
  })
}

/** Of those that the ledger knows of, which need not be the present one. */
function highestLife(db: WriteDb): number {
  const names = statement(db, 'SELECT name FROM chain WHERE own = 1').pluck().all() as string[]
  return Math.max(...names.map((name) => readChainName(name)?.incarnation ?? 0))
}

/**
 * Higher than every one that is known, and by chance: a life between that nobody here remembers must not
 * have had the same.
 */
function nextIncarnation(known: number, newId: () => string): number {
  const chance = Number.parseInt(newId().replaceAll('-', '').slice(-5), 16)
  return known + 1 + (chance % 100_000)
}
