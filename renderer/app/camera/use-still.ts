import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { cameraDevice } from './camera-settings.ts'

export type StillState = 'asking' | 'live' | 'failed'

/** Pixels that are asked for; a camera gives the most that it can. */
export interface WantedPixels {
  readonly width: number
  readonly height: number
}

/**
 * Shows what the camera sees for as long as the element is there, to take a still of it. A camera that nobody
 * looks at is off: `onHidden` is called when the window is hidden.
 */
export function useStill(
  video: RefObject<HTMLVideoElement | null>,
  { width, height }: WantedPixels,
  onHidden: () => void,
): StillState {
  const [state, setState] = useState<StillState>('asking')
  const deviceId = cameraDevice.use()
  useWhenHidden(onHidden)
  useEffect(() => {
    let stream: MediaStream | undefined
    let isOver = false
    const end = () => {
      for (const track of stream?.getTracks() ?? []) track.stop()
    }
    async function begin(): Promise<void> {
      const chosen = deviceId === '' ? {} : { deviceId: { ideal: deviceId } }
      const media = { ...chosen, width: { ideal: width }, height: { ideal: height } }
      stream = await navigator.mediaDevices.getUserMedia({ video: media })
      if (isOver || !video.current) return end()
      video.current.srcObject = stream
      await video.current.play()
      setState('live')
    }
    begin().catch(() => !isOver && setState('failed'))
    return () => {
      isOver = true
      end()
    }
  }, [video, deviceId, width, height])
  return state
}

function useWhenHidden(run: () => void): void {
  const latest = useRef(run)
  useLayoutEffect(() => {
    latest.current = run
  })
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === 'hidden') latest.current()
    }
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [])
}

/** The frame that is shown now. `quality`: 0 to 1, of a JPEG. */
export function stillOf(
  video: HTMLVideoElement,
  type: 'image/png' | 'image/jpeg',
  quality?: number,
): Promise<Blob | null> {
  const canvas = document.createElement('canvas')
  canvas.width = video.videoWidth
  canvas.height = video.videoHeight
  canvas.getContext('2d')?.drawImage(video, 0, 0)
  return new Promise((done) => canvas.toBlob(done, type, quality))
}
