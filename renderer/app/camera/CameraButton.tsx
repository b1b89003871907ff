import { IconCamera, IconCameraOff } from '@tabler/icons-react'
import { Button, type ButtonProps } from '../../components/Button.tsx'
import { useT } from '../../i18n/use-t.ts'
import { cameraOn } from './camera-settings.ts'

/** Switches the webcam on and off; it reads codes like a scanner. */
export function CameraButton({ size = 48, kind = 'outlined' }: Pick<ButtonProps, 'size' | 'kind'>) {
  const t = useT()
  const isOn = cameraOn.use()
  return (
    <Button
      size={size}
      kind={kind}
      icon={isOn ? IconCameraOff : IconCamera}
      aria-pressed={isOn}
      onClick={() => cameraOn.set(!isOn)}
    >
      {isOn ? t('camera.off') : t('camera.on')}
    </Button>
  )
}
