import {
  type Call,
  type ChainRequest,
  type HelloRequest,
  type PullRequest,
  type PushRequest,
  type RefusalType,
  type ReturnRequest,
  WIRE,
} from '#shared/sync/protocol.ts'
import type { Fetch } from '../../../electron/sync/ports.ts'
import { refusalOf, statusOf } from '../../../service/refused.ts'
import { MemoryLog } from '../../../service/store/memory-log.ts'
import { Centre } from './centre.ts'
import { EPOCH, STREAM } from './events.ts'

type Spoilt = { -readonly [call in Call | 'poke']?: Fetch | null | undefined }

/** The service's own calls over a log in memory, behind a `fetch` whose calls can be spoilt one by one. */
export class MemoryService {
  readonly centre = new Centre(new MemoryLog(EPOCH, [STREAM]))
  readonly calls: string[] = []
  readonly spoilt: Spoilt = {}
  /** How many entries a page holds. */
  pageSize = 5_000

  /** Who listens, where it tells of news at all. */
  readonly listeners: ReadableStreamDefaultController<Uint8Array>[] | null = null

  constructor(pokes = false) {
    if (pokes) this.listeners = []
  }

  readonly fetch: Fetch = async (url, init) => {
    const call = /v1\/(\w+)/.exec(url)![1] as Call | 'poke'
    this.calls.push(call)
    const spoilt = this.spoilt[call]
    if (spoilt) return spoilt(url, init)
    if (call === 'poke') return this.#listen(init)
    const answer = await this.#answer(call, WIRE[call].request.parse(JSON.parse(String(init.body))))
    if (answer.ok) return Response.json(answer.value)
    return Response.json(refusalOf(answer.error), { status: statusOf(answer.error) })
  }

  /** Says something to everybody who listens. */
  say(text: string): void {
    for (const listener of this.listeners ?? []) listener.enqueue(encoder.encode(text))
  }

  poke(pos = this.log.length): void {
    this.say(`event: head\ndata: {"pos":${pos}}\n\n`)
  }

  /** Every line on which somebody listens ends. */
  hangUp(): void {
    for (const listener of this.listeners?.splice(0) ?? []) listener.close()
  }

  #listen({ signal }: RequestInit): Response {
    const { listeners } = this
    if (!listeners) return refusing('NOT_FOUND', 404)
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        listeners.push(controller)
        signal?.addEventListener('abort', () => {
          const at = listeners.indexOf(controller)
          if (at >= 0) listeners.splice(at, 1)
          if (at >= 0) controller.error(signal.reason)
        })
      },
    })
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
  }

  /** The stream's events in their order. */
  get log() {
    return this.centre.log.eventsOf(STREAM)
  }

  #answer(call: Call, message: unknown) {
    switch (call) {
      case 'push': {
        const { run, ...more } = message as PushRequest
        return this.centre.push(run, more)
      }
      case 'pull': {
        const { cursor, limit } = message as PullRequest
        return this.centre.pull(cursor, Math.min(limit ?? this.pageSize, this.pageSize))
      }
      case 'return': {
        const { entries, lost } = message as ReturnRequest
        return this.centre.giveBack(entries, lost)
      }
      case 'hello': {
        const { chains, cursor } = message as HelloRequest
        return this.centre.hello(chains, cursor)
      }
      case 'chain':
        return this.centre.chain((message as ChainRequest).positions)
      default:
        throw new Error(`no call ${call} in memory`)
    }
  }
}

const encoder = new TextEncoder()

export const refusing = (type: RefusalType, status = 409, more: object = {}): Response =>
  Response.json({ error: { type, message: `It is ${type}.`, ...more } }, { status })

export const unreachable: Fetch = async () => {
  throw new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } })
}
