import type { Envelope } from '#shared/ledger/envelope.ts'
import { envelopeHash, NO_HASH, runningHash } from '#shared/ledger/envelope.ts'
import { isTaken } from '#shared/sync/chain-state.ts'
import { examineEnvelope } from '#shared/sync/examine.ts'
import type { KeptEvent } from '#shared/sync/shelf.ts'
import type { MemoryLog } from '../../../service/store/memory-log.ts'
import { sha256 } from './events.ts'

type Kept = Omit<Envelope, 'body'> & { readonly pos: number; readonly fork: boolean }

/** What a log must not be, whatever came in: each fault in one line. */
export function logFaults(log: MemoryLog, stream: string): string[] {
  const events = log.eventsOf(stream)
  const aliases = log.aliasesOf(stream).map((a) => ({ ...a.envelope, pos: a.pos, fork: a.fork }))
  const links: Kept[] = [...events.map((e) => ({ ...e.envelope, ...e })), ...aliases]
  return [
    ...orderFaults(events),
    ...twice(
      'an event',
      links.map(({ chain, seq, hash }) => `${chain} ${seq} ${hash}`),
    ),
    ...twice(
      'a place',
      links.flatMap((l) => (l.fork ? [] : [`${l.chain} ${l.seq}`])),
    ),
    ...twice('a fact', factsOf(events)),
    ...causeFaults(events),
    ...chainFaults(log, stream, links),
  ]
}

/** SYN-9 */
function orderFaults(events: readonly KeptEvent[]): string[] {
  let before = NO_HASH
  return events.flatMap(({ pos, envelope, running }, i) => {
    before = runningHash(sha256, before, pos, envelope.hash)
    return [
      ...(pos === i + 1 ? [] : [`position ${pos} is not ${i + 1}`]),
      ...(running === before ? [] : [`running hash at ${pos}`]),
      ...(envelopeHash(sha256, envelope) === envelope.hash ? [] : [`hash at ${pos}`]),
    ]
  })
}

/** One fact is one row, by uid and body; one whose uid is another's is told by its envelope alone. SYN-4 SYN-5 */
const factsOf = (events: readonly KeptEvent[]): string[] =>
  events.flatMap(({ envelope, mark }) => {
    const examined = examineEnvelope(sha256, envelope)
    const uid = examined.ok ? examined.value.uid : null
    return uid === null || mark === 'UID_TAKEN' ? [] : [`${uid} ${envelope.body}`]
  })

/** What is marked for another reason may also lack a cause. SYN-7 */
function causeFaults(events: readonly KeptEvent[]): string[] {
  const known = new Set<string>()
  return events.flatMap(({ pos, envelope, uid, mark }) => {
    const examined = examineEnvelope(sha256, envelope)
    const causes = examined.ok ? examined.value.causes : []
    const isMissing = causes.some((cause) => !known.has(cause))
    if (uid !== null) known.add(uid)
    return isMissing && (mark === null || mark === 'FORK') ? [`a cause of ${pos}`] : []
  })
}

/** SYN-2 SYN-3 SYN-11 SYN-12 */
function chainFaults(log: MemoryLog, stream: string, links: readonly Kept[]): string[] {
  const own = links.filter(({ fork }) => !fork)
  const at = new Map(own.map((link) => [`${link.chain} ${link.seq}`, link]))
  const broken = own.filter(({ chain, seq, prev }) => {
    const before = seq === 1 ? { hash: NO_HASH } : at.get(`${chain} ${seq - 1}`)
    return before && before.hash !== prev
  })
  const states = [...log.chainsOf(stream)].flatMap(([chain, state]) => {
    const seqs = own.flatMap((link) => (link.chain === chain ? [link.seq] : []))
    const places = Array.from({ length: Math.max(0, ...seqs) + 2 }, (_, i) => i + 1)
    const isRight = places.every((seq) => isTaken(state, seq) === seqs.includes(seq))
    const end = at.get(`${chain} ${state.seq}`)?.hash ?? NO_HASH
    return isRight && end === state.hash ? [] : [`state of ${chain}`]
  })
  return [...broken.map(({ chain, seq }) => `link ${seq} of ${chain}`), ...states]
}

function twice(what: string, keys: readonly string[]): string[] {
  const seen = new Set<string>()
  return keys.flatMap((key) => {
    if (seen.has(key)) return [`${what} twice: ${key}`]
    seen.add(key)
    return []
  })
}
