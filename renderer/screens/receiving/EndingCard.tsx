import { IconArrowBackUp, IconFlagCheck } from '@tabler/icons-react'
import type { ShipmentView } from '#shared/contract/work.ts'
import { Button } from '../../components/Button.tsx'
import { Card } from '../../components/Card.tsx'
import { Code } from '../../components/Code.tsx'
import { useT } from '../../i18n/use-t.ts'
import type { Work } from '../batch/use-work.ts'
import styles from './receiving.module.css'
import { useShipment } from './use-shipments.ts'

interface EndingCardProps {
  shipment: ShipmentView
  work: Work
}

/** What closing would say is missing. A tube that turns up is scanned, and the list is gone. */
export function EndingCard({ shipment, work }: EndingCardProps) {
  const t = useT()
  const missing = shipment.counts.expected
  const { received, extra, damaged } = shipment.counts
  return (
    <Card
      className={styles.fill}
      title={
        missing === 0 ? t('receiving.closeTitle') : t('receiving.missingTitle', { n: missing })
      }
      scrolls
      foot={
        <div className={styles.acts}>
          <Button size={64} icon={IconArrowBackUp} onClick={() => work.command('cancel')}>
            {t('receiving.scanOn')}
          </Button>
          <Button
            size={64}
            kind="ember"
            icon={IconFlagCheck}
            disabled={work.isBusy}
            onClick={() => work.command('done')}
          >
            {t('receiving.close', { n: missing })}
          </Button>
        </div>
      }
    >
      <p className={styles.empty}>
        {missing === 0
          ? t('receiving.closeHint', { n: received + extra + damaged })
          : t('receiving.missingHint')}
      </p>
      <CodeList shipment={shipment.shipment} state="expected" />
    </Card>
  )
}

/** All codes of one state, as they are looked for in the parcel. */
export function CodeList({
  shipment,
  state,
}: {
  shipment: string
  state: 'expected' | 'missing' | 'damaged' | 'extra'
}) {
  const { data } = useShipment(shipment, state, '', 5_000)
  return (
    <ul className={styles.list}>
      {(data?.items ?? []).map(({ code }) => (
        <li key={code}>
          <Code>{code}</Code>
        </li>
      ))}
    </ul>
  )
}
