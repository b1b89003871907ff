import { readChainName } from '#shared/ledger/chain.ts'
import { err, ok, type Result } from '#shared/lib/result.ts'
import { examine } from '#shared/sync/examine.ts'
import type { PushAnswer, PushRequest } from '#shared/sync/protocol.ts'
import type { Context } from './context.ts'
import type { Refused } from './refused.ts'
import { sha256 } from './secrets.ts'
import { type Bench, theSite } from './store/benches.ts'
import { keepRun } from './store/ledger.ts'

/** Keeps a run of the bench's own chain, up to the first event that does not fit. */
export async function push(
  { database, now }: Context,
  bench: Bench,
  { run }: PushRequest,
): Promise<Result<PushAnswer, Refused>> {
  const chain = readChainName(run[0]!.chain)!
  if (chain.install !== bench.install) return err({ type: 'AUTH' })
  const site = await theSite(database)
  if (site?.stream !== chain.stream) return err({ type: 'OTHER_SITE' })
  const { good, fault } = examine(sha256, run)
  if (fault && good.length === 0) return err(fault)
  const kept = await keepRun(database, chain.stream, good, now())
  if (!kept.ok) return kept
  return ok({ acked: kept.value.at(-1)!.seq, outcomes: [...kept.value] })
}
