import { readKept } from '#shared/ledger/body.ts'
import { type Envelope, NO_HASH, runningHash } from '#shared/ledger/envelope.ts'
import type { Seal } from '#shared/ledger/seal.ts'
import { sha256 } from '../../../electron/sha256.ts'
import type { PulledPage } from '../../../electron/store/sync/apply.ts'
import { EPOCH } from '../sync/events.ts'
import type { TestBench } from './test-bench.ts'

/** At once, by a clock that is right: whoever wrote it looked at the same one. */
export const receivedAt = ({ body }: Pick<Envelope, 'body'>): number => readKept(body, '').at

interface LogRow {
  readonly pos: number
  readonly envelope: Envelope
  readonly running: string
  readonly receivedAt?: number
  readonly seal?: Seal
  readonly quarantined?: string
}

/** What the service does for the benches of a site, in memory: one order for all, and its running hash. */
export class CommonOrder {
  readonly log: LogRow[]
  readonly #known = new Map<string, { readonly row: number; readonly hash: string }>()
  readonly #last = new Map<string, number>()
  readonly #facts = new Map<string, number>()

  constructor(log: readonly LogRow[] = []) {
    this.log = []
    for (const row of log) this.#keep(row)
  }

  /** Takes in what a bench has recorded and not yet sent. One whose chain was forked goes on in a new life. */
  push(bench: TestBench, events = 500): void {
    for (;;) {
      const run = bench.writer.outbox({ events, bytes: 1_000_000 })
      const [first, last] = [run[0], run.at(-1)]
      if (!first || !last) return
      if (run.some((one) => this.#isFork(one))) bench.writer.newLife('forked')
      else {
        for (const envelope of run) this.#append(envelope)
        this.#seal(bench.writer.sealWithin(first.chain, first.seq, last.seq))
        bench.writer.acknowledge(last.chain, last.seq)
        return
      }
    }
  }

  /** Gives a bench what it has not yet received, at most so many events. */
  pull(bench: TestBench, limit = Number.POSITIVE_INFINITY): void {
    const page = this.page(bench.writer.cursor()?.pos ?? 0, limit)
    if (page.entries.length > 0) bench.writer.applyPage(page)
  }

  page(from: number, limit = Number.POSITIVE_INFINITY): PulledPage {
    const rows = this.log.slice(from, from + limit)
    const pos = from + rows.length
    const hash = pos === 0 ? NO_HASH : this.log[pos - 1]!.running
    const entries = rows.map(({ running: _, ...row }) => ({
      ...row,
      receivedAt: row.receivedAt ?? receivedAt(row.envelope),
    }))
    return { epoch: EPOCH, entries, cursor: { epoch: EPOCH, pos, hash } }
  }

  /** What somebody else has handed over, at a time that the service says. */
  add(envelope: Envelope, at = receivedAt(envelope)): void {
    this.#append(envelope)
    const last = this.log.length - 1
    this.log[last] = { ...this.log[last]!, receivedAt: at }
  }

  /** Until every bench has sent all and received all. */
  exchange(...benches: readonly TestBench[]): void {
    for (const bench of benches) this.push(bench)
    for (const bench of benches) this.pull(bench)
  }

  #isFork({ chain, seq, hash }: Envelope): boolean {
    const known = this.#known.get(`${chain} ${seq}`)
    return known !== undefined && known.hash !== hash
  }

  #append(envelope: Envelope): void {
    const { chain, seq, hash, body } = envelope
    if (seq <= (this.#last.get(chain) ?? 0)) return
    const there = this.#facts.get(body)
    const pos = this.log.length + 1
    const before = this.log.at(-1)?.running ?? NO_HASH
    if (there !== undefined) this.#link(envelope, there, hash)
    else this.#keep({ pos, envelope, running: runningHash(sha256, before, pos, hash) })
  }

  #keep(row: LogRow): void {
    this.#facts.set(row.envelope.body, this.log.length)
    this.#link(row.envelope, this.log.length, row.envelope.hash)
    this.log.push(row)
  }

  /** Another envelope of a fact moves its chain on, and not the order. */
  #link({ chain, seq }: Envelope, row: number, hash: string): void {
    this.#known.set(`${chain} ${seq}`, { row, hash })
    this.#last.set(chain, seq)
  }

  #seal(seal: Seal | null): void {
    const known = seal && this.#known.get(`${seal.chain} ${seal.seq}`)
    // Of an envelope that stands in the order.
    const stands = known && this.log[known.row]!.envelope.hash === known.hash
    if (known && stands && !this.log[known.row]!.seal)
      this.log[known.row] = { ...this.log[known.row]!, seal: seal! }
  }
}
