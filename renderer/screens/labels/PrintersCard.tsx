import { IconPlus, IconPrinter } from '@tabler/icons-react'
import { useState } from 'react'
import type { PrinterSetting } from '#shared/contract/labels.ts'
import { useBench } from '../../app/bench.tsx'
import { client } from '../../app/client.ts'
import { refresh, useLive } from '../../app/live.ts'
import { isManager } from '../../app/may.ts'
import { newId } from '../../app/new-id.ts'
import { Button } from '../../components/Button.tsx'
import { Card, CardRow } from '../../components/Card.tsx'
import { Code } from '../../components/Code.tsx'
import { Icon } from '../../components/Icon.tsx'
import { useT } from '../../i18n/use-t.ts'
import styles from './labels.module.css'
import { PrinterDialog } from './PrinterDialog.tsx'

const PORT = 9100

/** The label printers of this bench. */
export function PrintersCard() {
  const t = useT()
  const { person } = useBench()
  const mayChange = isManager(person)
  const { data: printers } = useLive(['printers'], () => client.labels.printers())
  const [open, setOpen] = useState<PrinterSetting>()
  const isNew = open !== undefined && !printers?.some(({ id }) => id === open.id)
  const close = () => {
    setOpen(undefined)
    void refresh()
  }
  const begin = () => setOpen({ id: newId(), name: '', host: '', port: PORT, dpi: 203 })
  return (
    <Card
      title={t('labels.printers')}
      foot={
        mayChange && (
          <Button icon={IconPlus} onClick={begin}>
            {t('labels.addPrinter')}
          </Button>
        )
      }
    >
      {printers?.length === 0 && <p className={styles.nothing}>{t('labels.noPrinters')}</p>}
      {printers?.map((printer) => (
        <CardRow
          key={printer.id}
          icon={<Icon of={IconPrinter} size={26} />}
          title={printer.name}
          sub={
            <>
              <Code>{`${printer.host}:${printer.port}`}</Code>,{' '}
              {t('labels.dpi', { dpi: printer.dpi })}
            </>
          }
          end={
            <Button size={48} onClick={() => setOpen(printer)}>
              {mayChange ? t('labels.change') : t('labels.test')}
            </Button>
          }
        />
      ))}
      {open && <PrinterDialog printer={open} isNew={isNew} mayChange={mayChange} onClose={close} />}
    </Card>
  )
}
