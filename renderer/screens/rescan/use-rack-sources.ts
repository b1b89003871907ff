import { useEffect, useState } from 'react'
import type { RackArrival, RackSourceView } from '#shared/contract/racks.ts'
import { client } from '../../app/client.ts'
import { follow } from '../../app/follow.ts'

/** Of watched folders, so many of the last racks are shown. */
const MOST_SHOWN = 5

/** Rack scanners with a server of their own, as they stand now. */
export function useRackServers(): readonly RackSourceView[] {
  const [sources, setSources] = useState<readonly RackSourceView[]>([])
  useEffect(() => {
    const end = new AbortController()
    void follow(
      () => client.racks.watch(undefined, { signal: end.signal }),
      (view) => setSources(view.sources),
      end.signal,
    )
    return () => end.abort()
  }, [])
  return sources
}

/** What came into watched folders of late, the newest first. */
export function useArrivals(): readonly RackArrival[] {
  const [arrivals, setArrivals] = useState<readonly RackArrival[]>([])
  useEffect(() => {
    const end = new AbortController()
    void follow(
      () => client.racks.arrivals(undefined, { signal: end.signal }),
      (arrival) =>
        setArrivals((former) =>
          [arrival, ...former.filter(({ id }) => id !== arrival.id)].slice(0, MOST_SHOWN),
        ),
      end.signal,
    )
    return () => end.abort()
  }, [])
  return arrivals
}
