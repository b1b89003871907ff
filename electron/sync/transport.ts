import { err, ok, type Result } from '#shared/lib/result.ts'
import { LIMITS } from '#shared/sync/limits.ts'
import {
  type Call,
  type EnrollAnswer,
  type EnrollRequest,
  PROTOCOL_HEADER,
  type PullAnswer,
  type PullRequest,
  type PushAnswer,
  type PushRequest,
  type Refusal,
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
  | { readonly type: 'Rubbish'; readonly why: string }

export type Answer<T> = Promise<Result<T, CallFailure>>

/** The calls of the service that a bench makes. Push and pull say all that `hello` would. */
export interface Transport {
  enroll(message: EnrollRequest): Answer<EnrollAnswer>
  push(message: PushRequest): Answer<PushAnswer>
  pull(message: PullRequest): Answer<PullAnswer>
}

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
    <Message, Reply>(call: Call) =>
    (message: Message) =>
      makeCall<Reply>(options, call, message)
  return {
    enroll: caller('enroll'),
    push: caller('push'),
    pull: caller('pull'),
  }
}

async function makeCall<Reply>(
  options: TransportOptions,
  call: Call,
  message: unknown,
): Answer<Reply> {
  const slow = new AbortController()
  const cancel = options.timers.after(WITHIN, () => slow.abort())
  const signals = [slow.signal, ...(options.signal ? [options.signal] : [])]
  try {
    const response = await send(options, call, message, AbortSignal.any(signals))
    const text = await readText(response)
    return text.ok ? understand<Reply>(call, response, text.value) : text
  } catch (error) {
    if (slow.signal.aborted) return err({ type: 'Slow' })
    return err({ type: 'Offline', why: causeOf(error) })
  } finally {
    cancel()
  }
}

function send(
  { url, credential, fetch }: TransportOptions,
  call: Call,
  message: unknown,
  signal: AbortSignal,
): Promise<Response> {
  return fetch(`${url}/v1/${call}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      [PROTOCOL_HEADER]: String(SYNC_PROTOCOL),
      ...(credential === null ? {} : { authorization: `Bearer ${credential}` }),
    },
    body: JSON.stringify(message),
    // A credential goes to the address that a person has entered and nowhere else.
    redirect: 'error',
    signal,
  })
}

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
  call: Call,
  response: Response,
  text: string,
): Result<Reply, CallFailure> {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return err({ type: 'Rubbish', why: `status ${response.status}, and no JSON` })
  }
  if (response.status !== 200) return understandRefusal(response, json)
  const answer = WIRE[call].answer.safeParse(json)
  if (!answer.success) return err({ type: 'Rubbish', why: 'the answer has another form' })
  return ok(answer.data as Reply)
}

function understandRefusal(response: Response, json: unknown): Result<never, CallFailure> {
  const { data } = refusal.safeParse(json)
  if (!data) return err({ type: 'Rubbish', why: `status ${response.status}` })
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN)
  const retryAfter = Number.isFinite(seconds) ? Math.max(0, seconds) * 1000 : null
  return err({ type: 'Refused', error: data.error, retryAfter })
}

/** The system's own word for what went wrong, such as `ECONNREFUSED`. */
function causeOf(error: unknown): string {
  const { cause, message } = error as { cause?: { code?: string }; message?: string }
  return cause?.code ?? message ?? String(error)
}
