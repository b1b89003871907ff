import { type Envelope, seal } from '#shared/ledger/envelope.ts'
import { assert } from '#shared/lib/assert.ts'
import { sha256 } from '../../sha256.ts'
import type { StoreContext } from '../context.ts'
import { beginLife, type Incident, type Life, tellLife } from '../incarnate.ts'
import { insertAlias, ownChain } from '../ledger.ts'
import { transact, type WriteDb } from '../open.ts'
import { statement } from '../sql.ts'
import { end, ownLives } from './own-lives.ts'

/** The service has other events at places of the present chain, or later ones than the bench knows of. */
export type LifeReason = 'forked' | 'rolled-back'

/**
 * Begins a new life, because the present chain is somebody else's as well. What has no place in the common
 * order is told again in it, so that nothing waits for a chain that cannot go on. KEE-3, KEE-5. Answers the
 * new chain's name.
 */
export const newLife = (store: StoreContext, reason: LifeReason): string =>
  transact(store.db, () => {
    const life = beginLife(store)
    goOnIn(store, life, reason)
    return life.chain
  })

/** Says in a life that has begun why it did, tells again what has no place, and ends the lives before. */
export function goOnIn(store: StoreContext, life: Life, reason: LifeReason): void {
  const { db } = store
  const before = ownLives(db).filter(({ name }) => name !== life.chain)
  tellLife(store, life, reason, incidentOf(life, reason))
  tellAgain(db)
  end(
    db,
    before.map(({ name }) => name),
  )
}

const FOUND = { 'rolled-back': 'OwnEventsMissing', forked: 'OtherEvent' } as const

const incidentOf = ({ previous }: Life, reason: LifeReason): Incident => ({
  kind: 'rolled-back',
  found: [`service: ${FOUND[reason]}`],
  aside: null,
  sources: ['service'],
  proven: previous ? [previous] : [],
  lost: [],
})

/** Also what was acknowledged: until it has come back, nobody vouches that it is still there. */
const UNPLACED = `
  SELECT e.id, e.body FROM chain c JOIN event e ON e.chain = c.id
  WHERE c.own = 1 AND instr(c.name, '#') = 0 AND c.id <> ? AND e.id > ?
    AND NOT EXISTS (SELECT 1 FROM stream_order o WHERE o.event = e.id)
  ORDER BY e.id LIMIT 500`

/** Another envelope in the present chain for every own fact without a position, as they were recorded. */
function tellAgain(db: WriteDb): void {
  const chain = ownChain(db)
  assert(chain, 'a ledger that has been started')
  let head = chain.head
  let last = 0
  for (;;) {
    const rows = statement(db, UNPLACED).all(chain.id, last) as { id: number; body: string }[]
    for (const { id, body } of rows) {
      const envelope: Envelope = seal(sha256, chain.name, head, body)
      insertAlias(db, chain.id, envelope, id)
      head = envelope
      last = id
    }
    if (rows.length < 500) return
  }
}
