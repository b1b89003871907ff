import { useSyncExternalStore } from 'react'

/** One value that several parts of the page look at. */
export interface Store<T> {
  get(): T
  set(value: T): void
  /** Calls `listener` after each change. Gives back the way to stop. */
  subscribe(listener: () => void): () => void
  use(): T
}

export function createStore<T>(initial: T): Store<T> {
  const listeners = new Set<() => void>()
  let value = initial
  const get = (): T => value
  const subscribe = (listener: () => void) => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }
  return {
    get,
    set(next) {
      if (Object.is(value, next)) return
      value = next
      for (const listener of [...listeners]) listener()
    },
    subscribe,
    use: () => useSyncExternalStore(subscribe, get),
  }
}
