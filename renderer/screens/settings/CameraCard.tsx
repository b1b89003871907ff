import { useEffect, useState } from 'react'
import { CameraButton } from '../../app/camera/CameraButton.tsx'
import { CameraPanel } from '../../app/camera/CameraPanel.tsx'
import {
  cameraChosen,
  cameraFormats,
  cameraView,
  keepCamera,
  keepFormats,
  keepView,
} from '../../app/camera/camera-settings.ts'
import { findChosen, type NamedCamera } from '../../app/camera/choice.ts'
import { useCameras } from '../../app/camera/use-cameras.ts'
import { scanHub } from '../../app/scanner.ts'
import { Card } from '../../components/Card.tsx'
import { CheckField, Select } from '../../components/fields.tsx'
import { CAMERA_FORMATS, type CameraFormat } from '../../devices/camera-formats.ts'
import { useT } from '../../i18n/use-t.ts'
import styles from './settings.module.css'

/** Which webcam reads codes, what it looks for, and how its picture is shown. */
export function CameraCard() {
  const t = useT()
  return (
    <Card title={t('camera.title')} padded aside={<CameraButton />}>
      <div className={styles.lines}>
        <CameraPanel />
        <LastRead />
        <ChosenCamera />
        <Formats />
        <View />
        <p className={styles.small}>{t('settings.cameraPrivacy')}</p>
      </div>
    </Card>
  )
}

/** Nothing else on this screen says what it read. */
function LastRead() {
  const t = useT()
  const [code, setCode] = useState<string>()
  useEffect(
    () =>
      scanHub.subscribe((read) => {
        if (read.ok && read.value.source === 'camera') setCode(read.value.text)
      }),
    [],
  )
  return (
    <p role="status" className={styles.small}>
      {code !== undefined && t('settings.cameraRead', { code })}
    </p>
  )
}

/** The empty id stands for the camera that the computer prefers. */
const PREFERRED = ''

/** Their names are known once one was allowed. */
function ChosenCamera() {
  const t = useT()
  const cameras = useCameras()
  const chosen = cameraChosen.use()
  const choice = findChosen(chosen, cameras)
  const nameOf = ({ label }: NamedCamera, index: number) =>
    label || t('settings.cameraNumber', { n: index + 1 })
  const value = choice.type === 'there' ? choice.deviceId : (chosen?.deviceId ?? PREFERRED)
  const isListed = value === PREFERRED || cameras.some(({ deviceId }) => deviceId === value)
  const options = [
    { value: PREFERRED, label: t('settings.cameraPreferred') },
    ...cameras.map((camera, index) => ({
      value: camera.deviceId,
      label: nameOf(camera, index),
    })),
    // A choice stays to be seen while its camera is away.
    ...(isListed || chosen === undefined
      ? []
      : [{ value, label: t('settings.cameraAbsent', { name: nameOf(chosen, 0) }) }]),
  ]
  return (
    <Select
      label={t('settings.camera')}
      value={value}
      options={options}
      onChange={(picked) => {
        const camera = cameras.find(({ deviceId }) => deviceId === picked)
        if (camera !== undefined || picked === PREFERRED) keepCamera(camera)
      }}
    />
  )
}

const NAMES: Readonly<Record<CameraFormat, string>> = {
  DataMatrix: 'Data Matrix',
  Code128: 'Code 128',
  QRCode: 'QR',
  Code39: 'Code 39',
  PDF417: 'PDF417',
  Aztec: 'Aztec',
}

/** One at least: the last cannot be taken away. */
function Formats() {
  const t = useT()
  const formats = cameraFormats.use()
  const change = (format: CameraFormat, isWanted: boolean) =>
    keepFormats(CAMERA_FORMATS.filter((one) => (one === format ? isWanted : formats.includes(one))))
  return (
    <fieldset className={styles.choice}>
      <legend className={styles.legend}>{t('settings.cameraFormats')}</legend>
      <p className={styles.small}>{t('settings.cameraFormatsHint')}</p>
      {CAMERA_FORMATS.map((format) => {
        const isWanted = formats.includes(format)
        return (
          <CheckField
            key={format}
            label={NAMES[format]}
            checked={isWanted}
            disabled={isWanted && formats.length === 1}
            onChange={(wanted) => change(format, wanted)}
          />
        )
      })}
    </fieldset>
  )
}

function View() {
  const t = useT()
  const view = cameraView.use()
  const turns = [
    { value: '0', label: t('settings.cameraTurned0'), turned: 0 },
    { value: '90', label: t('settings.cameraTurned90'), turned: 90 },
    { value: '180', label: t('settings.cameraTurned180'), turned: 180 },
    { value: '270', label: t('settings.cameraTurned270'), turned: 270 },
  ] as const
  return (
    <>
      <Select
        label={t('settings.cameraTurned')}
        value={String(view.turned)}
        options={turns}
        onChange={(picked) => {
          const turned = turns.find(({ value }) => value === picked)?.turned ?? 0
          keepView({ ...view, turned })
        }}
      />
      <CheckField
        label={t('settings.cameraMirrored')}
        checked={view.mirrored}
        onChange={(mirrored) => keepView({ ...view, mirrored })}
      />
    </>
  )
}
