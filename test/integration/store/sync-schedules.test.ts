import { rmSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { MemoryLog } from '../../../service/store/memory-log.ts'
import { at, BOX, specimenData } from '../../support/domain/facts.ts'
import { copyOf, rollBack, Site } from '../../support/store/site.ts'
import { TestBench } from '../../support/store/test-bench.ts'
import { testId } from '../../support/sync/events.ts'

/** Numbers that look like chance and are the same for every run: mulberry32. */
function numbers(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

const STEPS = 40
const counts = { acts: 0, lives: 0, restores: 0, clones: 0, lost: 0, aliases: 0, branches: 0 }

/** Benches that act, exchange a part, are put back, copied; a service that is put back. Then quiet. */
class Schedule {
  readonly site = new Site()
  readonly #next: (below: number) => number
  readonly #folders = new Map<TestBench, string>()
  readonly #backups: MemoryLog[] = []
  #epochs = 1

  constructor(seed: number) {
    this.#next = numbers(seed)
  }

  async run(): Promise<void> {
    const a = await this.site.bench('1')
    a.box(BOX, 'BX-1')
    await this.site.bench('2')
    await this.site.bench('3')
    await this.site.all()
    for (let i = 0; i < STEPS; i++) await this.#step()
    for (let i = 0; i < 3; i++) await this.site.all()
  }

  async #step(): Promise<void> {
    const { benches, centre } = this.site
    const bench = benches[this.#next(benches.length)]!
    const what = this.#next(30)
    if (what < 14) this.#act(bench)
    else if (what < 18) await this.site.sync(bench)
    else if (what < 21) await this.site.push(bench)
    else if (what < 24) await this.site.pull(bench)
    else if (what === 24) this.#keepFolder(bench)
    else if (what === 25) this.#putBack(bench)
    else if (what === 26) this.#backups.push(centre.log.copy())
    else if (what === 27) this.#restoreService()
    else if (what === 28 && benches.length < 5) this.#clone(bench)
    else bench.restart()
  }

  #act(bench: TestBench): void {
    counts.acts++
    const specimen = testId('7', 1 + this.#next(8))
    const place = { at: at(`A${1 + this.#next(4)}`) }
    if (bench.reader.specimen(specimen) === null)
      bench.act('takeIn', { ...specimenData(specimen), ...place })
    else if (this.#next(3) === 0) bench.act('checkOut', { specimen, reason: null })
    else bench.act('move', { specimen, ...place })
  }

  #keepFolder(bench: TestBench): void {
    const before = this.#folders.get(bench)
    if (before) rmSync(before, { recursive: true, force: true })
    this.#folders.set(bench, copyOf(bench))
  }

  #putBack(bench: TestBench): void {
    const folder = this.#folders.get(bench)
    if (!folder) return
    counts.restores++
    rollBack(bench, folder)
  }

  #restoreService(): void {
    const backup = this.#backups.at(-1 - this.#next(2))
    if (!backup) return
    counts.lost++
    const epoch = this.#next(2) === 0 ? null : testId('e', ++this.#epochs)
    this.site.restore(backup, epoch)
  }

  #clone(bench: TestBench): void {
    counts.clones++
    this.site.benches.push(new TestBench(String(this.site.benches.length + 1), copyOf(bench)))
  }

  count(): void {
    const [bench] = this.site.benches
    const one = (sql: string) => bench!.column<number>(sql)[0]!
    counts.aliases += one('SELECT count(*) FROM alias')
    counts.branches += one("SELECT count(*) FROM chain WHERE instr(name, '#') > 0")
    counts.lives += one(`SELECT count(*) FROM event WHERE body LIKE '%"bench.incarnated"%'`)
  }

  remove(): void {
    for (const folder of this.#folders.values()) rmSync(folder, { recursive: true, force: true })
    this.site.remove()
  }
}

const SEEDS = Array.from(
  { length: Number(process.env.FROSTKEEP_SYNC_SEEDS ?? 12) },
  (_, i) => i + 1,
)

describe('any history of benches and a service that are put back and copied', () => {
  test.each(SEEDS)(
    'ends in one order and the same tables everywhere: seed %i',
    async (seed) => {
      const schedule = new Schedule(seed)
      try {
        await schedule.run()
        schedule.site.agreed()
        schedule.count()
      } finally {
        schedule.remove()
      }
    },
    30_000,
  )

  test('had each fault in it', () => {
    for (const [what, count] of Object.entries(counts)) expect(count, what).toBeGreaterThan(0)
  })
})
