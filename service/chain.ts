import { err, ok, type Result } from '#shared/lib/result.ts'
import type { ChainAnswer, ChainRequest } from '#shared/sync/protocol.ts'
import type { Caller, Context } from './context.ts'
import type { Refused } from './refused.ts'

/** The running hashes after some positions: a bench halves its way to where two orders part. SYN-14 */
export async function chain(
  { log }: Context,
  bench: Caller,
  { stream, positions }: ChainRequest,
): Promise<Result<ChainAnswer, Refused>> {
  if (stream !== bench.stream) return err({ type: 'OTHER_SITE' })
  const shelf = await log.look(stream, { positions })
  if (!shelf) return err({ type: 'OTHER_SITE' })
  const hashes = positions.map((pos) => shelf.running(pos))
  return ok({ epoch: shelf.head.epoch, head: shelf.head, hashes })
}
