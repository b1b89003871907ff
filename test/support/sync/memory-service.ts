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

type Spoilt = { -readonly [call in Call]?: Fetch | null | undefined }

/** The service's own calls over a log in memory, behind a `fetch` whose calls can be spoilt one by one. */
export class MemoryService {
  readonly centre = new Centre(new MemoryLog(EPOCH, [STREAM]))
  readonly calls: string[] = []
  readonly spoilt: Spoilt = {}
  /** How many entries a page holds. */
  pageSize = 5_000

  readonly fetch: Fetch = async (url, init) => {
    const call = url.slice(url.lastIndexOf('/') + 1) as Call
    this.calls.push(call)
    const spoilt = this.spoilt[call]
    if (spoilt) return spoilt(url, init)
    const answer = await this.#answer(call, WIRE[call].request.parse(JSON.parse(String(init.body))))
    if (answer.ok) return Response.json(answer.value)
    return Response.json(refusalOf(answer.error), { status: statusOf(answer.error) })
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

export const refusing = (type: RefusalType): Response =>
  Response.json({ error: { type, message: `It is ${type}.` } }, { status: 409 })

export const unreachable: Fetch = async () => {
  throw new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } })
}
