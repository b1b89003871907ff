import { joined, u64, utf8 } from './bytes.ts'
import type { Sha256 } from './envelope.ts'
import type { LostFinding } from './findings.ts'
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

/** What does not hold of a position that was lost, or null. */
export function lostFault(sha256: Sha256, row: KeptLost): LostFinding['fault'] | null {
  if (!isWellFormed(row)) return 'form'
  const { pos, event, hash, before, running } = row
  if (!event || !sameBytes(event.hash, hash)) return 'event'
  return sameBytes(sha256(joined(RUN, before, u64(pos), hash)), running) ? null : 'running'
}

const isWellFormed = ({ epoch, pos, hash, before, running }: KeptLost): boolean =>
  typeof epoch === 'string' &&
  Number.isSafeInteger(pos) &&
  pos > 0 &&
  [hash, before, running].every((one) => one instanceof Uint8Array && one.length === 32)

const RUN = utf8('run1')
