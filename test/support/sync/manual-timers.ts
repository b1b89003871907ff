import type { Timers } from '../../../electron/sync/ports.ts'

/** Time that passes only when the test says so. */
export class ManualTimers implements Timers {
  now = 0
  readonly #due = new Map<number, { at: number; run: () => void }>()
  #next = 0

  after(ms: number, run: () => void): () => void {
    const id = this.#next++
    this.#due.set(id, { at: this.now + ms, run })
    return () => this.#due.delete(id)
  }

  /** What the waiting calls wait for, in milliseconds from now, soonest first. */
  get waits(): number[] {
    return [...this.#due.values()].map(({ at }) => at - this.now).sort((a, b) => a - b)
  }

  /** Lets time pass, and after each call whatever follows from it. */
  async pass(ms: number): Promise<void> {
    const end = this.now + ms
    await settle()
    for (;;) {
      const [id, next] = [...this.#due].sort(([, a], [, b]) => a.at - b.at)[0] ?? []
      if (id === undefined || !next || next.at > end) break
      this.now = Math.max(this.now, next.at)
      this.#due.delete(id)
      next.run()
      await settle()
    }
    this.now = end
  }
}

/** Until nothing is left to do but wait. */
export async function settle(): Promise<void> {
  for (let n = 0; n < 20; n++) await new Promise((done) => setImmediate(done))
}
