import { joined, u64, utf8 } from './bytes.ts'
import type { Sha256 } from './envelope.ts'
import type { EventRef, OrderFinding } from './findings.ts'
import { sameBytes } from './verify-chain.ts'

/**
 * A position of the common order as it is kept. `receipt` is null where none is kept (older formats),
 * `quarantine` what the service has marked the event with.
 */
export interface KeptPosition {
  readonly pos: number
  /** The event that stands there, with the hash of the envelope that does; null where it is not here. */
  readonly event: { readonly ref: EventRef; readonly hash: Uint8Array } | null
  readonly running: Uint8Array
  readonly receivedAt: number
  readonly receipt: Uint8Array | null
  readonly quarantine?: string | null
}

/** A line of hashes: what the rows up to here give, and what is kept beside the last of them. */
interface Line {
  given: Uint8Array
  kept: Uint8Array
}

/** What has been read of the common order so far. */
export interface OrderState {
  pos: number
  checked: number
  readonly running: Line
  readonly receipt: Line
  finding: OrderFinding | null
}

/** The place before the first position that is checked. */
export interface OrderStart {
  readonly pos: number
  readonly running: Uint8Array
  readonly receipt: Uint8Array | null
}

const NONE = new Uint8Array(32)

export function createOrder(
  start: OrderStart = { pos: 0, running: NONE, receipt: NONE },
): OrderState {
  const { pos } = start
  const running = isHash(start.running) ? start.running : NONE
  const receipt = isHash(start.receipt) ? start.receipt : NONE
  return {
    pos,
    checked: 0,
    running: { given: running, kept: running },
    receipt: { given: receipt, kept: receipt },
    finding: null,
  }
}

/** Checks the next position. The first that is bad is kept, and later ones are counted. */
export function checkPosition(
  sha256: Sha256,
  order: OrderState,
  row: KeptPosition,
  isFirst: boolean,
): void {
  const fault = faultOf(sha256, order, row) ?? (isFirst ? null : 'twice')
  order.pos = row.pos
  order.checked++
  if (!fault) return
  const { finding } = order
  order.finding = finding
    ? { ...finding, alsoBad: finding.alsoBad + 1 }
    : { type: 'order', fault, pos: row.pos, event: row.event?.ref ?? null, alsoBad: 0 }
}

function faultOf(
  sha256: Sha256,
  order: OrderState,
  row: KeptPosition,
): OrderFinding['fault'] | null {
  const unread = formFault(row)
  if (unread) return unread
  const event = isHash(row.event?.hash) ? row.event : null
  const isNext = row.pos === order.pos + 1
  const number = u64(row.pos)
  const isRunning =
    event != null &&
    goesOn(order.running, row.running, (before) => sha256(joined(RUN, before, number, event.hash)))
  const time = u64(row.receivedAt)
  const marked = utf8(row.quarantine ?? '')
  const isReceipt =
    row.receipt === null ||
    goesOn(order.receipt, row.receipt, (before) =>
      sha256(joined(RECEIPT, before, number, time, marked)),
    )
  if (!event) order.running.given = order.running.kept = row.running
  if (!isNext) return 'gap'
  if (!event) return 'event'
  if (!isRunning) return 'running'
  return isReceipt ? null : 'receipt'
}

/** What is not even of its form, as a row that lost its columns. What comes after is held against the last that was. */
function formFault(row: KeptPosition): OrderFinding['fault'] | null {
  const { running, receivedAt, receipt, quarantine = null } = row
  if (!isHash(running)) return 'running'
  const isMarked = quarantine === null || (typeof quarantine === 'string' && quarantine !== '')
  const isNoted = (receipt === null || receipt instanceof Uint8Array) && isMarked
  return Number.isSafeInteger(receivedAt) && isNoted ? null : 'receipt'
}

const isHash = (bytes: unknown): bytes is Uint8Array =>
  bytes instanceof Uint8Array && bytes.length === 32

const RUN = utf8('run1')
const RECEIPT = utf8('rcv1')

/** Where one row is bad, the line goes on both from what is right there and from what is kept. */
function goesOn(line: Line, kept: Uint8Array, of: (before: Uint8Array) => Uint8Array): boolean {
  const given = of(line.given)
  const isRight =
    sameBytes(given, kept) || (!sameBytes(line.given, line.kept) && sameBytes(of(line.kept), kept))
  line.given = given
  line.kept = kept
  return isRight
}
