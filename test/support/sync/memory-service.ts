import { NO_HASH } from '#shared/ledger/envelope.ts'
import type { Seal } from '#shared/ledger/seal.ts'
import { type Cursor, pullRequest, pushRequest, type RefusalType } from '#shared/sync/protocol.ts'
import type { Fetch } from '../../../electron/sync/ports.ts'
import { EPOCH } from './events.ts'
import { MemoryKeeper } from './memory-keeper.ts'

/** A service in memory behind a `fetch`, whose calls can be spoilt one by one. */
export class MemoryService {
  readonly keeper = new MemoryKeeper()
  readonly calls: string[] = []
  readonly spoilt: { push: Fetch | null; pull: Fetch | null } = { push: null, pull: null }
  readonly #seals = new Map<string, Seal>()
  /** How many entries a page holds. */
  pageSize = 5_000

  readonly fetch: Fetch = async (url, init) => {
    const call = url.endsWith('/push') ? 'push' : 'pull'
    this.calls.push(call)
    const spoilt = this.spoilt[call]
    if (spoilt) return spoilt(url, init)
    const message: unknown = JSON.parse(String(init.body))
    return call === 'push' ? this.#push(message) : this.#pull(message)
  }

  #push(message: unknown): Response {
    const { run, seal } = pushRequest.parse(message)
    const kept = this.keeper.push(run)
    if (kept.ok && seal) this.#seals.set(seal.hash, seal)
    if (!kept.ok) return refusing(kept.error.type)
    return Response.json({ acked: kept.value.at(-1)!.seq, outcomes: kept.value })
  }

  #pull(message: unknown): Response {
    const { cursor } = pullRequest.parse(message)
    const from = cursor?.pos ?? 0
    const rows = this.keeper.log.slice(from, from + this.pageSize)
    const entries = rows.map(({ pos, envelope }) => {
      const seal = this.#seals.get(envelope.hash)
      return { pos, envelope, receivedAt: 1, ...(seal ? { seal } : {}) }
    })
    const [after, head] = [
      this.#cursorAt(from + rows.length),
      this.#cursorAt(this.keeper.log.length),
    ]
    return Response.json({ epoch: EPOCH, entries, cursor: after, head })
  }

  #cursorAt(pos: number): Cursor {
    return { epoch: EPOCH, pos, hash: pos === 0 ? NO_HASH : this.keeper.log[pos - 1]!.running }
  }
}

export const refusing = (type: RefusalType): Response =>
  Response.json({ error: { type, message: `It is ${type}.` } }, { status: 409 })

export const unreachable: Fetch = async () => {
  throw new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } })
}
