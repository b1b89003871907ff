import { NO_HASH } from '../ledger/envelope.ts'

/** A contiguous part of a chain that lies beyond a hole: before `from` comes `prev`, at `to` is `hash`. */
export interface Island {
  readonly from: number
  readonly to: number
  readonly prev: string
  readonly hash: string
}

/**
 * Which places of a chain are taken: all from 1 to `seq`, where `hash` is, and the islands beyond, in
 * order. Two parts never touch, and each place has one event that is the chain's: others are forks of it.
 */
export interface ChainState {
  readonly seq: number
  readonly hash: string
  readonly islands: readonly Island[]
}

export const NO_CHAIN: ChainState = { seq: 0, hash: NO_HASH, islands: [] }

/** The place of an event, and what it follows. */
export interface Place {
  readonly seq: number
  readonly prev: string
  readonly hash: string
}

export const isTaken = ({ seq: head, islands }: ChainState, seq: number): boolean =>
  seq <= head || islands.some(({ from, to }) => from <= seq && seq <= to)

/** The last place that is taken, 0 for none. */
export const topOf = ({ seq, islands }: ChainState): number => islands.at(-1)?.to ?? seq

/** Whether an event of a free place follows what is before it and is followed by what is after it. */
export function fits(state: ChainState, { seq, prev, hash }: Place): boolean {
  const before = state.seq === seq - 1 ? state : state.islands.find(({ to }) => to === seq - 1)
  const after = state.islands.find(({ from }) => from === seq + 1)
  return (!before || before.hash === prev) && (!after || after.prev === hash)
}

/** The chain with one more event, at a free place where it fits. Parts that now touch are one. SYN-12 */
export function withEvent(state: ChainState, { seq, prev, hash }: Place): ChainState {
  const after = state.islands.find(({ from }) => from === seq + 1)
  const [to, last] = after ? [after.to, after.hash] : [seq, hash]
  const rest = state.islands.filter((island) => island !== after)
  if (state.seq === seq - 1) return { seq: to, hash: last, islands: rest }
  const before = rest.find((island) => island.to === seq - 1)
  const grown = { from: before?.from ?? seq, to, prev: before?.prev ?? prev, hash: last }
  const islands = [...rest.filter((island) => island !== before), grown]
  return { ...state, islands: islands.sort((one, other) => one.from - other.from) }
}
