import { joined, u64, utf8 } from './bytes.ts'
import { type Sha256, toHex } from './envelope.ts'
import type { LostFinding } from './findings.ts'
import { RowSet } from './row-set.ts'
import { sameBytes } from './verify-chain.ts'
import type { KeptPosition } from './verify-order.ts'

/** A position that a restored service has lost, as it is kept: each row proves itself. */
export interface KeptLost {
  readonly epoch: string
  readonly pos: number
  /** The envelope that stood there, or null where it is not here. */
  readonly event: KeptPosition['event']
  readonly hash: Uint8Array
  /** The running hash before it and after it. */
  readonly before: Uint8Array
  readonly running: Uint8Array
}

/** What has been read of the positions that were lost. */
export interface PastState {
  /** The rows of the events that had one. */
  readonly rows: RowSet
  last: KeptLost | null
  /** What has yet to be found: the running hash after a position, with the row that goes on from it. */
  readonly wanted: Map<number, Map<string, KeptLost>>
}

export const createPast = (): PastState => ({ rows: new RowSet(), last: null, wanted: new Map() })

/** Checks the next lost position, in the order in which they were put down. */
export function checkLost(sha256: Sha256, past: PastState, row: KeptLost): LostFinding | null {
  if (!isWellFormed(row)) return bad(row, 'form')
  const { pos, event, hash, before, running } = row
  if (!event || !sameBytes(event.hash, hash)) return bad(row, 'event')
  if (!sameBytes(sha256(joined(RUN, before, u64(pos), hash)), running)) return bad(row, 'running')
  settle(past, pos, running)
  if (!goesOn(past.last, row)) want(past, row)
  past.last = row
  return null
}

/** What was lost at once came one after the other. */
const goesOn = (last: KeptLost | null, { epoch, pos, before }: KeptLost): boolean =>
  last?.epoch === epoch && last.pos === pos - 1 && sameBytes(last.running, before)

function want({ wanted }: PastState, row: KeptLost): void {
  if (row.pos === 1 && row.before.every((byte) => byte === 0)) return
  const at = wanted.get(row.pos - 1) ?? new Map<string, KeptLost>()
  wanted.set(row.pos - 1, at)
  at.set(toHex(row.before), row)
}

/** A running hash that was received: in the common order, or before it was lost. */
export function settle({ wanted }: PastState, pos: number, running: Uint8Array): void {
  if (wanted.size > 0) wanted.get(pos)?.delete(toHex(running))
}

/** The first of each run of lost positions that goes on from nothing which was received. */
export const unanchored = ({ wanted }: PastState): LostFinding[] =>
  [...wanted.values()].flatMap((at) => [...at.values()].map((row) => bad(row, 'before')))

const bad = ({ epoch, pos, event }: KeptLost, fault: LostFinding['fault']): LostFinding => ({
  type: 'lost',
  fault,
  epoch: String(epoch),
  pos,
  event: event?.ref ?? null,
})

const isWellFormed = ({ epoch, pos, hash, before, running }: KeptLost): boolean =>
  typeof epoch === 'string' &&
  Number.isSafeInteger(pos) &&
  pos > 0 &&
  [hash, before, running].every((one) => one instanceof Uint8Array && one.length === 32)

const RUN = utf8('run1')
