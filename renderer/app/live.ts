import { ORPCError } from '@orpc/client'
import { QueryCache, QueryClient, useQuery } from '@tanstack/react-query'
import { client } from './client.ts'
import { reportDefect } from './defects.ts'
import { follow } from './follow.ts'

/** A question that was on its way when the bench was locked is nobody's any more. */
export function reportUnlessLocked(error: Error): void {
  if (!(error instanceof ORPCError && error.code === 'UNAUTHORIZED')) reportDefect(error)
}

/** The bench is on this computer: a question never depends on the browser's idea of being online. */
export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: reportUnlessLocked }),
  defaultOptions: {
    queries: {
      networkMode: 'always',
      retry: false,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      placeholderData: (former: unknown) => former,
    },
  },
})

export interface Live<T> {
  /** Nothing until the first answer; then the last answer, also while a newer one is being asked for. */
  readonly data: T | undefined
  readonly error: Error | null
  /** The answer belongs to another key (the one asked before) until the new one is here. */
  readonly isFormer: boolean
}

/** Asks and keeps asking: the answer is renewed whenever the ledger of the bench changed. */
export function useLive<T>(
  key: readonly unknown[],
  ask: () => Promise<T>,
  { enabled = true }: { enabled?: boolean } = {},
): Live<T> {
  const { data, error, isPlaceholderData } = useQuery({
    queryKey: ['live', ...key],
    queryFn: ask,
    enabled,
  })
  return { data: data as T | undefined, error, isFormer: isPlaceholderData }
}

let dirty = false
let running = false

/** Asks all shown questions again, one wave at a time; changes that come meanwhile make one more wave. */
export async function refresh(): Promise<void> {
  dirty = true
  if (running) return
  running = true
  while (dirty) {
    dirty = false
    await queryClient.invalidateQueries({ queryKey: ['live'] })
  }
  running = false
}

const watchers = new Set<(touched: readonly string[]) => void>()

/** Tells which entities each change of the ledger touched; none: much changed. Gives back the way to stop. */
export function watchChanges(watcher: (touched: readonly string[]) => void): () => void {
  watchers.add(watcher)
  return () => void watchers.delete(watcher)
}

let seenUpTo: number | null = null

/** Follows the ledger from where it was last seen, for as long as somebody is signed in. */
export function followChanges(signal: AbortSignal): void {
  void follow(
    () => client.bench.changes({ from: seenUpTo }, { signal }),
    ({ position, touched }) => {
      seenUpTo = position
      for (const watcher of [...watchers]) watcher(touched)
      void refresh()
    },
    signal,
  )
}
