import { z } from 'zod'
import { readBody } from '../ledger/body.ts'
import { type Envelope, envelopeHash, NO_HASH, type Sha256 } from '../ledger/envelope.ts'
import { nesting } from '../ledger/nesting.ts'
import { err, ok, type Result } from '../lib/result.ts'
import { LIMITS } from './limits.ts'

/** What makes an event marked by itself. */
type OwnMark = 'BAD_BODY' | 'TOO_DEEP' | 'OWN_CAUSE'

/** Why an event is marked in the log. It is ordered and sent on like any other. */
export type Mark = OwnMark | 'UID_TAKEN' | 'CAUSE_LOST' | 'FORK'

/**
 * An envelope that is well formed, with what its body says about order.
 * `uid` is null when the body names none; `causes` are the base uids that the log must know; `bytes` is
 * its size as sent.
 */
export interface Examined {
  readonly envelope: Envelope
  readonly uid: string | null
  readonly causes: readonly string[]
  readonly mark: OwnMark | null
  readonly bytes: number
}

export type ExamineFault =
  | { readonly type: 'BAD_FORM'; readonly seq: number }
  | { readonly type: 'BAD_HASH'; readonly seq: number }
  | { readonly type: 'TOO_LARGE'; readonly seq: number }

/** Checks what can be checked of a run of one chain without the log: its good beginning, and why that ends. SYN-17 */
export function examineRun(
  sha256: Sha256,
  run: readonly Envelope[],
): { good: Examined[]; fault: ExamineFault | null } {
  const good: Examined[] = []
  for (const [i, envelope] of run.entries()) {
    const before = run[i - 1]
    const { seq } = envelope
    const follows = !before || (envelope.chain === before.chain && seq === before.seq + 1)
    if (!follows) return { good, fault: { type: 'BAD_FORM', seq } }
    if (before && envelope.prev !== before.hash) return { good, fault: { type: 'BAD_HASH', seq } }
    const examined = examineEnvelope(sha256, envelope)
    if (!examined.ok) return { good, fault: examined.error }
    good.push(examined.value)
  }
  return { good, fault: null }
}

/** Checks an envelope's size and hash, and reads its body. SYN-17 */
export function examineEnvelope(sha256: Sha256, e: Envelope): Result<Examined, ExamineFault> {
  if (utf8Length(e.body) > LIMITS.bodyBytes) return err({ type: 'TOO_LARGE', seq: e.seq })
  if (e.seq === 1 && e.prev !== NO_HASH) return err({ type: 'BAD_HASH', seq: e.seq })
  if (envelopeHash(sha256, e) !== e.hash) return err({ type: 'BAD_HASH', seq: e.seq })
  return ok(examineBody(e))
}

function examineBody(envelope: Envelope): Examined {
  const bytes = utf8Length(JSON.stringify(envelope))
  const unread = { envelope, uid: null, causes: [], bytes }
  if (nesting(envelope.body) > LIMITS.bodyDepth) return { ...unread, mark: 'TOO_DEEP' }
  const order = readOrder(envelope.body)
  if (!order) return { ...unread, mark: 'BAD_BODY' }
  const base = [...new Set(Object.values(order.base).flat())]
  const causes = base.filter((uid) => uid !== order.uid)
  return { envelope, uid: order.uid, causes, mark: markOf(envelope, order), bytes }
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

function markOf(envelope: Envelope, order: BodyOrder): OwnMark | null {
  if (Object.values(order.base).some((uids) => uids.includes(order.uid))) return 'OWN_CAUSE'
  return readBody(envelope.body).ok ? null : 'BAD_BODY'
}

const encoder = new TextEncoder()
const utf8Length = (text: string): number => encoder.encode(text).length
