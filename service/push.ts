import { readChainName } from '#shared/ledger/chain.ts'
import { err, ok, type Result } from '#shared/lib/result.ts'
import { type AdmissionRefusal, admit, askFor, readRun } from '#shared/sync/admission.ts'
import { Draft } from '#shared/sync/draft.ts'
import type { PushAnswer, PushOutcome, PushRequest } from '#shared/sync/protocol.ts'
import type { Caller, Context } from './context.ts'
import type { Decided } from './log.ts'
import type { Refused } from './refused.ts'
import { holds } from './seals.ts'
import { sha256 } from './secrets.ts'

/** Keeps a run of the bench's own chain, up to the first event that does not fit. SYN-8 SYN-15 */
export async function push(
  { log, now }: Context,
  bench: Caller,
  { run, seal, lost }: PushRequest,
): Promise<Result<PushAnswer, Refused>> {
  const { install, stream } = readChainName(run[0]!.chain)!
  if (install !== bench.install) return err({ type: 'AUTH' })
  if (stream !== bench.stream) return err({ type: 'OTHER_SITE' })
  const read = readRun(sha256, { envelopes: run, lost: lost ?? [] })
  if (read.fault && read.good.length === 0) return err(read.fault)
  if (seal && !(await holds(log, stream, run, seal)))
    return err({ type: 'BAD_SEAL', seq: seal.seq })
  const kept = await log.keep<PushOutcome[], AdmissionRefusal>(
    stream,
    now(),
    askFor(read.good),
    (shelf): Result<Decided<PushOutcome[]>, AdmissionRefusal> => {
      const draft = new Draft(sha256, shelf)
      const admitted = admit(draft, read)
      if (!admitted.ok) return admitted
      const isKept = seal !== undefined && seal.seq <= admitted.value.at(-1)!.seq
      return ok({ addition: draft.addition(isKept ? [seal] : []), answer: admitted.value })
    },
  )
  if (!kept) return err({ type: 'OTHER_SITE' })
  return kept.ok ? ok({ acked: kept.value.at(-1)!.seq, outcomes: kept.value }) : kept
}
