import { IconPrinter, IconTag } from '@tabler/icons-react'
import { useState } from 'react'
import type { PrinterSetting, TestAnswer } from '#shared/contract/labels.ts'
import { client } from '../../app/client.ts'
import { useGo } from '../../app/go.ts'
import { useLive } from '../../app/live.ts'
import { Button } from '../../components/Button.tsx'
import { Card } from '../../components/Card.tsx'
import { Chip } from '../../components/Chip.tsx'
import { Icon } from '../../components/Icon.tsx'
import { useT } from '../../i18n/use-t.ts'
import { playTone } from '../../tones/tones.ts'
import { sayTrouble } from '../labels/say.ts'
import styles from './devices.module.css'
import { printerWords } from './printer-words.ts'

/** How each printer stands, asked now, with a test label and what it answered to the letter. */
export function PrinterTests() {
  const t = useT()
  const go = useGo()
  const { data: printers } = useLive(['printers'], () => client.labels.printers())
  return (
    <Card
      title={t('devices.printerStates')}
      foot={
        <Button icon={IconTag} onClick={() => void go({ to: 'labels' })}>
          {t('labels.open')}
        </Button>
      }
    >
      {printers?.length === 0 && <p className={styles.nothing}>{t('devices.noPrinters')}</p>}
      {printers?.map((one) => (
        <PrinterTest key={one.id} printer={one} />
      ))}
    </Card>
  )
}

function PrinterTest({ printer }: { printer: PrinterSetting }) {
  const t = useT()
  const [answer, setAnswer] = useState<TestAnswer | 'asking'>()
  const { data: templates } = useLive(['label-templates'], () => client.labels.templates())
  const ask = async (template: string | null) => {
    setAnswer('asking')
    const said = await client.labels.testPrinter({ printer, template })
    playTone(said.type === 'ready' ? 'success' : 'warning')
    setAnswer(said)
  }
  const isAsking = answer === 'asking'
  const told = isAsking ? undefined : answer
  const template = templates?.[0]?.template.id ?? null
  return (
    <div className={styles.scanner}>
      <div className={styles.scannerHead}>
        <Icon of={IconPrinter} size={26} />
        <div className={styles.scannerName}>
          <h3>{printer.name}</h3>
        </div>
        {told && (
          <Chip tone={told.type === 'ready' ? 'ok' : 'caution'}>
            {t(told.type === 'ready' ? 'devices.printerReady' : 'devices.printerNot')}
          </Chip>
        )}
      </div>
      <div className={styles.lines} aria-live="polite">
        {answer === undefined && <p className={styles.quiet}>{t('devices.notAsked')}</p>}
        {isAsking && <p>{t('labels.asking')}</p>}
        {told && (
          <p>
            {told.type === 'ready'
              ? t('devices.printerLeft', { count: told.status.left })
              : t('labels.notReady', { why: sayTrouble(t, told.trouble) })}
          </p>
        )}
        {told && <Said text={told.said} />}
      </div>
      <div className={styles.choice}>
        <Button size={48} disabled={isAsking} onClick={() => void ask(null)}>
          {t('devices.askPrinter')}
        </Button>
        <Button size={48} disabled={isAsking || !template} onClick={() => void ask(template)}>
          {t('labels.testLabel')}
        </Button>
      </div>
    </div>
  )
}

function Said({ text }: { text: string }) {
  const t = useT()
  if (text === '') return <p className={styles.quiet}>{t('devices.saidNothing')}</p>
  return (
    <figure className={styles.said}>
      <figcaption>{t('devices.said')}</figcaption>
      <pre translate="no">{printerWords(text)}</pre>
    </figure>
  )
}
