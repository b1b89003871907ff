import { z } from 'zod'
import type { Sha256 } from './envelope.ts'
import { toHex } from './envelope.ts'

/**
 * What stands outside the database about its end: the own chain's last event (`chain` empty, `seq` 0
 * before the first), the highest event row, and how far the common order was received (`epoch` empty
 * before the first contact). `n` counts the writings.
 */
export interface Anchor {
  readonly n: number
  readonly chain: string
  readonly seq: number
  readonly hash: string
  readonly events: number
  readonly epoch: string
  readonly pos: number
  readonly running: string
}

/** Bytes of one slot: a disk writes a sector of that size whole, or not at all. */
export const SLOT = 512

const hash = z.string().regex(/^[0-9a-f]{64}$/)
const slot = z.strictObject({
  n: z.int().min(1),
  chain: z.string().max(120),
  seq: z.int().min(0),
  hash,
  events: z.int().min(0),
  epoch: z.string().max(36),
  pos: z.int().min(0),
  running: hash,
  sum: hash,
})

const encoder = new TextEncoder()

/** The text of a slot, `SLOT` bytes long. */
export function writeSlot(sha256: Sha256, anchor: Anchor): string {
  const { n, chain, seq, hash, events, epoch, pos, running } = anchor
  const text = JSON.stringify({ n, chain, seq, hash, events, epoch, pos, running }).slice(0, -1)
  return `${`${text},"sum":"${sumOf(sha256, text)}"}`.padEnd(SLOT - 1)}\n`
}

const sumOf = (sha256: Sha256, text: string): string => toHex(sha256(encoder.encode(`anc1${text}`)))

/** What a slot says, or null for one that was never written or is not whole. */
export function readSlot(sha256: Sha256, text: string): Anchor | null {
  const end = text.lastIndexOf(',"sum":"')
  if (end < 0) return null
  const parsed = slot.safeParse(parsedJson(text))
  if (!parsed.success) return null
  const { sum, ...anchor } = parsed.data
  return sum === sumOf(sha256, text.slice(0, end)) && writeSlot(sha256, anchor) === text
    ? anchor
    : null
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** The slots of an anchor's file and the one that counts: the newest that is whole. */
export interface AnchorFile {
  readonly slots: readonly (Anchor | null)[]
  readonly newest: Anchor | null
}

export function readAnchor(sha256: Sha256, text: string): AnchorFile {
  const slots = [text.slice(0, SLOT), text.slice(SLOT)].map((one) => readSlot(sha256, one))
  const whole = slots.filter((one) => one !== null)
  const newest = whole.reduce<Anchor | null>((a, b) => (a && a.n > b.n ? a : b), null)
  return { slots, newest }
}

/** The end of the ledger as it is now, in an anchor's words, and what it holds at an anchor's places. */
export interface LedgerEnd {
  readonly events: number
  /** The hash of the event at (chain, seq), or null where there is none. */
  hashAt(chain: string, seq: number): string | null
  /** The last seq of a chain; 0 where there is none. */
  lastSeq(chain: string): number
  /** The cursor's epoch, or an empty text. */
  readonly epoch: string
  /** The last position of the common order that is here; 0 before the first. */
  readonly pos: number
  /** The running hash at a position, or null where there is none. */
  runningAt(pos: number): string | null
}

/** What a ledger lacks of what its anchor names. */
export type AnchorFault =
  /** Own events up to `to` were written and acknowledged; the ledger ends at `have`. */
  | {
      readonly type: 'OwnEventsMissing'
      readonly chain: string
      readonly have: number
      readonly to: number
    }
  /** There is another event at that place than was acknowledged. */
  | { readonly type: 'OtherEvent'; readonly chain: string; readonly seq: number }
  /** Events of other benches were received up to row `to`; the ledger ends at `have`. */
  | { readonly type: 'EventsMissing'; readonly have: number; readonly to: number }
  /** The common order was received up to `to`; the ledger has it up to `have`. */
  | { readonly type: 'OrderMissing'; readonly have: number; readonly to: number }
  | { readonly type: 'OtherOrder'; readonly pos: number }

/** A ledger that goes on behind its anchor is sound: the anchor is written after the commit. */
export function checkAnchor(anchor: Anchor, end: LedgerEnd): AnchorFault[] {
  return [...ownFault(anchor, end), ...restFault(anchor, end)]
}

function ownFault({ chain, seq, hash }: Anchor, end: LedgerEnd): AnchorFault[] {
  if (seq === 0) return []
  const found = end.hashAt(chain, seq)
  if (found === hash) return []
  if (found !== null) return [{ type: 'OtherEvent', chain, seq }]
  return [{ type: 'OwnEventsMissing', chain, have: end.lastSeq(chain), to: seq }]
}

function restFault({ events, epoch, pos, running }: Anchor, end: LedgerEnd): AnchorFault[] {
  if (end.events < events) return [{ type: 'EventsMissing', have: end.events, to: events }]
  // Of another order than this one it says nothing; but an order that is gone altogether has no name.
  const isOther = epoch !== '' && end.epoch !== '' && epoch !== end.epoch
  if (pos === 0 || isOther) return []
  const found = end.runningAt(pos)
  if (found === running) return []
  if (found !== null) return [{ type: 'OtherOrder', pos }]
  return [{ type: 'OrderMissing', have: end.pos, to: pos }]
}
