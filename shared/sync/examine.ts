import { z } from 'zod'
import { readBody } from '../ledger/body.ts'
import { type Envelope, envelopeHash, NO_HASH, type Sha256 } from '../ledger/envelope.ts'
import { nesting } from '../ledger/nesting.ts'
import { LIMITS } from './limits.ts'

/** Why an event is marked in the log. It is ordered and sent on like any other. */
export type QuarantineReason = 'BAD_BODY' | 'TOO_DEEP' | 'OWN_CAUSE' | 'UID_TAKEN'

/**
 * An envelope that is well formed, with what its body says about order.
 * `uid` is null when the body names none; `causes` are the base uids that the log must know, without
 * those that stand earlier in the same run; `bytes` is its size as sent.
 */
export interface Examined {
  readonly envelope: Envelope
  readonly uid: string | null
  readonly causes: readonly string[]
  readonly quarantine: QuarantineReason | null
  readonly bytes: number
}

export type ExamineFault =
  | { readonly type: 'BAD_FORM'; readonly seq: number }
  | { readonly type: 'BAD_HASH'; readonly seq: number }
  | { readonly type: 'TOO_LARGE'; readonly seq: number }

/** The good beginning of a run, and why it ends before the run does (null: it does not, or the rest is for the next push). */
export interface Examination {
  readonly good: readonly Examined[]
  readonly fault: ExamineFault | null
}

/**
 * Checks what can be checked of a run without the log: sizes, hashes and links, and reads each body.
 *
 * The good beginning ends before an event whose uid stands earlier in the run, so that the log can be
 * asked about all uids at once; the bench sends the rest again.
 */
export function examine(sha256: Sha256, run: readonly Envelope[]): Examination {
  const good: Examined[] = []
  const earlier = new Set<string>()
  for (const [i, envelope] of run.entries()) {
    const fault = envelopeFault(sha256, run[i - 1], envelope)
    if (fault) return { good, fault: { type: fault, seq: envelope.seq } }
    const examined = examineBody(envelope, earlier)
    if (examined.uid !== null && earlier.has(examined.uid)) return { good, fault: null }
    if (examined.uid !== null) earlier.add(examined.uid)
    good.push(examined)
  }
  return { good, fault: null }
}

function envelopeFault(
  sha256: Sha256,
  before: Envelope | undefined,
  e: Envelope,
): ExamineFault['type'] | null {
  if (before && (e.chain !== before.chain || e.seq !== before.seq + 1)) return 'BAD_FORM'
  if (utf8Length(e.body) > LIMITS.bodyBytes) return 'TOO_LARGE'
  const prev = before?.hash ?? (e.seq === 1 ? NO_HASH : e.prev)
  if (e.prev !== prev || envelopeHash(sha256, e) !== e.hash) return 'BAD_HASH'
  return null
}

function examineBody(envelope: Envelope, earlier: ReadonlySet<string>): Examined {
  const bytes = utf8Length(JSON.stringify(envelope))
  const unread = { envelope, uid: null, causes: [], bytes }
  if (nesting(envelope.body) > LIMITS.bodyDepth) return { ...unread, quarantine: 'TOO_DEEP' }
  const order = readOrder(envelope.body)
  if (!order) return { ...unread, quarantine: 'BAD_BODY' }
  const base = [...new Set(Object.values(order.base).flat())]
  const causes = base.filter((uid) => uid !== order.uid && !earlier.has(uid))
  return { envelope, uid: order.uid, causes, quarantine: quarantineOf(envelope, order), bytes }
}

const id = z.string().regex(/^[0-9a-f-]{36}$/)

/** What order needs of a body. Wider than `eventBody`: a later version may change all the rest. */
const bodyOrder = z.object({ uid: id, base: z.record(z.string(), z.array(id)) })
type BodyOrder = z.infer<typeof bodyOrder>

function readOrder(text: string): BodyOrder | null {
  try {
    return bodyOrder.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

function quarantineOf(envelope: Envelope, order: BodyOrder): QuarantineReason | null {
  if (Object.values(order.base).some((uids) => uids.includes(order.uid))) return 'OWN_CAUSE'
  return readBody(envelope.body).ok ? null : 'BAD_BODY'
}

const encoder = new TextEncoder()
const utf8Length = (text: string): number => encoder.encode(text).length
