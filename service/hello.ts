import { err, ok, type Result } from '#shared/lib/result.ts'
import { LIMITS } from '#shared/sync/limits.ts'
import type { HelloAnswer, HelloRequest } from '#shared/sync/protocol.ts'
import type { Context } from './context.ts'
import { isKept } from './pull.ts'
import type { Refused } from './refused.ts'
import type { Queries } from './store/database.ts'
import { chainHead, linkHash, streamHead } from './store/ledger.ts'

/** Tells a bench where it stands, before anything is sent. */
export async function hello(
  { database, now }: Context,
  { stream, chains, cursor }: HelloRequest,
): Promise<Result<HelloAnswer, Refused>> {
  const head = await streamHead(database, stream)
  if (!head) return err({ type: 'OTHER_SITE' })
  const kept = cursor === null || (await isKept(database, stream, head, cursor))
  const stands = []
  for (const asked of chains) stands.push(await chainStands(database, stream, asked))
  const { pushEnvelopes, pushBytes, bodyBytes } = LIMITS
  return ok({
    time: now(),
    epoch: head.epoch,
    // Nothing is flushed to the disk here, so nothing is vouched for against a power cut.
    durablePos: 0,
    chains: stands,
    stream: { status: kept ? 'OK' : 'DIVERGED', head },
    limits: { pushEnvelopes, pushBytes, bodyBytes },
  })
}

type Asked = HelloRequest['chains'][number]
type Stands = HelloAnswer['chains'][number]

async function chainStands(queries: Queries, stream: string, asked: Asked): Promise<Stands> {
  const { chain } = asked
  const mine = asked.head ?? { seq: 0, hash: null }
  const kept = await chainHead(queries, stream, chain)
  const expect = (kept?.seq ?? 0) + 1
  if (mine.seq >= expect || !kept) return { chain, status: 'OK', expect }
  const there = mine.hash === null ? null : await linkHash(queries, stream, chain, mine.seq)
  if (there !== mine.hash) return { chain, status: 'FORK', expect }
  return { chain, status: kept.seq > mine.seq ? 'BEHIND' : 'OK', expect }
}
