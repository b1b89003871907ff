import type { Clock } from '#shared/lib/clock.ts'
import type { Bench } from './bench.ts'
import { Counts } from './faults.ts'
import { Network } from './network.ts'
import { Random } from './random.ts'
import { Secrets } from './secrets.ts'
import { SimService } from './service.ts'
import { VirtualTime } from './time.ts'
import { factsIn, Truth } from './truth.ts'
import { Violation } from './violation.ts'

/** One simulated site: its benches, its service, what is between them, and what its people know. */
export class Site {
  readonly seed: string
  readonly random: Random
  readonly time = new VirtualTime()
  readonly counts = new Counts()
  readonly network: Network
  readonly truth = new Truth()
  readonly secrets = new Secrets()
  readonly benches: Bench[] = []
  service!: SimService
  step = 0
  readonly trace: string[] | null
  /** What the service has told anybody of a site that is not theirs. */
  readonly leaks: string[] = []
  /** What a wrapped store has shown that must never be. */
  violation: Violation | null = null

  constructor(seed: string, traced: boolean) {
    this.seed = seed
    this.random = new Random(seed)
    this.trace = traced ? [] : null
    this.network = new Network(this)
  }

  async begin(): Promise<void> {
    this.service = await SimService.found(() => this.time.now)
  }

  note(line: string | (() => string)): void {
    if (!this.trace) return
    const at = new Date(this.time.now).toISOString().slice(0, 23)
    this.trace.push(`${this.step} ${at} ${typeof line === 'string' ? line : line()}`)
  }

  /** A clock that is right, for what is done outside of a bench. */
  serviceClock(n: number): Clock {
    return {
      now: () => this.time.now,
      monotonic: () => this.time.now,
      zone: () => 'Europe/Stockholm',
      offset: () => 60,
      boot: () => `setting up ${n}`,
    }
  }

  get running(): Bench[] {
    return this.benches.filter((bench) => !bench.isDown)
  }

  /** Facts that were in a copy which is gone: those that no other copy holds are gone as well. */
  forgetUnheld(uids: Iterable<string | null>): void {
    const kept = new Set<string | null>(this.service.log().map(({ uid }) => uid))
    for (const { db } of this.benches) for (const uid of factsIn(db)) kept.add(uid)
    this.truth.forget(uids, (uid) => kept.has(uid))
  }

  /** Watches what a bench's client asks of its store. */
  async around(
    bench: Bench,
    name: string,
    given: readonly unknown[],
    work: () => Promise<unknown>,
  ): Promise<unknown> {
    if (name === 'outbox' && bench.runSize !== null) {
      this.counts.add('small runs')
      ;(given as unknown as [{ events: number }])[0].events = bench.runSize
    }
    // Before, since the program may end right behind it.
    if (name === 'diverge') bench.reached = null
    const answer = await work()
    if (name === 'applyPage') this.#watchCursor(bench)
    if (
      this.trace &&
      (name === 'applyPage' || name === 'acknowledge' || name === 'diverge' || name === 'newLife')
    )
      this.note(
        `${bench.name} ${name} ${JSON.stringify(given).slice(0, 200)} ${JSON.stringify(answer)}`,
      )
    return answer
  }

  /** I7: within an epoch a cursor never falls back. */
  #watchCursor(bench: Bench): void {
    const cursor = bench.writer.cursor()
    if (!cursor) return
    const { reached, name } = bench
    if (reached && reached.epoch === cursor.epoch && cursor.pos < reached.pos)
      this.violation ??= new Violation('I7', `the cursor of ${name} fell back to ${cursor.pos}`)
    bench.reached = { epoch: cursor.epoch, pos: cursor.pos }
  }
}
