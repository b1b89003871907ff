/**
 * Reads a stream of the bench for as long as the page lives: when it ends or breaks, it is asked for
 * again. The connection itself waits for a broken line, so a short rest is enough here.
 */
export async function follow<T>(
  open: () => Promise<AsyncIterable<T>>,
  take: (value: T) => void,
  signal?: AbortSignal,
): Promise<void> {
  const isOver = (): boolean => signal?.aborted ?? false
  while (!isOver()) {
    try {
      for await (const value of await open()) take(value)
    } catch (error) {
      // A broken line is said by the banner; anything else is a defect to be found.
      if (!isOver() && !isAbort(error)) console.error('A stream of the bench broke', error)
    }
    await new Promise((done) => setTimeout(done, 500))
  }
}

const isAbort = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError'
