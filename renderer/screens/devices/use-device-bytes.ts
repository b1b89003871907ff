import { useEffect, useRef } from 'react'
import type { DeviceBytes, DevicesView } from '#shared/contract/devices.ts'
import { client } from '../../app/client.ts'
import { follow } from '../../app/follow.ts'
import { createStore } from '../../app/store.ts'

/** Everything that scanners of the bench send while `enabled`, before it is read. */
export function useDeviceBytes(take: (sent: DeviceBytes) => void, enabled = true): void {
  const latest = useRef(take)
  useEffect(() => {
    latest.current = take
  })
  useEffect(() => {
    if (!enabled) return
    const end = new AbortController()
    void follow(
      () => client.devices.bytes(undefined, { signal: end.signal }),
      (sent) => latest.current(sent),
      end.signal,
    )
    return () => end.abort()
  }, [enabled])
}

/** As the bench last told it; it stays while the screen is away, so that nothing jumps when it comes back. */
const view = createStore<DevicesView | undefined>(undefined)

export const devicesShown = view.get
export const showDevices = view.set

/** Which scanners there are, and how they stand, as it is now. */
export function useDevices(): DevicesView | undefined {
  useEffect(() => {
    const end = new AbortController()
    void follow(() => client.devices.watch(undefined, { signal: end.signal }), view.set, end.signal)
    return () => end.abort()
  }, [])
  return view.use()
}
