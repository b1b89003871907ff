import { IconArrowLeft, IconFocusCentered } from '@tabler/icons-react'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { cameraDevice } from '../../app/camera/camera-settings.ts'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { Card } from '../../components/Card.tsx'
import { useT } from '../../i18n/use-t.ts'
import styles from './rescan.module.css'
import type { Stages } from './use-stage.ts'

/** One picture of a whole rack by the webcam, as many pixels as it has, with a frame to fill. */
export function Still({ stages }: { stages: Stages }) {
  const t = useT()
  const video = useRef<HTMLVideoElement>(null)
  const state = useStream(video)
  async function take(): Promise<void> {
    const still = video.current && (await stillOf(video.current, t('rescan.cameraName')))
    if (still) stages.take([still])
  }
  return (
    <>
      {state === 'failed' && <Banner tone="stop">{t('photograph.none')}</Banner>}
      <Card label={t('rescan.camera')} className={styles.fill}>
        <div className={styles.finder}>
          <div className={styles.frame}>
            <video ref={video} muted playsInline aria-label={t('camera.picture')} />
            <span className={styles.fillHere} aria-hidden="true" />
          </div>
          <p className={styles.quiet}>{t('rescan.cameraHint')}</p>
        </div>
      </Card>
      <div className={styles.acts}>
        <Button size={64} icon={IconArrowLeft} onClick={stages.cancel}>
          {t('rescan.otherSource')}
        </Button>
        <Button
          size={64}
          kind="ember"
          icon={IconFocusCentered}
          disabled={state !== 'live'}
          onClick={() => void take()}
        >
          {t('rescan.cameraTake')}
        </Button>
      </div>
    </>
  )
}

type State = 'asking' | 'live' | 'failed'

/** More than any webcam has: it gives the most that it can. */
const MOST = { width: { ideal: 4096 }, height: { ideal: 3072 } }

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
      stream = await navigator.mediaDevices.getUserMedia({ video: { ...chosen, ...MOST } })
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

/** Without loss, since the modules of the codes are a few pixels wide. */
async function stillOf(video: HTMLVideoElement, name: string): Promise<File | null> {
  const canvas = document.createElement('canvas')
  canvas.width = video.videoWidth
  canvas.height = video.videoHeight
  canvas.getContext('2d')?.drawImage(video, 0, 0)
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'))
  return blob && new File([blob], name, { type: 'image/png' })
}
