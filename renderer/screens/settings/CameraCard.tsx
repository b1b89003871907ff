import { useEffect, useState } from 'react'
import { CameraButton } from '../../app/camera/CameraButton.tsx'
import { CameraPanel } from '../../app/camera/CameraPanel.tsx'
import { cameraDevice, cameraOn, keepCameraDevice } from '../../app/camera/camera-settings.ts'
import { Card } from '../../components/Card.tsx'
import { Select } from '../../components/fields.tsx'
import { useT } from '../../i18n/use-t.ts'
import styles from './settings.module.css'

/** The empty id stands for the camera that the computer prefers. */
const PREFERRED = ''

/** Which webcam reads codes. Their names are known once one was allowed. */
export function CameraCard() {
  const t = useT()
  const cameras = useCameras()
  const chosen = cameraDevice.use()
  const options = [
    { value: PREFERRED, label: t('settings.cameraPreferred') },
    ...cameras.map(({ deviceId, label }, index) => ({
      value: deviceId,
      label: label || t('settings.cameraNumber', { n: index + 1 }),
    })),
  ]
  return (
    <Card title={t('camera.title')} padded aside={<CameraButton />}>
      <div className={styles.lines}>
        <Select
          label={t('settings.camera')}
          value={options.some(({ value }) => value === chosen) ? chosen : PREFERRED}
          options={options}
          onChange={keepCameraDevice}
        />
        <CameraPanel />
      </div>
    </Card>
  )
}

function useCameras(): readonly MediaDeviceInfo[] {
  const [cameras, setCameras] = useState<readonly MediaDeviceInfo[]>([])
  const isOn = cameraOn.use()
  useEffect(() => {
    const media = navigator.mediaDevices as MediaDevices | undefined
    let isHere = true
    const look = async () => {
      const devices = (await media?.enumerateDevices()) ?? []
      const found = devices.filter(({ kind, deviceId }) => kind === 'videoinput' && deviceId !== '')
      if (isHere) setCameras(found)
    }
    void look()
    // Once a camera runs, the names of all are told.
    const later = isOn ? setTimeout(() => void look(), 1_500) : undefined
    media?.addEventListener('devicechange', look)
    return () => {
      isHere = false
      clearTimeout(later)
      media?.removeEventListener('devicechange', look)
    }
  }, [isOn])
  return cameras
}
