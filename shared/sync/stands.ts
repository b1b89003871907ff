import { isTaken, topOf } from './chain-state.ts'
import type { HelloAnswer, HelloRequest } from './protocol.ts'
import type { Ask, Shelf } from './shelf.ts'

type Asked = HelloRequest['chains'][number]
type Stands = HelloAnswer['chains'][number]

/** What the log must say before a bench can be told where its chains stand. */
export const askForStands = (chains: readonly Asked[]): Ask => ({
  chains: chains.map(({ chain }) => chain),
  places: chains.flatMap(({ chain, head }) => (head ? [{ chain, seq: head.seq }] : [])),
})

/**
 * Where a chain of a bench stands: `FORK` when another event has the place of its last one, `BEHIND` when
 * there are events beyond it, with holes or without. SYN-13
 */
export function stands(shelf: Shelf, { chain, head }: Asked): Stands {
  const state = shelf.chain(chain)
  const expect = state.seq + 1
  const mine = head?.seq ?? 0
  if (head && isTaken(state, mine)) {
    const isThere = shelf.links(chain, mine).some(({ hash, fork }) => !fork && hash === head.hash)
    if (!isThere) return { chain, status: 'FORK', expect }
  }
  return { chain, status: topOf(state) > mine ? 'BEHIND' : 'OK', expect }
}
