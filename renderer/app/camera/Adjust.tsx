import { IconBulb, IconBulbOff } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { Button } from '../../components/Button.tsx'
import type { CameraControls, Range } from '../../devices/camera-controls.ts'
import { useT } from '../../i18n/use-t.ts'
import styles from './camera.module.css'

/** What this camera lets be set; nothing where it lets nothing be set. */
export function Adjust({ controls }: { controls: CameraControls }) {
  const t = useT()
  const { torch, zoom, focus } = controls.can
  if (!torch && !zoom && !focus) return null
  return (
    <div className={styles.adjust}>
      {torch && <Torch controls={controls} />}
      {zoom && <Slider label={t('camera.zoom')} range={zoom} onChange={controls.zoom} />}
      {focus && <Focus controls={controls} range={focus} />}
    </div>
  )
}

function Torch({ controls }: { controls: CameraControls }) {
  const t = useT()
  const [isOn, setOn] = useState(false)
  const [failed, setFailed] = useState(false)
  const change = async () => {
    const done = await controls.torch(!isOn)
    setFailed(!done)
    if (done) setOn(!isOn)
  }
  return (
    <>
      <Button
        size={48}
        icon={isOn ? IconBulb : IconBulbOff}
        aria-pressed={isOn}
        onClick={() => void change()}
      >
        {isOn ? t('camera.torchOff') : t('camera.torchOn')}
      </Button>
      {failed && <p role="status">{t('camera.torchFailed')}</p>}
    </>
  )
}

/** By itself until a person moves it; and back. */
function Focus({ controls, range }: { controls: CameraControls; range: Range }) {
  const t = useT()
  const [isOwn, setOwn] = useState(controls.can.focusesByItself)
  return (
    <>
      <Slider
        label={isOwn ? t('camera.focusByItself') : t('camera.focus')}
        range={range}
        onChange={async (to) => {
          setOwn(false)
          return controls.focus(to)
        }}
      />
      {!isOwn && controls.can.focusesByItself && (
        <Button
          size={48}
          onClick={() => {
            setOwn(true)
            void controls.focus('by itself')
          }}
        >
          {t('camera.focusAgain')}
        </Button>
      )}
    </>
  )
}

interface SliderProps {
  label: string
  range: Range
  onChange: (to: number) => Promise<boolean>
}

function Slider({ label, range, onChange }: SliderProps) {
  const id = useId()
  const [value, setValue] = useState(range.value)
  return (
    <div className={styles.slider}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="range"
        min={range.min}
        max={range.max}
        step={range.step}
        value={value}
        onChange={(event) => {
          const to = event.currentTarget.valueAsNumber
          setValue(to)
          void onChange(to)
        }}
      />
    </div>
  )
}
