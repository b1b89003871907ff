import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { err, ok, type Result } from '#shared/lib/result.ts'
import { keysRequest } from '#shared/sync/keys.ts'
import { LIMITS } from '#shared/sync/limits.ts'
import {
  type Call,
  type ChainRequest,
  type EnrollRequest,
  type HelloRequest,
  PROTOCOL_HEADER,
  type PullRequest,
  type PushRequest,
  type ReturnRequest,
  SYNC_PROTOCOL,
  WIRE,
} from '#shared/sync/protocol.ts'
import { serveBlobs } from './blobs.ts'
import { takeBytes } from './blobs-calls.ts'
import { chain } from './chain.ts'
import type { ServiceContext } from './context.ts'
import { createCrowd } from './crowd.ts'
import { enroll } from './enroll.ts'
import { hello } from './hello.ts'
import { tradeKeys } from './keys.ts'
import { erase, erasedBy } from './keys-erasures.ts'
import { noteDiverged } from './keys-hold.ts'
import { servePoke } from './poke.ts'
import { pull } from './pull.ts'
import { push } from './push.ts'
import { createRate } from './rate.ts'
import { type Refused, refusalOf, statusOf } from './refused.ts'
import { giveBack } from './return.ts'
import { hashOfSecret } from './secrets.ts'
import { serveSnapshots } from './snapshot.ts'
import { type Bench, benchOfCredential } from './store/benches.ts'

const SMALL = 64 * 1024
const HEADERS_WITHIN = 10_000
const BODY_WITHIN = 30_000
/** Of one bench at once. */
const MOST_CALLS = 4
const HANDS_OVER: ReadonlySet<Call> = new Set<Call>(['push', 'return'])

/** The service over HTTP. Every answer is the call's answer or a refusal with a sentence. */
export function createServer(context: ServiceContext): FastifyInstance {
  const server = Fastify({
    bodyLimit: SMALL,
    requestTimeout: BODY_WITHIN,
    forceCloseConnections: true,
    http: { headersTimeout: HEADERS_WITHIN },
  })
  const codeRate = createRate(5, 12_000)
  // A bench that catches up makes some 20 calls a second, and an idle one a call in two.
  const callRate = createRate(200, 20)
  const atOnce = createCrowd(MOST_CALLS)
  const benchOf = async (request: FastifyRequest) => callingBench(context, callRate, request)

  serve<EnrollRequest>(server, 'enroll', SMALL, async (message, request) => {
    if (!speaksOurs(request)) return err({ type: 'UPGRADE' })
    const wait = codeRate.take(request.ip, context.now())
    return wait > 0 ? err({ type: 'BUSY', retryAfterSeconds: wait }) : enroll(context, message)
  })
  const served = <Message>(
    call: Call,
    bodyLimit: number,
    answer: (bench: Bench, message: Message) => Promise<Result<unknown, Refused>>,
  ) =>
    serve<Message>(server, call, bodyLimit, async (message, request) => {
      // No version of the protocol keeps a bench from handing over what it has recorded.
      if (!HANDS_OVER.has(call) && !speaksOurs(request)) return err({ type: 'UPGRADE' })
      const bench = await benchOf(request)
      if (!bench.ok) return bench
      const leave = atOnce.enter(bench.value.install)
      if (!leave) return err({ type: 'BUSY', retryAfterSeconds: 1 })
      return answer(bench.value, message).finally(leave)
    })
  served<HelloRequest>('hello', SMALL, async (bench, message) => {
    const said = await hello(context, bench, message)
    if (said.ok && said.value.stream.status === 'DIVERGED' && message.cursor)
      await noteDiverged(context, bench.install, message.cursor, said.value.stream.head)
    return said
  })
  served<PullRequest>('pull', SMALL, async (bench, message) => {
    const page = await pull(context, bench, message)
    if (!page.ok && page.error.type === 'DIVERGED' && message.cursor)
      await noteDiverged(context, bench.install, message.cursor, page.error.head)
    return page
  })
  served<ChainRequest>('chain', SMALL, (bench, message) => chain(context, bench, message))
  served<PushRequest>('push', LIMITS.pushBytes, async (bench, message) => {
    const kept = await push(context, bench, message)
    // Before it is acknowledged: who sends it need not send it again.
    if (kept.ok) {
      const { acked } = kept.value
      erase(context, erasedBy(message.run.flatMap(({ seq, body }) => (seq <= acked ? body : []))))
    }
    return kept
  })
  served<ReturnRequest>('return', LIMITS.pushBytes, async (bench, message) => {
    const kept = await giveBack(context, bench, message)
    if (kept.ok) {
      const { outcomes } = kept.value
      const isKept = (_: unknown, i: number) => outcomes[i]?.outcome !== 'REFUSED'
      erase(context, erasedBy(message.entries.filter(isKept).map(({ envelope }) => envelope.body)))
    }
    return kept
  })
  server.post('/v1/keys', { bodyLimit: LIMITS.pushBytes }, async (request, reply) => {
    const message = keysRequest.safeParse(request.body)
    if (!message.success) return refuse(reply, { type: 'BAD_FORM' })
    const bench = await benchOf(request)
    const answer = bench.ok ? await tradeKeys(context, bench.value, message.data) : bench
    return answer.ok ? reply.send(answer.value) : refuse(reply, answer.error)
  })
  servePoke(server, { ...context, benchOf })
  takeBytes(server)
  const { folder: data, now, log, keys } = context
  serveBlobs(server, { data, now, benchOf, isErased: (holder) => keys.isErased(holder) })
  serveSnapshots(server, { data, now, log, benchOf })
  server.setNotFoundHandler((_, reply) => refuse(reply, { type: 'NOT_FOUND' }))
  server.setErrorHandler((error, _, reply) => refuse(reply, refusedOf(context, error)))
  return server
}

function serve<Message>(
  server: FastifyInstance,
  call: Call,
  bodyLimit: number,
  answer: (message: Message, request: FastifyRequest) => Promise<Result<unknown, Refused>>,
): void {
  server.post(`/v1/${call}`, { bodyLimit }, async (request, reply) => {
    const message = WIRE[call].request.safeParse(request.body)
    if (!message.success) return refuse(reply, { type: 'BAD_FORM' })
    const result = await answer(message.data as Message, request)
    return result.ok ? reply.send(result.value) : refuse(reply, result.error)
  })
}

const speaksOurs = (request: FastifyRequest): boolean =>
  request.headers[PROTOCOL_HEADER] === String(SYNC_PROTOCOL)

async function callingBench(
  { database, now }: ServiceContext,
  rate: ReturnType<typeof createRate>,
  request: FastifyRequest,
): Promise<Result<Bench, Refused>> {
  const credential = /^Bearer (\S{32,200})$/.exec(request.headers.authorization ?? '')?.[1]
  const bench = credential ? await benchOfCredential(database, hashOfSecret(credential)) : null
  if (!bench) return err({ type: 'AUTH' })
  if (bench.revoked) return err({ type: 'REVOKED' })
  const wait = rate.take(bench.install, now())
  return wait > 0 ? err({ type: 'BUSY', retryAfterSeconds: wait }) : ok(bench)
}

function refuse(reply: FastifyReply, refused: Refused): FastifyReply {
  if (refused.type === 'BUSY') reply.header('retry-after', refused.retryAfterSeconds)
  return reply.status(statusOf(refused)).send(refusalOf(refused))
}

/** What the HTTP server could not read is the caller's fault; anything else is ours and is noted. */
function refusedOf({ say }: ServiceContext, error: unknown): Refused {
  const { statusCode } = error as { statusCode?: number }
  if (statusCode === 413) return { type: 'TOO_LARGE' }
  if (statusCode && statusCode < 500) return { type: 'BAD_FORM' }
  say(`A call has failed: ${error instanceof Error ? error.stack : String(error)}`)
  return { type: 'FAULT' }
}
