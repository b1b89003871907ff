import { useEffect, useState } from 'react'
import type { LabelQueueView } from '#shared/contract/labels.ts'
import { client } from '../../app/client.ts'
import { follow } from '../../app/follow.ts'

/** The bench's label jobs, as they stand now. */
export function useLabelQueue(): LabelQueueView | undefined {
  const [queue, setQueue] = useState<LabelQueueView>()
  useEffect(() => {
    const end = new AbortController()
    void follow(() => client.labels.queue(undefined, { signal: end.signal }), setQueue, end.signal)
    return () => end.abort()
  }, [])
  return queue
}
