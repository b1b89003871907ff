import { type Envelope, NO_HASH, runningHash } from '#shared/ledger/envelope.ts'
import { sha256 } from '../../../electron/sha256.ts'
import type { PulledPage } from '../../../electron/store/sync/apply.ts'
import { EPOCH } from '../sync/events.ts'
import type { TestBench } from './test-bench.ts'

/** What the service does for the benches of a site, in memory: one order for all, and its running hash. */
export class CommonOrder {
  readonly log: { pos: number; envelope: Envelope; running: string }[]
  readonly #last = new Map<string, number>()

  constructor(log: CommonOrder['log'] = []) {
    this.log = [...log]
    for (const { envelope } of log) this.#last.set(envelope.chain, envelope.seq)
  }

  /** Takes in what a bench has recorded and not yet sent. */
  push(bench: TestBench, events = 500): void {
    const run = bench.writer.outbox({ events, bytes: 1_000_000 })
    for (const envelope of run) this.#append(envelope)
    const last = run.at(-1)
    if (last) bench.writer.acknowledge(last.chain, last.seq)
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
    const entries = rows.map((row) => ({ pos: row.pos, envelope: row.envelope, receivedAt: 1 }))
    return { epoch: EPOCH, entries, cursor: { epoch: EPOCH, pos, hash } }
  }

  /** Until every bench has sent all and received all. */
  exchange(...benches: readonly TestBench[]): void {
    for (const bench of benches) this.push(bench)
    for (const bench of benches) this.pull(bench)
  }

  #append(envelope: Envelope): void {
    if (envelope.seq <= (this.#last.get(envelope.chain) ?? 0)) return
    this.#last.set(envelope.chain, envelope.seq)
    const pos = this.log.length + 1
    const before = this.log.at(-1)?.running ?? NO_HASH
    this.log.push({ pos, envelope, running: runningHash(sha256, before, pos, envelope.hash) })
  }
}
