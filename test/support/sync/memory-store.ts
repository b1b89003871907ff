import { readChainName } from '#shared/ledger/chain.ts'
import type { Envelope } from '#shared/ledger/envelope.ts'
import { NO_HASH, runningHash } from '#shared/ledger/envelope.ts'
import type { Seal } from '#shared/ledger/seal.ts'
import { err, ok, type Result } from '#shared/lib/result.ts'
import type { Cursor } from '#shared/sync/protocol.ts'
import type { PageRefused, PulledPage, SyncStore } from '../../../electron/sync/ports.ts'
import { STREAM, sha256, TestChain } from './events.ts'

/** A bench's store in memory. It keeps what the real one promises, and can be made to fail. */
export class MemoryStore implements SyncStore {
  readonly log: Envelope[] = []
  readonly applied: PulledPage[] = []
  readonly seals: Seal[] = []
  /** Positions that a service has lost. */
  readonly lost: Envelope[] = []
  readonly newLives: string[] = []
  enrolled = true
  failing: Error | null = null
  contradicted: string | null = null
  acknowledged = 0
  #chain: TestChain
  readonly #running: string[] = [NO_HASH]
  #cursor: Cursor | null = null

  constructor(chain: TestChain) {
    this.#chain = chain
  }

  /** The chain of the present life. */
  get chain(): TestChain {
    return this.#chain
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

  async sendAgain(_chain: string, seq: number) {
    this.acknowledged = Math.min(this.acknowledged, seq)
  }

  async applyPage(page: PulledPage): Promise<Result<null, PageRefused>> {
    this.#mayFail()
    if (this.contradicted) return err({ type: 'Contradiction', why: this.contradicted })
    let { pos, hash } = this.#cursor ?? { pos: 0, hash: NO_HASH }
    for (const entry of page.entries) {
      pos += 1
      if (entry.pos !== pos) throw new Error('a page with a gap')
      hash = runningHash(sha256, hash, pos, entry.envelope.hash)
      this.#running.push(hash)
    }
    if (page.cursor.pos !== pos || page.cursor.hash !== hash) throw new Error('a page that breaks')
    this.log.push(...page.entries.map((entry) => entry.envelope))
    this.applied.push(page)
    this.#cursor = page.cursor
    return ok(null)
  }

  async ownChains() {
    const { name, events } = this.#chain
    const last = events.at(-1)
    return [{ chain: name, head: last ? { seq: last.seq, hash: last.hash } : null }]
  }

  async newLife(reason: 'forked' | 'rolled-back') {
    const { install, name, events } = this.#chain
    const told = events.slice(this.acknowledged)
    this.#chain = new TestChain(install, readChainName(name)!.incarnation + 1)
    for (const { body } of told) this.#chain.write(body)
    this.acknowledged = 0
    this.newLives.push(reason)
  }

  async runningAt(positions: readonly number[]) {
    return positions.map((pos) => this.#running[pos] ?? null)
  }

  async diverge({ pos, hash }: { pos: number; hash: string }, epoch: string) {
    if (this.#running[pos] !== hash) throw new Error('not the order as it was received')
    this.lost.push(...this.log.splice(pos))
    this.#running.splice(pos + 1)
    this.#cursor = { epoch, pos, hash }
    const own = this.log.filter(({ chain }) => chain === this.#chain.name)
    this.acknowledged = Math.min(this.acknowledged, own.at(-1)?.seq ?? 0)
  }

  async limbo(skip: number, limit: { events: number; bytes: number }) {
    const there = new Set(this.log.map(({ hash }) => hash))
    const { name } = this.#chain
    const left = this.lost.filter(({ chain, hash }) => chain !== name && !there.has(hash))
    return left.slice(skip, skip + limit.events).map((envelope) => ({ envelope }))
  }

  async fact(uid: string) {
    const all = [...this.#chain.events, ...this.log, ...this.lost]
    const envelope = all.find(({ body }) => body.includes(`"uid":"${uid}"`))
    return envelope ? { envelope } : null
  }

  #mayFail() {
    if (this.failing) throw this.failing
  }
}
