import { err, ok, type Result } from '#shared/lib/result.ts'
import { LIMITS } from '#shared/sync/limits.ts'
import type { HelloAnswer, HelloRequest } from '#shared/sync/protocol.ts'
import { askForStands, stands } from '#shared/sync/stands.ts'
import type { Caller, Context } from './context.ts'
import { isKept } from './pull.ts'
import type { Refused } from './refused.ts'

/** Tells a bench where it stands, before anything is sent. SYN-13 SYN-14 */
export async function hello(
  { log, now }: Context,
  bench: Caller,
  { stream, chains, cursor }: HelloRequest,
): Promise<Result<HelloAnswer, Refused>> {
  if (stream !== bench.stream) return err({ type: 'OTHER_SITE' })
  const positions = cursor ? [cursor.pos] : []
  const shelf = await log.look(stream, { ...askForStands(chains), positions })
  if (!shelf) return err({ type: 'OTHER_SITE' })
  const { pushEnvelopes, pushBytes, bodyBytes } = LIMITS
  return ok({
    time: now(),
    epoch: shelf.head.epoch,
    durablePos: await log.durablePos(stream),
    chains: chains.map((asked) => stands(shelf, asked)),
    stream: { status: !cursor || isKept(shelf, cursor) ? 'OK' : 'DIVERGED', head: shelf.head },
    limits: { pushEnvelopes, pushBytes, bodyBytes },
  })
}
