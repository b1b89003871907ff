import { IconArrowLeft, IconFocusCentered } from '@tabler/icons-react'
import { useRef } from 'react'
import { stillOf, useStill } from '../../app/camera/use-still.ts'
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
  const state = useStill(video, MOST, stages.cancel)
  async function take(): Promise<void> {
    const still = video.current && (await rackOf(video.current, t('rescan.cameraName')))
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

/** More than any webcam has. */
const MOST = { width: 4096, height: 3072 }

/** Without loss, since the modules of the codes are a few pixels wide. */
async function rackOf(video: HTMLVideoElement, name: string): Promise<File | null> {
  const still = await stillOf(video, 'image/png')
  return still && new File([still], name, { type: 'image/png' })
}
