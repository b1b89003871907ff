export interface Timed<T> {
  readonly value: T
  readonly ms: number
  /** Milliseconds of processor time of the whole process, both in the program and in the system. */
  readonly cpuMs: number
}

/** Does a synchronous piece of work and says how long it took. */
export function timed<T>(work: () => T): Timed<T> {
  const cpu = process.cpuUsage()
  const start = performance.now()
  const value = work()
  const ms = performance.now() - start
  const { user, system } = process.cpuUsage(cpu)
  return { value, ms, cpuMs: (user + system) / 1_000 }
}

/** Rounded to what the measurement can tell: three digits. */
export const round = (value: number): number => Number(value.toPrecision(3))
