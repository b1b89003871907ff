import { IconPrinter } from '@tabler/icons-react'
import { useMemo, useRef, useState } from 'react'
import { useIntl } from 'react-intl'
import { type LabelSubject, MOST_COPIES, SYSTEM_PRINTER } from '#shared/contract/labels.ts'
import { DPIS } from '#shared/label/dots.ts'
import { layOut } from '#shared/label/layout.ts'
import { client } from '../../app/client.ts'
import { useGo } from '../../app/go.ts'
import { useLive } from '../../app/live.ts'
import { newId } from '../../app/new-id.ts'
import { say } from '../../app/notice.ts'
import { sayRefusalInOne } from '../../app/say-refusal.ts'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { Select, TextField } from '../../components/fields.tsx'
import { LabelPicture } from '../../components/LabelPicture.tsx'
import { useNames } from '../../i18n/names.ts'
import { useT } from '../../i18n/use-t.ts'
import { playTone } from '../../tones/tones.ts'
import { keepChoice, labelChoices } from './choice.ts'
import { LabelPaper } from './LabelPaper.tsx'
import styles from './labels.module.css'
import { ReasonField } from './ReasonField.tsx'
import { sayFault } from './say.ts'
import { askedOf, contentOf, kindOf } from './subjects.ts'
import { useDialogScan } from './use-dialog-scan.ts'

interface PrintDialogProps {
  subjects: readonly LabelSubject[]
  onClose: () => void
}

/** Where labels are printed, as what, and why where there is one already; the first one is shown as it will be. */
export function PrintDialog({ subjects, onClose }: PrintDialogProps) {
  const intl = useIntl()
  const t = useT()
  const names = useNames()
  const go = useGo()
  const id = useRef(newId())
  const kind = kindOf(subjects[0]!.of)
  const { data: printers } = useLive(['printers'], () => client.labels.printers())
  const { data: all } = useLive(['label-templates'], () => client.labels.templates())
  const templates = useMemo(
    () => (all ?? []).filter(({ template }) => template.kind === kind),
    [all, kind],
  )
  const [chosen, choose] = useState(labelChoices.get()[kind])
  const [copies, setCopies] = useState('1')
  const [reason, setReason] = useState('')
  const [fault, setFault] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const [isOnPaper, setOnPaper] = useState(false)

  const printer =
    printers?.find((one) => one.id === chosen?.printer) ??
    (chosen?.printer === SYSTEM_PRINTER ? undefined : printers?.[0])
  const printerId = printer?.id ?? SYSTEM_PRINTER
  const template = (templates.find((one) => one.template.id === chosen?.template) ?? templates[0])
    ?.template
  const isAgain = subjects.some(({ isPrinted }) => isPrinted)
  const count = Number(copies)
  const isCount = Number.isInteger(count) && count >= 1 && count <= MOST_COPIES
  const contents = useMemo(() => subjects.map((one) => contentOf(one, names)), [subjects, names])
  const layout = useMemo(
    () => template && layOut(template, contents[0]!, printer?.dpi ?? DPIS[2]),
    [template, contents, printer],
  )
  const isReady =
    printers && template && layout?.ok && isCount && (!isAgain || reason.trim() !== '')

  async function print(): Promise<void> {
    if (!template || isBusy) return
    setBusy(true)
    const answer = await client.labels
      .print({
        ...{ id: id.current, printer: printerId, template: template.id, copies: count },
        labels: subjects.map((one) => askedOf(one, names)),
        reason: isAgain ? reason.trim() : null,
      })
      .finally(() => setBusy(false))
    playTone(answer.type === 'queued' ? 'success' : 'error')
    if (answer.type === 'refused') return setFault(sayRefusalInOne(intl, answer.refusal))
    if (answer.type === 'fault') return setFault(sayFault(t, answer.fault))
    if (answer.type === 'gone') return setFault(t(`labels.gone.${answer.what}`))
    keepChoice(kind, { printer: printerId, template: template.id })
    if (printerId === SYSTEM_PRINTER) return setOnPaper(true)
    say(t('labels.queued', { count: subjects.length, code: subjects[0]!.content.code }))
    onClose()
  }
  /** Only the person at the printer knows what came out of it. */
  function printed(): void {
    onClose()
    void go({ to: 'labels' })
  }

  const scanned = useDialogScan((command) => {
    if (command === 'print' && isReady) void print()
    else if (command === 'cancel') onClose()
    else return false
    return true
  })

  const printerOptions = [
    ...(printers ?? []).map((one) => ({ value: one.id, label: one.name })),
    { value: SYSTEM_PRINTER, label: t('labels.systemPrinter') },
  ]
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      question={t('labels.printQuestion', {
        count: subjects.length,
        code: subjects[0]!.content.code,
      })}
      ways={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            kind="ember"
            icon={IconPrinter}
            disabled={!isReady || isBusy}
            onClick={() => void print()}
          >
            {t('labels.print', { count: subjects.length * (isCount ? count : 1) })}
          </Button>
        </>
      }
    >
      <div className={styles.pair}>
        <Select
          label={t('labels.printer')}
          value={printerId}
          onChange={(next) => choose({ printer: next, template: template?.id ?? '' })}
          options={printerOptions}
        />
        <TextField
          label={t('labels.copies')}
          type="number"
          value={copies}
          onChange={setCopies}
          error={isCount ? undefined : t('labels.copiesFrom', { most: MOST_COPIES })}
        />
      </div>
      <Select
        label={t('labels.template')}
        value={template?.id ?? null}
        onChange={(next) => choose({ printer: printerId, template: next })}
        options={templates.map((one) => ({
          value: one.template.id,
          label: one.builtIn ? t(`labels.builtIn.${one.template.id}`) : one.template.name,
        }))}
      />
      {isAgain && <ReasonField value={reason} onChange={setReason} />}
      {template && layout?.ok && (
        <figure className={styles.preview}>
          <LabelPicture
            template={template}
            layout={layout.value}
            label={t('labels.previewOf', { code: contents[0]!.code })}
          />
          <figcaption>{t('labels.realSize')}</figcaption>
        </figure>
      )}
      {layout && !layout.ok && <Banner tone="stop">{sayFault(t, layout.error)}</Banner>}
      {fault && <Banner tone="stop">{fault}</Banner>}
      {scanned && <p role="status">{scanned}</p>}
      {isOnPaper && template && (
        <LabelPaper template={template} contents={contents} copies={count} onPrinted={printed} />
      )}
    </Dialog>
  )
}
