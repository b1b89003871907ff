import type { Draft } from '#shared/domain/facts.ts'
import { type EventBody, writeBody } from '#shared/ledger/body.ts'
import { type Envelope, NO_HASH, runningHash } from '#shared/ledger/envelope.ts'
import type { PulledPage } from '../../../electron/store/sync/apply.ts'
import { IDA, NOON } from '../domain/facts.ts'
import { EPOCH, sha256, testId } from '../sync/events.ts'
import { receivedAt } from './common-order.ts'

/** The body of another bench's event that says this; its writer had seen nothing unless `more` says so. */
export function foreignBody(draft: Draft, n: number, more: Partial<EventBody> = {}): string {
  const uid = testId('f', n)
  return writeBody({
    uid,
    type: draft.type,
    v: 1,
    ents: [...draft.ents],
    base: {},
    at: NOON,
    tz: 'UTC',
    off: 0,
    mono: ['boot', n],
    actor: IDA,
    seen: ['', 0],
    cmd: { id: uid, part: 1, of: 1 },
    data: draft.data as EventBody['data'],
    ...more,
  })
}

/** The first page of a common order that holds just these. */
export function firstPage(envelopes: readonly Envelope[]): PulledPage {
  let hash = NO_HASH
  const entries = envelopes.map((envelope, i) => {
    hash = runningHash(sha256, hash, i + 1, envelope.hash)
    return { pos: i + 1, envelope, receivedAt: receivedAt(envelope) }
  })
  return { epoch: EPOCH, entries, cursor: { epoch: EPOCH, pos: envelopes.length, hash } }
}
