import { IconFridge, IconPackage, IconPackageImport, IconPrinter } from '@tabler/icons-react'
import { useState } from 'react'
import { useIntl } from 'react-intl'
import { MOST_LABELS } from '#shared/contract/labels.ts'
import type { ItemView, ShipmentView } from '#shared/contract/work.ts'
import { client } from '../../app/client.ts'
import { useGo } from '../../app/go.ts'
import { useIdentitySink, useOpenIdentity } from '../../app/identity.ts'
import { Screen } from '../../app/Screen.tsx'
import { Button } from '../../components/Button.tsx'
import { Card, Facts } from '../../components/Card.tsx'
import { cx } from '../../components/cx.ts'
import { ScanDisplay } from '../../components/ScanDisplay.tsx'
import { useNames } from '../../i18n/names.ts'
import { useT } from '../../i18n/use-t.ts'
import { usePrintLabels } from '../labels/use-print-labels.tsx'
import { FilesCard } from '../specimen/FilesCard.tsx'
import { ItemsCard } from './ItemsCard.tsx'
import styles from './receiving.module.css'
import { sayTenths } from './say-state.ts'

/** A consignment that is over: what it came to, and what its tubes want next; or that it never came. `onCome`: it has. */
export function DoneScreen({ shipment, onCome }: { shipment: ShipmentView; onCome?: () => void }) {
  const t = useT()
  const { counts, sender } = shipment
  const { received, extra, damaged, missing } = counts
  useIdentitySink(useOpenIdentity())
  const line =
    shipment.ended === null
      ? t('receiving.doneLine', { n: received + extra + damaged, missing, damaged })
      : t('receiving.endedLine', { missing })
  return (
    <Screen
      current="scan"
      title={t(shipment.ended === null ? 'receiving.doneTitle' : 'receiving.endedTitle')}
      subtitle={t('receiving.from', { sender })}
    >
      <ScanDisplay form="slim" status={t('receiving.doneStatus')} line={line} announcement={line} />
      <div className={styles.page}>
        <ItemsCard shipment={shipment} />
        <div className={cx(styles.stack, styles.scrolls)}>
          {onCome ? <ComeCard onCome={onCome} /> : <NextCard shipment={shipment} />}
          <AboutCard shipment={shipment} />
          <FilesCard specimen={shipment.shipment} code={sender} />
        </div>
      </div>
    </Screen>
  )
}

/** SHP-11: it came after all. */
function ComeCard({ onCome }: { onCome: () => void }) {
  const t = useT()
  const go = useGo()
  return (
    <Card title={t('receiving.next')} padded>
      <div className={styles.stack}>
        <Button kind="steel" size={64} icon={IconPackageImport} wide onClick={onCome}>
          {t('receiving.hasCome')}
        </Button>
        <Button size={64} icon={IconPackage} wide onClick={() => void go({ to: 'receiving' })}>
          {t('receiving.others.back')}
        </Button>
      </div>
    </Card>
  )
}

function NextCard({ shipment: { shipment, counts } }: { shipment: ShipmentView }) {
  const t = useT()
  const go = useGo()
  const { print, dialog } = usePrintLabels()
  const [isBusy, setBusy] = useState(false)
  const came = counts.received + counts.extra
  async function label(): Promise<void> {
    setBusy(true)
    try {
      const tubes = await registered(shipment)
      await print(tubes.map((specimen) => ({ type: 'specimen' as const, specimen })))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Card title={t('receiving.next')} padded>
      <div className={styles.stack}>
        <Button
          kind="ember"
          size={64}
          icon={IconFridge}
          wide
          onClick={() => void go({ to: 'freezers' })}
        >
          {t('receiving.putAway')}
        </Button>
        <Button
          size={64}
          icon={IconPrinter}
          wide
          disabled={isBusy || came === 0}
          onClick={() => void label()}
        >
          {t('receiving.label')}
        </Button>
        <Button size={64} icon={IconPackage} wide onClick={() => void go({ to: 'receiving' })}>
          {t('receiving.others.back')}
        </Button>
      </div>
      {dialog}
    </Card>
  )
}

/** The tubes that can be used and have a record; more than a printer takes at once are labelled from their list. */
async function registered(shipment: string): Promise<string[]> {
  const ask = (state: ItemView['state']) =>
    client.shipments.one({ shipment, state, text: '', limit: MOST_LABELS })
  const found = await Promise.all([ask('received'), ask('extra')])
  return found
    .flatMap((one) => one?.items ?? [])
    .flatMap(({ specimen }) => specimen ?? [])
    .slice(0, MOST_LABELS)
}

function AboutCard({ shipment }: { shipment: ShipmentView }) {
  const t = useT()
  const intl = useIntl()
  const names = useNames()
  const { arrivedAt, arrivedBy, closedAt, closedBy, condition, celsius, note, ended } = shipment
  const notMeasured = t('receiving.notMeasured')
  const facts = [
    { name: t('receiving.reference'), value: shipment.reference },
    { name: t('receiving.courier'), value: shipment.courier },
    { name: t('receiving.study'), value: shipment.study?.code },
    {
      name: t('receiving.arrived'),
      value: arrivedAt && `${names.minute(arrivedAt)}, ${arrivedBy}`,
    },
    { name: t('receiving.closed'), value: closedAt && `${names.minute(closedAt)}, ${closedBy}` },
    { name: t('receiving.condition'), value: condition && t(`receiving.condition.${condition}`) },
    {
      name: t('receiving.celsius'),
      value: ended === null && (celsius === null ? notMeasured : sayTenths(intl, celsius)),
    },
    { name: t('receiving.note'), value: note },
    { name: t('receiving.endedWhy'), value: ended },
  ].filter(({ value }) => value)
  return (
    <Card title={t('receiving.about')}>
      <div className={styles.facts}>
        <Facts facts={facts} />
      </div>
    </Card>
  )
}
