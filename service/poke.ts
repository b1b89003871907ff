import type { ServerResponse } from 'node:http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { err, ok, type Result } from '#shared/lib/result.ts'
import type { Log } from './log.ts'
import type { Pokes, Tell } from './pokes.ts'
import { type Refused, refusalOf, statusOf } from './refused.ts'
import type { Bench } from './store/benches.ts'

const question = z.object({ stream: z.string().max(36) })

/** Something is said at least so often, so that both sides notice a line that is dead. */
const EVERY = 15_000
/** Who does not read what is sent is let go. */
const MOST_UNREAD = 64 * 1024

interface PokeContext {
  readonly log: Log
  readonly pokes: Pokes
  readonly benchOf: (request: FastifyRequest) => Promise<Result<Bench, Refused>>
}

/** `GET /v1/poke?stream=`: server-sent events that say how far the stream goes. The data come by pull. SYN-19 */
export function servePoke(server: FastifyInstance, context: PokeContext): void {
  server.get('/v1/poke', async (request, reply) => {
    const bench = await context.benchOf(request)
    const opened = bench.ok ? await open(context, request, reply, bench.value) : bench
    if (opened.ok) return reply
    return reply.status(statusOf(opened.error)).send(refusalOf(opened.error))
  })
  server.addHook('preClose', async () => context.pokes.close())
}

async function open(
  { log, pokes, benchOf }: PokeContext,
  request: FastifyRequest,
  reply: FastifyReply,
  { install, stream }: Bench,
): Promise<Result<null, Refused>> {
  const asked = question.safeParse(request.query)
  if (!asked.success) return err({ type: 'BAD_FORM' })
  if (asked.data.stream !== stream) return err({ type: 'OTHER_SITE' })
  const { raw } = reply
  const tell = teller(raw)
  const stop = pokes.listen(install, stream, tell)
  if (!stop) return err({ type: 'BUSY', retryAfterSeconds: EVERY / 1000 })
  reply.hijack()
  raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
  const beat = setInterval(async () => {
    // A bench whose access has been ended hears no more.
    if ((await benchOf(request)).ok) raw.write(':\n\n')
    else raw.end()
  }, EVERY)
  raw.on('close', () => {
    clearInterval(beat)
    stop()
  })
  const shelf = await log.look(stream, {})
  tell(shelf?.head.pos ?? 0)
  return ok(null)
}

/** Tells one line each position once. */
function teller(raw: ServerResponse): Tell {
  let told = -1
  return (pos) => {
    if (pos === null) raw.end()
    else if (raw.writableLength > MOST_UNREAD) raw.destroy()
    else if (pos > told) {
      told = pos
      raw.write(`event: head\ndata: ${JSON.stringify({ pos })}\n\n`)
    }
  }
}
