import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import type { BenchView } from '#shared/contract/views.ts'
import { assert } from '#shared/lib/assert.ts'
import { client } from './client.ts'
import { follow } from './follow.ts'

const Bench = createContext<BenchView | undefined>(undefined)

/** Who is signed in, how sync and scanner are, where the data is: as it is now. */
export function useBench(): BenchView {
  const bench = useContext(Bench)
  assert(bench !== undefined, 'a screen inside the bench provider')
  return bench
}

/** Shows `waiting` until the bench has told its state for the first time. */
export function BenchProvider({ children, waiting }: { children: ReactNode; waiting: ReactNode }) {
  const [bench, setBench] = useState<BenchView>()
  useEffect(() => {
    const end = new AbortController()
    void follow(() => client.bench.watch(undefined, { signal: end.signal }), setBench, end.signal)
    return () => end.abort()
  }, [])
  return bench === undefined ? waiting : <Bench value={bench}>{children}</Bench>
}
