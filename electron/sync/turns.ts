/**
 * Lets what sync writes into the store take turns with repairs of it. What was asked of the service before a
 * repair says nothing about the ledger after it: such an answer is let go of, and asked for again.
 */
export interface Turns {
  /** How many repairs there were. */
  era(): number
  /** Runs `work` alone, or answers null where there was a repair since `era`. */
  within<T>(era: number, work: () => Promise<T>): Promise<T | null>
  /** The same, and `work` is a repair. */
  repair<T>(era: number, work: () => Promise<T>): Promise<T | null>
}

export function createTurns(): Turns {
  let repairs = 0
  let last: Promise<unknown> = Promise.resolve()

  function alone<T>(era: number, work: () => Promise<T>): Promise<T | null> {
    const turn = last.then(() => (era === repairs ? work() : null))
    last = turn.catch(() => {})
    return turn
  }
  return {
    era: () => repairs,
    within: alone,
    repair: (era, work) =>
      alone(era, () => {
        repairs += 1
        return work()
      }),
  }
}
