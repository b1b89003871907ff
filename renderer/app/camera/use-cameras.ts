import { useEffect, useState } from 'react'
import { cameraState } from './camera-settings.ts'
import type { NamedCamera } from './choice.ts'

const media = (): MediaDevices | undefined =>
  // Missing where the page is not secure, whatever the types say.
  navigator.mediaDevices as MediaDevices | undefined

/** All that are plugged in. Their ids and names are empty until one was allowed. */
export async function listCameras(): Promise<readonly NamedCamera[]> {
  const devices = (await media()?.enumerateDevices()) ?? []
  return devices
    .filter(({ kind }) => kind === 'videoinput')
    .map(({ deviceId, label }) => ({ deviceId, label }))
}

/** Calls `listener` when one was plugged in or pulled out. Gives back the way to stop. */
export function onCamerasChanged(listener: () => void): () => void {
  media()?.addEventListener('devicechange', listener)
  return () => media()?.removeEventListener('devicechange', listener)
}

/** Those that can be chosen, as they are now. */
export function useCameras(): readonly NamedCamera[] {
  const [cameras, setCameras] = useState<readonly NamedCamera[]>([])
  // Once one is live, the names of all are told.
  const state = cameraState.use()
  useEffect(() => {
    let isHere = true
    const look = async () => {
      const found = (await listCameras()).filter(({ deviceId }) => deviceId !== '')
      if (isHere) setCameras(found)
    }
    void look()
    const stop = onCamerasChanged(() => void look())
    return () => {
      isHere = false
      stop()
    }
  }, [state])
  return cameras
}
