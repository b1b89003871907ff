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
      if (!isOver()) console.warn('A stream of the bench broke', error)
    }
    await new Promise((done) => setTimeout(done, 500))
  }
}
