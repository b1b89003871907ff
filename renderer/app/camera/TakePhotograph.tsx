import { IconCamera, IconCameraOff, IconFocusCentered } from '@tabler/icons-react'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { Button } from '../../components/Button.tsx'
import { useT } from '../../i18n/use-t.ts'
import styles from './camera.module.css'
import { cameraDevice } from './camera-settings.ts'

export interface TakePhotographProps {
  disabled?: boolean
  /** A JPEG; its name is the time of the bench. */
  onTaken: (photograph: File) => void
}

/** A photograph with the webcam: first what it sees, then the picture. Off until it is asked for. */
export function TakePhotograph({ disabled = false, onTaken }: TakePhotographProps) {
  const t = useT()
  const [isOn, setOn] = useState(false)
  if (isOn) return <Viewfinder onTaken={onTaken} disabled={disabled} onClose={() => setOn(false)} />
  return (
    <Button icon={IconCamera} disabled={disabled} onClick={() => setOn(true)}>
      {t('photograph.start')}
    </Button>
  )
}

function Viewfinder({ onTaken, disabled, onClose }: TakePhotographProps & { onClose: () => void }) {
  const t = useT()
  const video = useRef<HTMLVideoElement>(null)
  const state = useStream(video)
  useEffect(() => closeWhenHidden(onClose), [onClose])
  async function take(): Promise<void> {
    const photograph = video.current && (await pictureOf(video.current))
    if (photograph) onTaken(photograph)
  }
  return (
    <section className={styles.viewfinder} aria-label={t('photograph.start')}>
      {state === 'failed' ? (
        <p role="status">{t('photograph.none')}</p>
      ) : (
        <video
          ref={video}
          className={styles.picture}
          muted
          playsInline
          aria-label={t('camera.picture')}
        />
      )}
      <Button
        kind="steel"
        icon={IconFocusCentered}
        disabled={disabled || state !== 'live'}
        onClick={() => void take()}
      >
        {t('photograph.take')}
      </Button>
      <Button icon={IconCameraOff} onClick={onClose}>
        {t('photograph.stop')}
      </Button>
    </section>
  )
}

type State = 'asking' | 'live' | 'failed'

/** Shows what the camera sees for as long as the element is there. */
function useStream(video: RefObject<HTMLVideoElement | null>): State {
  const [state, setState] = useState<State>('asking')
  const deviceId = cameraDevice.use()
  useEffect(() => {
    let stream: MediaStream | undefined
    let isOver = false
    const end = () => {
      for (const track of stream?.getTracks() ?? []) track.stop()
    }
    async function begin(): Promise<void> {
      const chosen = deviceId === '' ? {} : { deviceId: { ideal: deviceId } }
      const media = { ...chosen, width: { ideal: 1920 }, height: { ideal: 1080 } }
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
  }, [video, deviceId])
  return state
}

/** A camera that nobody looks at is off. */
function closeWhenHidden(close: () => void): () => void {
  const look = () => {
    if (document.visibilityState === 'hidden') close()
  }
  document.addEventListener('visibilitychange', look)
  return () => document.removeEventListener('visibilitychange', look)
}

async function pictureOf(video: HTMLVideoElement): Promise<File | null> {
  const canvas = document.createElement('canvas')
  canvas.width = video.videoWidth
  canvas.height = video.videoHeight
  canvas.getContext('2d')?.drawImage(video, 0, 0)
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.9))
  const now = new Date()
  const local = new Date(now.getTime() - now.getTimezoneOffset() * 60_000)
  const name = `${local.toISOString().slice(0, 19).replaceAll(':', '-')}.jpg`
  return blob && new File([blob], name, { type: 'image/jpeg' })
}
