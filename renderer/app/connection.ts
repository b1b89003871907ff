import type { ClientLink } from '@orpc/client'
import type { Dial, Line } from './dial.ts'

/** `lost`: there was a line, or none could be had, and it is being tried again. */
export type ConnectionState = 'connecting' | 'open' | 'lost'

export interface Connection extends ClientLink<object> {
  state(): ConnectionState
  subscribe(listener: () => void): () => void
}

const FIRST_WAIT_MS = 250
const LONGEST_WAIT_MS = 5_000

/**
 * Asking twice is not the same as asking once: these are told as failed when the line breaks. All else
 * is a question, or carries the id of its command, and is asked again.
 */
const ONCE: ReadonlySet<string> = new Set([
  'bench.setUp',
  'bench.connect',
  'session.signInPin',
  'session.setPin',
  'keeping.verify',
  'keeping.rebuild',
  'keeping.exportAll',
  'keeping.backup',
  'keeping.restore',
  'keeping.salvage',
])

/** A line that is dialled again when it breaks. What was asked meanwhile waits and is then asked. */
export function createConnection(
  dial: Dial,
  wait: (ms: number) => Promise<void> = sleep,
): Connection {
  const listeners = new Set<() => void>()
  let state: ConnectionState = 'connecting'
  let current: Promise<Line> | undefined

  function become(next: ConnectionState): void {
    if (state === next) return
    state = next
    for (const listener of [...listeners]) listener()
  }

  /** Two callers that find the line broken dial once. */
  function line(): Promise<Line> {
    current ??= open()
    return current
  }

  async function open(): Promise<Line> {
    for (let ms = FIRST_WAIT_MS; ; ms = Math.min(ms * 2, LONGEST_WAIT_MS)) {
      try {
        const fresh = await dial()
        become('open')
        fresh.closed.then(() => {
          current = undefined
          become('lost')
          void line()
        })
        return fresh
      } catch {
        become('lost')
        await wait(ms)
      }
    }
  }

  async function call(
    path: readonly string[],
    input: unknown,
    options: Parameters<ClientLink<object>['call']>[2],
  ): Promise<unknown> {
    for (;;) {
      const used = await line()
      try {
        return await used.link.call(path, input, options)
      } catch (error) {
        if (ONCE.has(path.join('.')) || !(await isGone(used))) throw error
      }
    }
  }

  return {
    call,
    state: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

const sleep = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))

/** A call fails a moment before or after the line says that it is closed. */
const isGone = (line: Line): Promise<boolean> =>
  Promise.race([line.closed.then(() => true), sleep(50).then(() => false)])
