import { Worker } from 'node:worker_threads'
import type { Opening, Reply, StoreStart } from './messages.ts'

export type Remote<Api> = {
  readonly [M in keyof Api]: Api[M] extends (...args: infer A) => infer R
    ? (...args: A) => Promise<R>
    : never
}

/** The store could not do it; `reason` is SQLite's or the system's word for it. */
export class StoreFailed extends Error {
  readonly reason: string
  constructor(reason: string, message: string) {
    super(message)
    this.reason = reason
  }
}

/** What a thread tells without having been asked. */
export type Told = Extract<Reply, { type: 'opened' | 'progress' | 'job' | 'learnt' | 'said' }>

/** One of the store's threads and the way to call it. It can be ended and started again. */
export interface Thread<Api> {
  readonly api: Remote<Api>
  /** What opening the ledger has found. Rejects with `StoreFailed` where it cannot be opened. */
  start(): Promise<Opening>
  /** Asks the call of one of these methods that is under way, or any, to stop. */
  cancel(...methods: (keyof Api)[]): void
  /** Asks although calls are held. */
  askNow(method: keyof Api & string): Promise<unknown>
  /** From now on calls wait until what is returned is called. */
  hold(): () => void
  /** Ends it; what it was asked and has not answered is rejected. Never rejects itself. */
  end(): Promise<void>
  /** Settles once it has answered what it was asked. Never rejects. */
  answered(): Promise<void>
  /** Lets it answer what it was asked and then ends it. Calls wait meanwhile. Never rejects. */
  retire(): Promise<void>
}

interface Waiting {
  readonly method: string
  resolve(value: unknown): void
  reject(error: unknown): void
}

/** `isLazy`: it is started by its first call. */
export function createThread<Api extends object>(
  url: URL,
  startWith: () => StoreStart,
  heard: (message: Told) => void,
  isLazy = false,
): Thread<Api> {
  const calls = new Map<number, Waiting>()
  const unanswered = new Set<Promise<unknown>>()
  const flag = new Int32Array(startWith().cancel)
  let running: Worker | null = null
  let starting: Promise<Opening> | null = null
  let held: Promise<void> | null = null
  let last = 0

  const failAll = (error: unknown) => {
    for (const call of calls.values()) call.reject(error)
    calls.clear()
  }
  function take(message: Extract<Reply, { id: number }>): void {
    const call = calls.get(message.id)
    calls.delete(message.id)
    if (message.type === 'answer') call?.resolve(message.value)
    else call?.reject(new StoreFailed(message.code, message.message))
  }

  function launch(): Promise<Opening> {
    const thread = new Worker(url, { workerData: startWith() })
    running = thread
    return new Promise((resolve, reject) => {
      const ended = (error: Error) => {
        if (running === thread) [running, starting] = [null, null]
        reject(error)
        failAll(error)
      }
      thread.on('error', ended)
      thread.on('exit', () => ended(new Error('The store has ended')))
      thread.on('message', (message: Reply) => {
        switch (message.type) {
          case 'ready':
            return resolve(message.opening)
          case 'failed':
            return reject(new StoreFailed(message.name, message.message))
          case 'answer':
          case 'broken':
            return take(message)
          default:
            return heard(message)
        }
      })
    })
  }
  const start = () => {
    starting ??= launch()
    return starting
  }

  function ask(method: string, args: unknown[]): Promise<unknown> {
    const answer = new Promise<unknown>((resolve, reject) => {
      // A message to a thread that has ended is lost without a word.
      if (!running) return reject(new Error('The store has ended'))
      calls.set(++last, { method, resolve, reject })
      running.postMessage({ id: last, method, args })
    })
    unanswered.add(answer)
    const forget = () => unanswered.delete(answer)
    answer.then(forget, forget)
    return answer
  }
  function call(method: string, args: unknown[]): Promise<unknown> {
    if (held) return held.then(() => call(method, args))
    if (isLazy && !running) return start().then(() => ask(method, args))
    return ask(method, args)
  }
  function hold(): () => void {
    let release = () => {}
    const mine = new Promise<void>((resolve) => {
      release = resolve
    })
    held = mine
    return () => {
      // Somebody else may have begun to hold them since.
      if (held === mine) held = null
      release()
    }
  }
  async function answered(): Promise<void> {
    // What has started it is asked once it has started.
    await starting?.catch(() => {})
    await Promise.allSettled(unanswered)
  }

  return {
    api: remote<Api>(call),
    start,
    cancel: (...methods) => {
      const names = new Set<string | number | symbol>(methods)
      const underWay = [...calls].find(([, { method }]) => names.size === 0 || names.has(method))
      // The call is named, so that a wish that comes too late stops no other.
      Atomics.store(flag, 0, underWay?.[0] ?? 0)
    },
    askNow: (method) => ask(method, []),
    hold,
    end: async () => {
      await running?.terminate()
    },
    answered,
    retire: async () => {
      const release = hold()
      await answered()
      await running?.terminate()
      release()
    },
  }
}

function remote<Api>(call: (method: string, args: unknown[]) => Promise<unknown>): Remote<Api> {
  const methods = new Map<string, (...args: unknown[]) => Promise<unknown>>()
  return new Proxy({} as Remote<Api>, {
    // A promise asks every value for `then`; this is not one.
    get: (_, method) => {
      if (typeof method !== 'string' || method === 'then') return undefined
      const known = methods.get(method) ?? ((...args: unknown[]) => call(method, args))
      methods.set(method, known)
      return known
    },
  })
}
