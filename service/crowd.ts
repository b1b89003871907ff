/** Lets so many at once in for each key. */
export interface Crowd {
  /** Answers what lets go again, or null where there are as many as may be. */
  enter(key: string): (() => void) | null
}

export function createCrowd(most: number): Crowd {
  const inside = new Map<string, number>()
  const change = (key: string, by: number) => {
    const count = (inside.get(key) ?? 0) + by
    if (count === 0) inside.delete(key)
    else inside.set(key, count)
  }
  return {
    enter(key) {
      if ((inside.get(key) ?? 0) >= most) return null
      change(key, 1)
      return () => change(key, -1)
    },
  }
}
