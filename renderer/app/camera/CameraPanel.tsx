import { IconCameraOff } from '@tabler/icons-react'
import { useRef } from 'react'
import { useIntl } from 'react-intl'
import { Button } from '../../components/Button.tsx'
import { cx } from '../../components/cx.ts'
import { useT } from '../../i18n/use-t.ts'
import { Adjust } from './Adjust.tsx'
import styles from './camera.module.css'
import {
  cameraChosen,
  cameraControls,
  cameraOn,
  cameraStandIn,
  cameraState,
  cameraView,
  standInWith,
} from './camera-settings.ts'
import { Overlay } from './Overlay.tsx'
import { sayCamera } from './say-camera.ts'
import { useCamera } from './use-camera.ts'
import { useCameras } from './use-cameras.ts'

/** What the camera sees, what it reads there and how it is, while it is switched on; nothing else. */
export const CameraPanel = () => cameraOn.use() && <LiveCamera />

function LiveCamera() {
  const intl = useIntl()
  const t = useT()
  const video = useRef<HTMLVideoElement>(null)
  const { sight, again } = useCamera(video)
  const state = cameraState.use()
  const controls = cameraControls.use()
  const { turned, mirrored } = cameraView.use()
  const standIn = cameraStandIn.use()
  const chosen = cameraChosen.use()
  const isWell = state === 'live' || state === 'asking' || state === 'off'
  return (
    <section className={styles.panel} aria-label={t('camera.title')}>
      <div className={cx(styles.stage, !isWell && styles.dark)}>
        <video
          ref={video}
          className={cx(styles.video, styles[`turned${turned}`], mirrored && styles.mirrored)}
          muted
          playsInline
          aria-label={t('camera.picture')}
        />
        <Overlay sight={sight} />
      </div>
      <div className={styles.side}>
        <p className={styles.words} role="status">
          {sayCamera(intl, state, (standIn ?? chosen)?.label)}
        </p>
        {controls && <Adjust controls={controls} />}
        <div className={styles.acts}>
          {(state === 'gone' || state === 'lost') && <Others />}
          {!isWell && (
            <Button size={48} onClick={again}>
              {t('camera.again')}
            </Button>
          )}
          <Button size={48} icon={IconCameraOff} onClick={() => cameraOn.set(false)}>
            {t('camera.stop')}
          </Button>
        </div>
      </div>
    </section>
  )
}

/** The ways out while the one that was in use is not there. Never taken without being asked for. */
function Others() {
  const t = useT()
  return useCameras().map((camera, index) => (
    <Button key={camera.deviceId} size={48} onClick={() => standInWith(camera)}>
      {t('camera.use', { name: camera.label || t('settings.cameraNumber', { n: index + 1 }) })}
    </Button>
  ))
}
