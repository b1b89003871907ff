import type { Envelope } from '#shared/ledger/envelope.ts'
import type { Seal } from '#shared/ledger/seal.ts'
import { keyNamed, sealFault } from '#shared/sync/seals.ts'
import { verifySignature } from './ed25519.ts'
import type { Log } from './log.ts'
import { sha256 } from './secrets.ts'

/** Whether a seal speaks for one of some events, with a key that its chain has named or may have named. SYN-16 */
export async function holds(
  log: Log,
  stream: string,
  events: readonly Envelope[],
  seal: Seal,
): Promise<boolean> {
  if (sealFault(verifySignature, events, seal)) return false
  const names = (body: string) => keyNamed({ sha256, verifySignature }, body) === seal.key
  if (events.some(({ chain, body }) => chain === seal.chain && names(body))) return true
  const { bodies, firstAlias, seq } = await log.naming(stream, seal.chain)
  const mayBeElsewhere = firstAlias !== null && firstAlias <= seal.seq
  return bodies.some(names) || mayBeElsewhere || beginOf(events, seal) > seq + 1
}

/** From which place on the chain comes along without a hole up to the sealed event. */
function beginOf(events: readonly Envelope[], { chain, seq }: Seal): number {
  const seqs = new Set(events.flatMap((e) => (e.chain === chain ? [e.seq] : [])))
  let first = seq
  while (seqs.has(first - 1)) first -= 1
  return first
}
