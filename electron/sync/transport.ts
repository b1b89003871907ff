import { z } from 'zod'
import { err, ok, type Result } from '#shared/lib/result.ts'
import { LIMITS } from '#shared/sync/limits.ts'
import {
  type Call,
  type ChainAnswer,
  type ChainRequest,
  type EnrollAnswer,
  type EnrollRequest,
  type HelloAnswer,
  type HelloRequest,
  PROTOCOL_HEADER,
  type PullRequest,
  type PushAnswer,
  type PushRequest,
  type Refusal,
  type ReturnAnswer,
  type ReturnRequest,
  refusal,
  SYNC_PROTOCOL,
  WIRE,
} from '#shared/sync/protocol.ts'
import type { Fetch, Timers } from './ports.ts'

/** Why a call brought no answer. Whatever the other side does, it ends in one of these. */
export type CallFailure =
  /** Nobody answers at the address. */
  | { readonly type: 'Offline'; readonly why: string }
  /** The answer took too long. */
  | { readonly type: 'Slow' }
  /** The service says no. `retryAfter` is in milliseconds. */
  | {
      readonly type: 'Refused'
      readonly error: Refusal['error']
      readonly retryAfter: number | null
    }
  /** Something answers, but not as the service does. */
  | { readonly type: 'Rubbish'; readonly why: string; readonly retryAfter?: number | null }

export type Answer<T> = Promise<Result<T, CallFailure>>

/** The calls of the service that a bench makes, but for the poke: see `poke.ts`. */
export interface Transport {
  enroll(message: EnrollRequest): Answer<EnrollAnswer>
  hello(message: HelloRequest): Answer<HelloAnswer>
  push(message: PushRequest): Answer<PushAnswer>
  /** What the entries are is for `readPage` to say, some at a time. */
  pull(message: PullRequest): Answer<RawPage>
  return(message: ReturnRequest): Answer<ReturnAnswer>
  chain(message: ChainRequest): Answer<ChainAnswer>
}

const rawPage = WIRE.pull.answer.extend({ entries: z.array(z.unknown()).max(LIMITS.pullEntries) })
export type RawPage = z.infer<typeof rawPage>

export interface TransportOptions {
  /** Without a slash at the end. */
  readonly url: string
  /** Null before the bench is enrolled. */
  readonly credential: string | null
  readonly fetch: Fetch
  readonly timers: Timers
  /** Ends every call that is under way. */
  readonly signal?: AbortSignal
}

/** A whole call, from the first byte out to the last byte in. */
const WITHIN = 30_000
/** Twice a full page: a service may count a page a little differently. */
const MOST_BYTES = 2 * LIMITS.pullBytes

export function createTransport(options: TransportOptions): Transport {
  const caller =
    <Reply>(call: Call, answer: z.ZodType<Reply>) =>
    (message: object) =>
      makeCall(options, call, answer, message)
  return {
    enroll: caller('enroll', WIRE.enroll.answer),
    hello: caller('hello', WIRE.hello.answer),
    push: caller('push', WIRE.push.answer),
    pull: caller('pull', rawPage),
    return: caller('return', WIRE.return.answer),
    chain: caller('chain', WIRE.chain.answer),
  }
}

/** One call of the service, whose answer must have this form. */
export async function makeCall<Reply>(
  options: TransportOptions,
  call: string,
  answer: z.ZodType<Reply>,
  message: object,
): Answer<Reply> {
  const slow = new AbortController()
  const cancel = options.timers.after(WITHIN, () => slow.abort())
  const signals = [slow.signal, ...(options.signal ? [options.signal] : [])]
  try {
    const response = await send(options, call, message, AbortSignal.any(signals))
    const text = await readText(response)
    return text.ok ? understand(answer, response, text.value) : text
  } catch (error) {
    if (slow.signal.aborted) return err({ type: 'Slow' })
    return err({ type: 'Offline', why: causeOf(error) })
  } finally {
    cancel()
  }
}

function send(
  { url, credential, fetch }: TransportOptions,
  call: string,
  message: object,
  signal: AbortSignal,
): Promise<Response> {
  return fetch(`${url}/v1/${call}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headersOf(credential) },
    body: JSON.stringify(message),
    // A credential goes to the address that a person has entered and nowhere else.
    redirect: 'error',
    signal,
  })
}

/** What every call says of who asks, and in which version of the protocol. */
export const headersOf = (credential: string | null): Record<string, string> => ({
  [PROTOCOL_HEADER]: String(SYNC_PROTOCOL),
  ...(credential === null ? {} : { authorization: `Bearer ${credential}` }),
})

async function readText(response: Response): Promise<Result<string, CallFailure>> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let text = ''
  let bytes = 0
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length
    // Leaving the loop ends the stream, and with it the download.
    if (bytes > MOST_BYTES) return err({ type: 'Rubbish', why: 'the answer has no end' })
    try {
      text += decoder.decode(chunk, { stream: true })
    } catch {
      return err({ type: 'Rubbish', why: 'the answer is no text' })
    }
  }
  return ok(text)
}

function understand<Reply>(
  schema: z.ZodType<Reply>,
  response: Response,
  text: string,
): Result<Reply, CallFailure> {
  const json = readJson(text)
  if (response.status !== 200) return err(refusalIn(response, json))
  if (json === undefined) return err({ type: 'Rubbish', why: 'status 200, and no JSON' })
  const answer = schema.safeParse(json)
  if (!answer.success) return err({ type: 'Rubbish', why: 'the answer has another form' })
  return ok(answer.data)
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function refusalIn(response: Response, json: unknown): CallFailure {
  const retryAfter = retryAfterOf(response.headers)
  const { data } = refusal.safeParse(json)
  if (!data) return { type: 'Rubbish', why: `status ${response.status}`, retryAfter }
  return { type: 'Refused', error: data.error, retryAfter }
}

/** Nobody is believed who says that a bench should stay away for hours. */
const LONGEST_RETRY = 10 * 60_000

/** Milliseconds. A moment is measured by the clock of who names it. */
function retryAfterOf(headers: Headers): number | null {
  const text = headers.get('retry-after')
  if (text === null) return null
  const seconds = Number(text)
  const ms = Number.isNaN(seconds)
    ? Date.parse(text) - Date.parse(headers.get('date') ?? '')
    : seconds * 1_000
  return Number.isNaN(ms) ? null : Math.min(Math.max(0, ms), LONGEST_RETRY)
}

/** The system's own word for what went wrong, such as `ECONNREFUSED`. */
function causeOf(error: unknown): string {
  const { cause, message } = error as { cause?: { code?: string }; message?: string }
  return cause?.code ?? message ?? String(error)
}
