import { IconPackage, IconPackageImport, IconPlus, IconTruckDelivery } from '@tabler/icons-react'
import { useIntl } from 'react-intl'
import type { ShipmentView } from '#shared/contract/work.ts'
import { useGo } from '../../app/go.ts'
import { useIdentitySink, useOpenIdentity } from '../../app/identity.ts'
import { Screen } from '../../app/Screen.tsx'
import { Button } from '../../components/Button.tsx'
import { Card, CardRow } from '../../components/Card.tsx'
import { Icon } from '../../components/Icon.tsx'
import { ScanDisplay } from '../../components/ScanDisplay.tsx'
import { useT } from '../../i18n/use-t.ts'
import styles from './receiving.module.css'
import { sayDay } from './say-state.ts'
import { isExpected, isOpen, useShipments } from './use-shipments.ts'

/** What is expected, what is open, what came lately. The one that is next has the ember. */
export function ListScreen() {
  const t = useT()
  const go = useGo()
  const { data } = useShipments()
  const shipments = data?.shipments ?? []
  const open = shipments.filter(isOpen)
  const expected = shipments.filter(isExpected).toSorted(byDay)
  const closed = shipments.filter(({ closedAt }) => closedAt !== null)
  const next = open.find(({ shipment }) => shipment === data?.openHere) ?? open[0] ?? expected[0]
  const openOther = useOpenIdentity()
  useIdentitySink(async (identity, scan) => {
    if (identity.kind !== 'command' || identity.command !== 'start')
      return openOther(identity, scan)
    if (data)
      await go(
        next ? { to: 'receiving', shipment: next.shipment } : { to: 'receiving', act: 'open' },
      )
  })
  const line = next ? t('receiving.listLine', { sender: next.sender }) : t('receiving.listNone')
  return (
    <Screen current="scan" title={t('receiving.title')} subtitle={t('receiving.subtitle')}>
      <ScanDisplay
        form="slim"
        status={t('receiving.listStatus', { expected: expected.length, open: open.length })}
        line={line}
        announcement={line}
      />
      <div className={styles.page}>
        <Card title={t('receiving.now')} scrolls foot={<Foot isNext={data && !next} />}>
          {[...open, ...expected].map((one) => (
            <Row key={one.shipment} shipment={one} isNext={one === next} />
          ))}
          {data && !next && <p className={styles.empty}>{t('receiving.nothing')}</p>}
        </Card>
        <Card title={t('receiving.recent')} scrolls>
          {closed.map((one) => (
            <Row key={one.shipment} shipment={one} isNext={false} />
          ))}
          {data && closed.length === 0 && (
            <p className={styles.empty}>{t('receiving.noneClosed')}</p>
          )}
        </Card>
      </div>
    </Screen>
  )
}

/** What was to come first is first; without a day it comes last. */
const byDay = (a: ShipmentView, b: ShipmentView): number =>
  (a.expectedAt ?? Number.MAX_SAFE_INTEGER) - (b.expectedAt ?? Number.MAX_SAFE_INTEGER)

function Foot({ isNext }: { isNext: boolean | undefined }) {
  const t = useT()
  const go = useGo()
  return (
    <div className={styles.acts}>
      <Button
        icon={IconPlus}
        size={64}
        onClick={() => void go({ to: 'receiving', act: 'announce' })}
      >
        {t('receiving.announce')}
      </Button>
      <Button
        icon={IconPackageImport}
        size={64}
        kind={isNext ? 'ember' : 'outlined'}
        onClick={() => void go({ to: 'receiving', act: 'open' })}
      >
        {t('receiving.unannounced')}
      </Button>
    </div>
  )
}

function Row({ shipment: one, isNext }: { shipment: ShipmentView; isNext: boolean }) {
  const t = useT()
  const go = useGo()
  const words = useRowWords()
  const way = one.closedAt !== null ? 'show' : one.arrivedAt === null ? 'open' : 'goOn'
  return (
    <CardRow
      icon={<Icon of={one.arrivedAt === null ? IconTruckDelivery : IconPackage} size={28} />}
      title={one.reference ? `${one.sender} · ${one.reference}` : one.sender}
      sub={words(one)}
      latest={isNext}
      end={
        <Button
          kind={isNext ? 'ember' : 'outlined'}
          onClick={() => void go({ to: 'receiving', shipment: one.shipment })}
        >
          {t(`receiving.way.${way}`)}
        </Button>
      }
    />
  )
}

/** Where a consignment stands, in a sentence. */
function useRowWords(): (shipment: ShipmentView) => string {
  const t = useT()
  const intl = useIntl()
  return ({ closedAt, arrivedAt, expectedAt, announced, counts, ended }) => {
    const { received, extra, damaged, missing } = counts
    const inHand = received + extra + damaged
    if (ended !== null) return t('receiving.rowEnded', { reason: ended, missing })
    if (closedAt !== null)
      return t('receiving.rowClosed', { at: sayDay(intl, closedAt), n: inHand, missing, damaged })
    if (arrivedAt !== null)
      return announced === null
        ? t('receiving.rowOpenNoList', { n: inHand })
        : t('receiving.rowOpen', { n: announced - counts.expected, of: announced })
    const n = intl.formatNumber(announced ?? 0)
    return expectedAt === null
      ? t('receiving.rowExpected', { n })
      : t('receiving.rowExpectedAt', { n, at: sayDay(intl, expectedAt) })
  }
}
