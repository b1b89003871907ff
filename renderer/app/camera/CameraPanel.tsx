import { IconCameraOff } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useIntl } from 'react-intl'
import { Button } from '../../components/Button.tsx'
import { createCamera } from '../../devices/camera.ts'
import { createDecoder } from '../../devices/decode-client.ts'
import { useT } from '../../i18n/use-t.ts'
import { scanHub } from '../scanner.ts'
import styles from './camera.module.css'
import { cameraDevice, cameraOn, cameraState } from './camera-settings.ts'
import { sayCamera } from './say-camera.ts'

/** What the camera sees and how it is, while it is switched on; nothing else. */
export function CameraPanel() {
  const deviceId = cameraDevice.use()
  return cameraOn.use() && <LiveCamera key={deviceId} deviceId={deviceId} />
}

function LiveCamera({ deviceId }: { deviceId: string }) {
  const intl = useIntl()
  const t = useT()
  const video = useRef<HTMLVideoElement>(null)
  const state = cameraState.use()
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    const camera = createCamera({
      media: navigator.mediaDevices,
      video: video.current!,
      startDecoder: () => createDecoder(),
      now: Date.now,
      push: scanHub.push,
      onState: cameraState.set,
      settings: deviceId === '' ? {} : { deviceId },
    })
    void camera.start()
    return () => camera.stop()
    // Another attempt starts it again.
  }, [deviceId, attempt])
  const isWell = state === 'live' || state === 'asking'
  return (
    <section className={styles.panel} aria-label={t('camera.title')}>
      <video
        ref={video}
        className={styles.video}
        muted
        playsInline
        aria-label={t('camera.picture')}
      />
      <p className={styles.words} role="status">
        {sayCamera(intl, state)}
      </p>
      {!isWell && (
        <Button size={48} onClick={() => setAttempt(attempt + 1)}>
          {t('camera.again')}
        </Button>
      )}
      <Button size={48} icon={IconCameraOff} onClick={() => cameraOn.set(false)}>
        {t('camera.stop')}
      </Button>
    </section>
  )
}
