/** Where the time comes from. Injected, so that a test or a simulation can own it. */
export interface Clock {
  /** UTC milliseconds since 1970, as the computer's clock has it (it may be wrong). */
  now(): number
  /** Milliseconds that only ever grow while this boot lasts. */
  monotonic(): number
  /** Names the boot that `monotonic` counts in; left out where the running program names itself. */
  boot?(): string
  /** IANA zone of the bench, e.g. `Europe/Stockholm`. */
  zone(): string
  /** Minutes east of UTC at the given UTC milliseconds. */
  offset(at: number): number
}
