import { readChainName } from '#shared/ledger/chain.ts'
import type { Seal } from '#shared/ledger/seal.ts'
import { err, ok, type Result } from '#shared/lib/result.ts'
import { examine } from '#shared/sync/examine.ts'
import type { PushAnswer, PushRequest } from '#shared/sync/protocol.ts'
import { keyNamed, sealFault } from '#shared/sync/seals.ts'
import type { Context } from './context.ts'
import { verifySignature } from './ed25519.ts'
import type { Refused } from './refused.ts'
import { sha256 } from './secrets.ts'
import { type Bench, theSite } from './store/benches.ts'
import type { Queries } from './store/database.ts'
import { keepRun } from './store/ledger.ts'
import { isSometimesElsewhere, namingBodies } from './store/seals.ts'

/** Keeps a run of the bench's own chain, up to the first event that does not fit. */
export async function push(
  { database, now }: Context,
  bench: Bench,
  { run, seal }: PushRequest,
): Promise<Result<PushAnswer, Refused>> {
  const chain = readChainName(run[0]!.chain)!
  if (chain.install !== bench.install) return err({ type: 'AUTH' })
  const site = await theSite(database)
  if (site?.stream !== chain.stream) return err({ type: 'OTHER_SITE' })
  const { good, fault } = examine(sha256, run)
  if (fault && good.length === 0) return err(fault)
  if (seal && !(await holds(database, chain.stream, run, seal)))
    return err({ type: 'BAD_SEAL', seq: seal.seq })
  const kept = await keepRun(database, chain.stream, good, now(), seal)
  if (!kept.ok) return kept
  return ok({ acked: kept.value.at(-1)!.seq, outcomes: [...kept.value] })
}

/** Whether a seal speaks for an event of the run, with a key that its chain has named or may have named. */
async function holds(
  database: Queries,
  stream: string,
  run: PushRequest['run'],
  seal: Seal,
): Promise<boolean> {
  if (sealFault(verifySignature, run, seal)) return false
  const names = (body: string) => keyNamed({ sha256, verifySignature }, body) === seal.key
  if (run.some(({ body }) => names(body))) return true
  const bodies = await namingBodies(database, stream, seal.chain)
  return bodies.some(names) || isSometimesElsewhere(database, stream, seal)
}
