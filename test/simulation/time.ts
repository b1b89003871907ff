/** Noon on 1 March 2026, UTC. */
export const START = Date.UTC(2026, 2, 1, 12)

interface Due {
  readonly at: number
  readonly order: number
  readonly run: () => void
  isOff: boolean
}

/**
 * Time that passes only when the schedule says so. What is due runs in the order of its time, and after each
 * everything that follows from it, so that nothing depends on the computer.
 */
export class VirtualTime {
  now = START
  #heap: Due[] = []
  #order = 0

  readonly after = (ms: number, run: () => void): (() => void) => {
    const due: Due = { at: this.now + Math.max(0, ms), order: this.#order++, run, isOff: false }
    this.#push(due)
    return () => {
      due.isOff = true
    }
  }

  /** Everything that is due within `ms`, each at its time. */
  async pass(ms: number): Promise<void> {
    const end = this.now + ms
    await settled()
    for (;;) {
      const due = this.#heap[0]
      if (!due || due.at > end) break
      this.#pop()
      if (due.isOff) continue
      this.now = Math.max(this.now, due.at)
      due.run()
      await settled()
    }
    this.now = end
  }

  /** As when every computer sleeps: what became due meanwhile runs once, at the end. */
  async sleep(ms: number): Promise<void> {
    const end = this.now + ms
    await settled()
    const due: Due[] = []
    while (this.#heap[0] && this.#heap[0].at <= end) due.push(this.#pop())
    this.now = end
    for (const one of due) {
      if (one.isOff) continue
      one.run()
      await settled()
    }
  }

  #push(due: Due): void {
    const heap = this.#heap
    heap.push(due)
    let at = heap.length - 1
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (!isEarlier(due, heap[parent]!)) break
      heap[at] = heap[parent]!
      at = parent
    }
    heap[at] = due
  }

  #pop(): Due {
    const heap = this.#heap
    const first = heap[0]!
    const last = heap.pop()!
    if (heap.length > 0) this.#sink(last)
    return first
  }

  #sink(due: Due): void {
    const heap = this.#heap
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && isEarlier(heap[child + 1]!, heap[child]!)) child++
      if (!isEarlier(heap[child]!, due)) break
      heap[at] = heap[child]!
      at = child
    }
    heap[at] = due
  }
}

const isEarlier = (a: Due, b: Due): boolean => a.at < b.at || (a.at === b.at && a.order < b.order)

/** Until nothing is left to do but wait: every promise that can go on has gone on. */
export const settled = (): Promise<void> => new Promise((done) => setImmediate(done))
