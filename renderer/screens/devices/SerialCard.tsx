import { IconPlug, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import {
  type DevicesView,
  type SerialSettings,
  serialSettings,
  USUAL_SERIAL,
} from '#shared/contract/devices.ts'
import { SERIAL_ENDS } from '#shared/scan/serial-line.ts'
import { client } from '../../app/client.ts'
import { useLive } from '../../app/live.ts'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { Card, CardRow } from '../../components/Card.tsx'
import { Code } from '../../components/Code.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { Select, TextField } from '../../components/fields.tsx'
import { Icon } from '../../components/Icon.tsx'
import { useT } from '../../i18n/use-t.ts'
import { useAnswerScan } from '../lookup/use-answer-scan.ts'
import styles from './devices.module.css'
import { showDevices } from './use-device-bytes.ts'

const MOST_LINES = 8

/** Scanners on serial lines: none is opened unless it is set up here. */
export function SerialCard({ devices }: { devices: DevicesView | undefined }) {
  const t = useT()
  const lines = devices?.serial ?? []
  const [open, setOpen] = useState<{ readonly at: number; readonly line: SerialSettings }>()
  const begin = () =>
    setOpen({ at: lines.length, line: { path: '', serialNumber: null, ...USUAL_SERIAL } })
  return (
    <Card
      title={t('devices.serial')}
      foot={
        <Button icon={IconPlus} disabled={lines.length >= MOST_LINES} onClick={begin}>
          {t('devices.addLine')}
        </Button>
      }
    >
      {lines.length === 0 && <p className={styles.nothing}>{t('devices.noLines')}</p>}
      {lines.map((line, at) => (
        <CardRow
          key={line.path}
          icon={<Icon of={IconPlug} size={26} />}
          title={<Code>{line.path}</Code>}
          sub={t('devices.lineWords', {
            baud: line.baudRate,
            bits: line.dataBits,
            parity: t(`devices.parity.${line.parity}`),
            stop: line.stopBits,
            end: t(`devices.end.${line.end}`),
          })}
          end={
            <Button size={48} onClick={() => setOpen({ at, line })}>
              {t('devices.change')}
            </Button>
          }
        />
      ))}
      {open && <LineDialog {...open} lines={lines} onClose={() => setOpen(undefined)} />}
    </Card>
  )
}

const BAUD_RATES = ['1200', '2400', '4800', '9600', '19200', '38400', '57600', '115200']
const TYPED = ' typed'

interface LineDialogProps {
  at: number
  line: SerialSettings
  lines: readonly SerialSettings[]
  onClose: () => void
}

function LineDialog({ at, line, lines, onClose }: LineDialogProps) {
  const t = useT()
  const scanned = useAnswerScan()
  const { data: ports } = useLive(['serial-ports'], () => client.devices.serialPorts())
  const [now, setNow] = useState(line)
  const [isTyped, setTyped] = useState(false)
  const isNew = at >= lines.length
  const read = serialSettings.safeParse(now)
  const isTaken = lines.some((one, index) => index !== at && one.path === now.path)
  const known = ports ?? []
  const options = [
    ...known.map(({ path, maker, serialNumber }) => ({
      value: path,
      label: [path, maker, serialNumber].filter(Boolean).join(' · '),
    })),
    ...(now.path !== '' && !isTyped && !known.some(({ path }) => path === now.path)
      ? [{ value: now.path, label: t('devices.portGone', { path: now.path }) }]
      : []),
    { value: TYPED, label: t('devices.otherPort') },
  ]
  const set = (more: Partial<SerialSettings>) => setNow((before) => ({ ...before, ...more }))
  const choosePort = (path: string) => {
    setTyped(path === TYPED)
    if (path === TYPED) return set({ path: '', serialNumber: null })
    set({ path, serialNumber: known.find((one) => one.path === path)?.serialNumber ?? null })
  }
  const save = async (next: readonly SerialSettings[]) => {
    showDevices(await client.devices.setSerial({ lines: [...next] }))
    onClose()
  }
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      question={t(isNew ? 'devices.whichLine' : 'devices.changeLine')}
      ways={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          {!isNew && (
            <Button kind="stop" onClick={() => void save(lines.filter((_, index) => index !== at))}>
              {t('devices.removeLine')}
            </Button>
          )}
          <Button
            kind="ember"
            disabled={!read.success || isTaken}
            onClick={() =>
              void save(
                isNew ? [...lines, now] : lines.map((one, index) => (index === at ? now : one)),
              )
            }
          >
            {t('labels.save')}
          </Button>
        </>
      }
    >
      {known.length === 0 && <Banner tone="note">{t('devices.noPorts')}</Banner>}
      <Select
        label={t('devices.port')}
        value={isTyped ? TYPED : now.path === '' ? null : now.path}
        options={options}
        onChange={choosePort}
        placeholder={t('devices.choosePort')}
        error={isTaken ? t('devices.portTaken') : undefined}
      />
      {isTyped && (
        <TextField
          label={t('devices.portPath')}
          hint={t('devices.portPathHint')}
          value={now.path}
          onChange={(path) => set({ path })}
          code
        />
      )}
      <div className={styles.halves}>
        <Select
          label={t('devices.baud')}
          value={String(now.baudRate)}
          options={BAUD_RATES.map((value) => ({ value, label: value }))}
          onChange={(baud) => set({ baudRate: Number(baud) })}
        />
        <Select
          label={t('devices.end')}
          value={now.end}
          options={SERIAL_ENDS.map((value) => ({ value, label: t(`devices.end.${value}`) }))}
          onChange={(end) => set({ end })}
        />
        <Select
          label={t('devices.dataBits')}
          value={String(now.dataBits)}
          options={['7', '8'].map((value) => ({ value, label: value }))}
          onChange={(bits) => set({ dataBits: bits === '7' ? 7 : 8 })}
        />
        <Select
          label={t('devices.parity')}
          value={now.parity}
          options={(['none', 'even', 'odd'] as const).map((value) => ({
            value,
            label: t(`devices.parity.${value}`),
          }))}
          onChange={(parity) => set({ parity })}
        />
        <Select
          label={t('devices.stopBits')}
          value={String(now.stopBits)}
          options={['1', '2'].map((value) => ({ value, label: value }))}
          onChange={(bits) => set({ stopBits: bits === '2' ? 2 : 1 })}
        />
      </div>
      <p className={styles.quiet}>{t('devices.lineTest')}</p>
      {scanned && <p role="status">{scanned}</p>}
    </Dialog>
  )
}
