import { Worker } from 'node:worker_threads'
import type { ImportProgress } from '#shared/contract/imports.ts'
import { QUIET } from './checkpoint.ts'
import type { Reply, StoreStart } from './messages.ts'
import type { Reader } from './reader.ts'
import type { Writer } from './writer.ts'

type Remote<Api> = {
  readonly [M in keyof Api]: Api[M] extends (...args: infer A) => infer R
    ? (...args: A) => Promise<R>
    : never
}

export interface Store {
  readonly write: Remote<Writer>
  readonly read: Remote<Reader>
  /** Listens to how far a long piece of work is; returns the way to stop listening. */
  onProgress(listener: (progress: ImportProgress) => void): () => void
  /** Asks the long piece of work that runs now to stop; nothing of it is kept. */
  cancel(): void
  /** Never rejects. */
  close(): Promise<void>
}

/** The store could not do it; `reason` is SQLite's or the system's word for it. */
export class StoreFailed extends Error {
  readonly reason: string
  constructor(reason: string, message: string) {
    super(message)
    this.reason = reason
  }
}

/**
 * Opens the store in two threads: one that writes, and one that only reads and is never kept waiting.
 * `quiet`: after so many milliseconds without a write the log is moved into the database.
 */
export async function openStore(worker: URL, file: string, quiet = QUIET): Promise<Store> {
  const cancel = new SharedArrayBuffer(4)
  const flag = new Int32Array(cancel)
  const listeners = new Set<(progress: ImportProgress) => void>()
  const say = (progress: ImportProgress) => {
    for (const listener of listeners) listener(progress)
  }
  const writer = await startThread<Writer>(worker, { role: 'writer', file, cancel, quiet }, say)
  const reader = await startThread<Reader>(worker, { role: 'reader', file, cancel, quiet }, say)
  return {
    write: writer.api,
    read: reader.api,
    onProgress: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    // The run is named, so that a wish that comes too late stops no other.
    cancel: () => void Atomics.store(flag, 0, writer.underWay('runImport')),
    close: async () => {
      await reader.end()
      await writer.api.close().catch(tellOfLog)
      await writer.end()
    },
  }
}

/** What was recorded stays in the log, which the next start takes up: no reason not to end. */
function tellOfLog(error: unknown): void {
  const why = error instanceof StoreFailed ? error.reason : String(error)
  console.error(`Frostkeep leaves its log beside the ledger: ${why}`)
}

interface Thread<Api> {
  readonly api: Remote<Api>
  /** The number of the first call of this method that is not answered yet; 0 where there is none. */
  underWay(method: keyof Api): number
  end(): Promise<void>
}

interface Waiting {
  readonly method: string
  resolve(value: unknown): void
  reject(error: unknown): void
}

function startThread<Api extends object>(
  url: URL,
  workerData: StoreStart,
  say: (progress: ImportProgress) => void,
): Promise<Thread<Api>> {
  const thread = new Worker(url, { workerData })
  const calls = new Map<number, Waiting>()
  let last = 0
  let ended: Error | null = null
  const failAll = (error: unknown) => {
    for (const call of calls.values()) call.reject(error)
    calls.clear()
  }
  const call = (method: string, args: unknown[]) =>
    new Promise<unknown>((resolve, reject) => {
      // A message to a thread that has ended is lost without a word.
      if (ended) return reject(ended)
      calls.set(++last, { method, resolve, reject })
      thread.postMessage({ id: last, method, args })
    })
  const underWay = (method: keyof Api) =>
    [...calls].find(([, waiting]) => waiting.method === method)?.[0] ?? 0
  const end = async () => {
    await thread.terminate()
  }
  return new Promise((resolve, reject) => {
    thread.on('error', (error) => {
      reject(error)
      failAll(error)
    })
    thread.on('exit', () => {
      ended = new Error('The store has ended')
      reject(ended)
      failAll(ended)
    })
    thread.on('message', (message: Reply) => {
      switch (message.type) {
        case 'ready':
          return resolve({ api: remote<Api>(call), underWay, end })
        case 'failed':
          return reject(new StoreFailed(message.name, message.message))
        case 'progress':
          return say(message.progress)
        case 'answer':
          calls.get(message.id)?.resolve(message.value)
          break
        case 'broken':
          calls.get(message.id)?.reject(new StoreFailed(message.code, message.message))
      }
      calls.delete(message.id)
    })
  })
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
