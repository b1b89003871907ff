import type { Envelope } from '#shared/ledger/envelope.ts'
import { NO_HASH, runningHash } from '#shared/ledger/envelope.ts'
import type { Seal } from '#shared/ledger/seal.ts'
import { err, ok, type Result } from '#shared/lib/result.ts'
import type { Cursor } from '#shared/sync/protocol.ts'
import type { PageRefused, PulledPage, SyncStore } from '../../../electron/sync/ports.ts'
import { STREAM, sha256, type TestChain } from './events.ts'

/** A bench's store in memory. It keeps what the real one promises, and can be made to fail. */
export class MemoryStore implements SyncStore {
  readonly log: Envelope[] = []
  readonly applied: PulledPage[] = []
  readonly seals: Seal[] = []
  enrolled = true
  failing: Error | null = null
  contradicted: string | null = null
  forked: string | null = null
  acknowledged = 0
  readonly #chain: TestChain
  #cursor: Cursor | null = null

  constructor(chain: TestChain) {
    this.#chain = chain
  }

  async identity() {
    const { name, install } = this.#chain
    return this.enrolled ? { chain: name, install, stream: STREAM } : null
  }

  async cursor() {
    return this.#cursor
  }

  async outbox(limit: { events: number; bytes: number }, except: readonly string[]) {
    this.#mayFail()
    if (except.includes(this.#chain.name)) return []
    let bytes = 0
    const waiting = this.#chain.events.slice(this.acknowledged, this.acknowledged + limit.events)
    return waiting.filter((e, i) => {
      bytes += e.body.length
      return i === 0 || bytes <= limit.bytes
    })
  }

  async sealWithin(chain: string, from: number, to: number) {
    const within = ({ seq }: Seal) => seq >= from && seq <= to
    return this.seals.findLast((seal) => seal.chain === chain && within(seal)) ?? null
  }

  async waiting() {
    const count = this.#chain.events.length - this.acknowledged
    return { count, oldestAt: count > 0 ? 1 : null }
  }

  async acknowledge(_chain: string, seq: number) {
    this.acknowledged = Math.max(this.acknowledged, seq)
  }

  async applyPage(page: PulledPage): Promise<Result<null, PageRefused>> {
    this.#mayFail()
    if (this.contradicted) return err({ type: 'Contradiction', why: this.contradicted })
    if (this.forked) return err({ type: 'RolledBack', why: this.forked })
    let { pos, hash } = this.#cursor ?? { pos: 0, hash: NO_HASH }
    for (const entry of page.entries) {
      pos += 1
      if (entry.pos !== pos) throw new Error('a page with a gap')
      hash = runningHash(sha256, hash, pos, entry.envelope.hash)
    }
    if (page.cursor.pos !== pos || page.cursor.hash !== hash) throw new Error('a page that breaks')
    this.log.push(...page.entries.map((entry) => entry.envelope))
    this.applied.push(page)
    this.#cursor = page.cursor
    return ok(null)
  }

  #mayFail() {
    if (this.failing) throw this.failing
  }
}
