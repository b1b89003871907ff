import { type RefObject, useEffect, useState } from 'react'
import { type Camera, createCamera, type FrameSize } from '../../devices/camera.ts'
import { createDecoder } from '../../devices/decode-client.ts'
import { scanHub } from '../scanner.ts'
import {
  cameraChosen,
  cameraControls,
  cameraFormats,
  cameraStandIn,
  cameraState,
} from './camera-settings.ts'
import { findChosen } from './choice.ts'
import { MARK_MS, type Mark, markSeen } from './overlay.ts'
import { listCameras, onCamerasChanged } from './use-cameras.ts'

/** What the camera has seen in the last moment, in the frame that it saw it in. */
export interface Sight {
  marks: readonly Mark[]
  frame: FrameSize
}

const NOTHING: Sight = { marks: [], frame: { width: 16, height: 9 } }

/**
 * Runs the camera that was chosen for as long as its picture is on the screen. When it is pulled out and
 * plugged in again it goes on by itself; another one is only used when a person says so.
 */
export function useCamera(video: RefObject<HTMLVideoElement | null>): {
  sight: Sight
  again: () => void
} {
  const formats = cameraFormats.use()
  const chosen = cameraChosen.use()
  const standIn = cameraStandIn.use()
  const [attempt, setAttempt] = useState(0)
  const [sight, setSight] = useState(NOTHING)
  useEffect(() => {
    let isOver = false
    let camera: Camera | undefined
    async function start(): Promise<void> {
      cameraState.set('asking')
      const choice = findChosen(standIn ?? chosen, await listCameras())
      if (isOver) return
      if (choice.type === 'absent') return cameraState.set('gone')
      camera = createCamera({
        media: navigator.mediaDevices,
        video: video.current!,
        startDecoder: () => createDecoder(),
        now: Date.now,
        push: scanHub.push,
        onState: cameraState.set,
        onControls: cameraControls.set,
        onSeen: (found, frame, certain) => {
          const seen = { found, certain, at: Date.now(), still: isStill() }
          setSight((before) => seeMore(before, frame, markSeen(before.marks, seen)))
        },
        settings: { formats, ...(choice.type === 'there' && { deviceId: choice.deviceId }) },
      })
      await camera.start()
    }
    void start()
    return () => {
      isOver = true
      camera?.stop()
      cameraState.set('off')
      setSight(NOTHING)
    }
    // Another attempt starts it again.
  }, [video, formats, chosen, standIn, attempt])
  useEffect(() => forgetWhenStuck(sight, () => setSight(NOTHING)), [sight])
  useEffect(() => onCamerasChanged(() => isWaitingForOne() && setAttempt((n) => n + 1)), [])
  return { sight, again: () => setAttempt(attempt + 1) }
}

/** What has not changed is not drawn again. */
const seeMore = (before: Sight, frame: FrameSize, marks: Mark[]): Sight =>
  marks.length === 0 && before.marks.length === 0 ? before : { marks, frame }

/** When no frame comes any more, what was seen is not there for ever. */
function forgetWhenStuck({ marks }: Sight, forget: () => void): (() => void) | undefined {
  if (marks.length === 0) return undefined
  const timer = setTimeout(forget, 2 * MARK_MS)
  return () => clearTimeout(timer)
}

const isStill = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches

const isWaitingForOne = (): boolean => ['gone', 'lost', 'missing'].includes(cameraState.get())
