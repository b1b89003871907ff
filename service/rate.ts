/** Allows `burst` calls at once per key and then one each `everyMs`. */
export interface Rate {
  /** 0 when the call is allowed, else the seconds until one will be. */
  take(key: string, now: number): number
}

/** Beyond this many keys the idle and then the oldest are forgotten, so that strangers cannot fill the memory. */
const MOST_KEYS = 10_000

export function createRate(burst: number, everyMs: number): Rate {
  const emptyAt = new Map<string, number>()
  return {
    take(key, now) {
      const earliest = Math.max(emptyAt.get(key) ?? 0, now)
      const wait = earliest + everyMs - (now + burst * everyMs)
      if (wait > 0) return Math.ceil(wait / 1000)
      if (emptyAt.size >= MOST_KEYS) forgetIdle(emptyAt, now)
      emptyAt.set(key, earliest + everyMs)
      return 0
    },
  }
}

function forgetIdle(emptyAt: Map<string, number>, now: number): void {
  for (const [key, at] of emptyAt) if (at <= now) emptyAt.delete(key)
  for (const key of emptyAt.keys()) {
    if (emptyAt.size < MOST_KEYS) return
    emptyAt.delete(key)
  }
}
