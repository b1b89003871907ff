import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { verifyFull } from '../../../electron/store/verify/full.ts'
import { MemoryLog } from '../../../service/store/memory-log.ts'
import { SITE } from '../domain/facts.ts'
import { Centre } from '../sync/centre.ts'
import { EPOCH } from '../sync/events.ts'
import { derivedOf } from './derived.ts'
import { TestBench } from './test-bench.ts'

const RUN = { events: 500, bytes: 1_000_000 }

/** The benches of a site and their service in memory: what the client of sync does, with nothing in between. */
export class Site {
  centre = new Centre(new MemoryLog(EPOCH, [SITE]), SITE)
  readonly benches: TestBench[] = []

  /** The first founds the site, others join it. */
  async bench(digit: string): Promise<TestBench> {
    const bench = new TestBench(digit)
    if (this.benches.length === 0) bench.found()
    else bench.writer.join(SITE, this.benches.length + 1, `Bench ${digit}`)
    this.benches.push(bench)
    await this.all()
    return bench
  }

  /** Until everybody has handed over all and received all. */
  async all(benches: readonly TestBench[] = this.benches): Promise<void> {
    for (let i = 0; i < 3; i++) for (const bench of benches) await this.sync(bench)
  }

  async sync(bench: TestBench): Promise<void> {
    await this.pull(bench)
    await this.hello(bench)
    await this.push(bench)
    await this.giveBack(bench)
    await this.pull(bench)
  }

  /** What the service has lost of a chain, although it had acknowledged it, is sent again. */
  async hello(bench: TestBench): Promise<void> {
    const answer = await this.centre.hello(bench.writer.ownChains())
    if (!answer.ok) throw new Error(answer.error.type)
    for (const { chain, status, expect } of answer.value.chains)
      if (status === 'OK') bench.writer.sendAgain(chain, expect - 1)
  }

  async pull(bench: TestBench, limit = 100): Promise<void> {
    for (;;) {
      const page = await this.centre.pull(bench.writer.cursor(), limit)
      if (!page.ok) {
        expect(page.error.type).toBe('DIVERGED')
        await this.diverge(bench)
      } else if (page.value.entries.length === 0) return
      else bench.writer.applyPage(page.value)
    }
  }

  /** The longest beginning that both orders have. */
  async diverge(bench: TestBench): Promise<void> {
    const { pos } = bench.writer.cursor()!
    const positions = Array.from({ length: pos + 1 }, (_, at) => at)
    const mine = bench.writer.runningAt(positions)
    const { log, stream } = this.centre
    const shelf = (await log.look(stream, { positions }))!
    const common = positions.findLast((at) => at === 0 || shelf.running(at) === mine[at])!
    bench.writer.diverge({ pos: common, hash: mine[common]! }, shelf.head.epoch)
  }

  async push(bench: TestBench): Promise<void> {
    for (let tries = 0; ; tries++) {
      expect(tries).toBeLessThan(100)
      const run = bench.writer.outbox(RUN)
      if (run.length === 0) return
      const { chain } = run[0]!
      const seal = bench.writer.sealWithin(chain, run[0]!.seq, run.at(-1)!.seq) ?? undefined
      const answer = await this.centre.push(run, { seal })
      if (answer.ok) bench.writer.acknowledge(chain, answer.value.acked)
      else await this.#heed(bench, chain, answer.error)
    }
  }

  async #heed(
    bench: TestBench,
    chain: string,
    refused: { type: string; expect?: number; uid?: string },
  ): Promise<void> {
    if (refused.type === 'FORK') bench.writer.newLife('forked')
    else if (refused.type === 'GAP') bench.writer.sendAgain(chain, refused.expect! - 1)
    else if (refused.type === 'MISSING_CAUSE') await this.#tell(bench, refused.uid!)
    else throw new Error(refused.type)
  }

  /** Hands over a fact that the service asks for, and before it what that rests on. */
  async #tell(bench: TestBench, uid: string): Promise<void> {
    for (;;) {
      const fact = bench.writer.fact(uid)
      expect(fact, `the cause ${uid}`).not.toBeNull()
      const given = await this.centre.giveBack([fact!])
      if (!given.ok) throw new Error(given.error.type)
      const [told] = given.value.outcomes
      if (told!.outcome !== 'REFUSED') return
      expect(told!.reason).toBe('MISSING_CAUSE')
      await this.#tell(bench, told!.uid!)
    }
  }

  async giveBack(bench: TestBench): Promise<string[]> {
    const outcomes: string[] = []
    for (;;) {
      const events = bench.writer.limbo(outcomes.length, RUN)
      if (events.length === 0) return outcomes
      const answer = await this.centre.giveBack(events)
      if (!answer.ok) throw new Error(answer.error.type)
      outcomes.push(...answer.value.outcomes.map(({ outcome }) => outcome))
    }
  }

  /** What the service is after a restore of this backup of it. */
  restore(backup: MemoryLog, epoch: string | null = null): void {
    const log = backup.copy()
    if (epoch !== null) log.epoch = epoch
    this.centre = new Centre(log, SITE)
  }

  /** Nothing of any is missing at another, and all derive the same. */
  agreed(benches: readonly TestBench[] = this.benches): void {
    const [first, ...rest] = benches
    for (const bench of rest) {
      expect(bench.column('SELECT uid FROM event ORDER BY uid')).toEqual(
        first!.column('SELECT uid FROM event ORDER BY uid'),
      )
      expect(bench.writer.cursor()).toEqual(first!.writer.cursor())
      expect(derivedOf(bench.db)).toEqual(derivedOf(first!.db))
    }
    for (const bench of benches) {
      expect(bench.writer.waiting().count).toBe(0)
      expect(bench.column(UNPLACED)).toEqual([])
      expect(verifyFull(bench.db)!.findings).toEqual([])
      again(bench)
    }
  }

  remove(): void {
    for (const bench of this.benches) bench.remove()
  }
}

const UNPLACED = 'SELECT uid FROM event WHERE id NOT IN (SELECT event FROM stream_order)'

/** What is derived again is what was live, to the byte. */
export function again(bench: TestBench): void {
  const live = derivedOf(bench.db)
  bench.writer.rebuild()
  expect(derivedOf(bench.db)).toEqual(live)
}

/** A copy of a bench's folder as it is now. */
export function copyOf(bench: TestBench): string {
  const folder = mkdtempSync(join(tmpdir(), 'frostkeep-copy-'))
  bench.close()
  cpSync(bench.folder, folder, { recursive: true })
  bench.open()
  return folder
}

/** Puts a copy in the place of a bench's folder. */
export function rollBack(bench: TestBench, folder: string): void {
  bench.close()
  rmSync(bench.folder, { recursive: true })
  cpSync(folder, bench.folder, { recursive: true })
  bench.open()
}
