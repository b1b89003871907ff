import { useEffect } from 'react'
import type { RackSettingAnswer, RacksView } from '#shared/contract/racks.ts'
import { client } from '../../app/client.ts'
import { follow } from '../../app/follow.ts'
import { createStore } from '../../app/store.ts'

const view = createStore<RacksView | undefined>(undefined)

/** Where racks come from, and which layouts this bench was taught, as it is now. */
export function useRacks(): RacksView | undefined {
  useEffect(() => {
    const end = new AbortController()
    void follow(() => client.racks.watch(undefined, { signal: end.signal }), view.set, end.signal)
    return () => end.abort()
  }, [])
  return view.use()
}

/** Shows what a change has come to at once; undefined where it was refused. */
export function showRacks(answer: RackSettingAnswer): RacksView | undefined {
  if (answer.ok) view.set(answer.value)
  return answer.ok ? answer.value : undefined
}
