import { useState } from 'react'
import { type PrinterSetting, printerSetting, type TestAnswer } from '#shared/contract/labels.ts'
import { DPIS } from '#shared/label/dots.ts'
import { client } from '../../app/client.ts'
import { useLive } from '../../app/live.ts'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { Select, TextField } from '../../components/fields.tsx'
import { useT } from '../../i18n/use-t.ts'
import { playTone } from '../../tones/tones.ts'
import styles from './labels.module.css'
import { SettingDialog } from './SettingDialog.tsx'
import { sayTrouble } from './say.ts'

interface PrinterDialogProps {
  printer: PrinterSetting
  isNew: boolean
  mayChange: boolean
  onClose: () => void
}

/** A printer's address and resolution, and a test label from it before anything rests on it. */
export function PrinterDialog({ printer, isNew, mayChange, onClose }: PrinterDialogProps) {
  const t = useT()
  const [name, setName] = useState(printer.name)
  const [host, setHost] = useState(printer.host)
  const [port, setPort] = useState(String(printer.port))
  const [dpi, setDpi] = useState(String(printer.dpi))
  const [tested, setTested] = useState<TestAnswer | 'asking'>()
  const [template, setTemplate] = useState<string>()
  const { data: templates } = useLive(['label-templates'], () => client.labels.templates())
  const testWith = template ?? templates?.[0]?.template.id ?? null
  const read = printerSetting.safeParse({
    ...{ id: printer.id, host, port: Number(port), dpi: Number(dpi) },
    name: name.trim() === '' ? host : name,
  })

  async function test(): Promise<void> {
    if (!read.success) return
    setTested('asking')
    const answer = await client.labels.testPrinter({ printer: read.data, template: testWith })
    playTone(answer.type === 'ready' ? 'success' : 'warning')
    setTested(answer)
  }
  return (
    <SettingDialog
      question={isNew ? t('labels.whichPrinter') : printer.name}
      save={
        mayChange
          ? { isReady: read.success, act: () => client.labels.savePrinter(read.data ?? printer) }
          : undefined
      }
      remove={
        mayChange && !isNew
          ? {
              label: t('labels.removePrinter'),
              act: () => client.labels.removePrinter({ printer: printer.id }),
            }
          : undefined
      }
      ways={
        <Button disabled={!read.success || tested === 'asking'} onClick={() => void test()}>
          {t('labels.testLabel')}
        </Button>
      }
      onClose={onClose}
    >
      <TextField
        label={t('labels.printerName')}
        value={name}
        onChange={setName}
        disabled={!mayChange}
      />
      <div className={styles.pair}>
        <TextField
          label={t('labels.host')}
          hint={t('labels.hostHint')}
          value={host}
          onChange={setHost}
          code
          required
          disabled={!mayChange}
        />
        <TextField
          label={t('labels.port')}
          hint={t('labels.portHint')}
          value={port}
          onChange={setPort}
          type="number"
          disabled={!mayChange}
        />
      </div>
      <div className={styles.halves}>
        <Select
          label={t('labels.resolution')}
          value={dpi}
          onChange={setDpi}
          disabled={!mayChange}
          options={DPIS.map((one) => ({
            value: String(one),
            label: t('labels.dpi', { dpi: one }),
          }))}
        />
        <Select
          label={t('labels.testAs')}
          value={testWith}
          onChange={setTemplate}
          options={(templates ?? []).map((one) => ({
            value: one.template.id,
            label: one.builtIn ? t(`labels.builtIn.${one.template.id}`) : one.template.name,
          }))}
        />
      </div>
      <div aria-live="polite">
        {tested === 'asking' && <p>{t('labels.asking')}</p>}
        {tested !== undefined && tested !== 'asking' && <Tested answer={tested} />}
      </div>
    </SettingDialog>
  )
}

function Tested({ answer }: { answer: TestAnswer }) {
  const t = useT()
  return answer.type === 'ready' ? (
    <Banner tone="note">{t('labels.ready')}</Banner>
  ) : (
    <Banner tone="caution">{t('labels.notReady', { why: sayTrouble(t, answer.trouble) })}</Banner>
  )
}
