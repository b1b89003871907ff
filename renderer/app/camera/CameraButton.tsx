import { IconCamera, IconCameraOff } from '@tabler/icons-react'
import { Button, type ButtonProps } from '../../components/Button.tsx'
import { useT } from '../../i18n/use-t.ts'
import { cameraOn } from './camera-settings.ts'

export interface CameraButtonProps extends Pick<ButtonProps, 'size' | 'kind'> {
  /** Says the state, "Webcam on", where no words beside it say that it is the webcam's. */
  alone?: boolean
}

/** Switches the webcam on and off; it reads codes like a scanner. */
export function CameraButton({ size = 48, kind = 'outlined', alone }: CameraButtonProps) {
  const t = useT()
  const isOn = cameraOn.use()
  const act = isOn ? t('camera.off') : t('camera.on')
  const state = isOn ? t('camera.stateOn') : t('camera.stateOff')
  return (
    <Button
      size={size}
      kind={kind}
      icon={alone ? (isOn ? IconCamera : IconCameraOff) : undefined}
      aria-pressed={isOn}
      onClick={() => cameraOn.set(!isOn)}
    >
      {alone ? state : act}
    </Button>
  )
}
