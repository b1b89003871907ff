import { IconCamera, IconCameraOff, IconFocusCentered } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { Button } from '../../components/Button.tsx'
import { useT } from '../../i18n/use-t.ts'
import styles from './camera.module.css'
import { stillOf, useStill } from './use-still.ts'

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
  const state = useStill(video, PHOTOGRAPH, onClose)
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

/** Enough to read a label and a fill level by. */
const PHOTOGRAPH = { width: 1920, height: 1080 }

async function pictureOf(video: HTMLVideoElement): Promise<File | null> {
  const still = await stillOf(video, 'image/jpeg', 0.9)
  const now = new Date()
  const local = new Date(now.getTime() - now.getTimezoneOffset() * 60_000)
  const name = `${local.toISOString().slice(0, 19).replaceAll(':', '-')}.jpg`
  return still && new File([still], name, { type: 'image/jpeg' })
}
