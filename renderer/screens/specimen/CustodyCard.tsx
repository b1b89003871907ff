import {
  IconBuildingWarehouse,
  IconListSearch,
  IconMapPin,
  IconTransfer,
} from '@tabler/icons-react'
import { FormattedMessage } from 'react-intl'
import type { SpecimenView } from '#shared/contract/views.ts'
import { type To, useGo } from '../../app/go.ts'
import { Button } from '../../components/Button.tsx'
import { Card } from '../../components/Card.tsx'
import { Code } from '../../components/Code.tsx'
import { useT } from '../../i18n/use-t.ts'
import { CustodyTimeline } from '../custody/CustodyTimeline.tsx'
import { WaysOut } from '../custody/WaysOut.tsx'
import styles from './specimen.module.css'
import type { SpecimenWork } from './use-specimen-work.ts'

interface CustodyCardProps {
  tube: SpecimenView
  work: SpecimenWork
}

/** Who had it, newest first, and what can be done with it now. */
export function CustodyCard({ tube, work }: CustodyCardProps) {
  const t = useT()
  return (
    <Card
      title={t('custody.title')}
      aside={tube.holder ? t('specimen.nowWith', { name: tube.holder }) : undefined}
      padded
      scrolls
      foot={<Ways tube={tube} work={work} />}
    >
      <CustodyTimeline custody={tube.custody} />
    </Card>
  )
}

function Ways({ tube, work }: CustodyCardProps) {
  const t = useT()
  const go = useGo()
  switch (tube.state) {
    case 'stored':
      return (
        <WaysOut
          isBusy={work.isBusy}
          onCheckOut={work.checkOut}
          onMove={() => go(elsewhere(tube))}
        />
      )
    case 'out':
      return <WaysBack tube={tube} work={work} />
    case 'unplaced':
    case 'missing':
    case 'dispatched':
      return (
        <Button
          kind="steel"
          wide
          icon={IconMapPin}
          onClick={() => go({ to: 'freezers', move: tube.specimen })}
        >
          {t('specimen.choosePosition')}
        </Button>
      )
    case 'disputed':
      return (
        <Button kind="steel" wide icon={IconListSearch} onClick={() => go({ to: 'worklist' })}>
          {t('box.settle')}
        </Button>
      )
    case 'undone':
      return null
  }
}

/** Picks it up and opens the map where it is. */
const elsewhere = ({ specimen, places }: SpecimenView): To => {
  const at = places[0]?.at
  return at
    ? { to: 'box', container: at.container, select: at.index, move: specimen }
    : { to: 'freezers', move: specimen }
}

function WaysBack({ tube, work }: CustodyCardProps) {
  const t = useT()
  const go = useGo()
  const place = tube.places[0]
  return (
    <div className={styles.pair}>
      {place && (
        <Button
          kind="steel"
          icon={IconBuildingWarehouse}
          disabled={work.isBusy}
          onClick={() => work.putBack(place)}
        >
          <FormattedMessage id="box.return" values={{ position: <Code>{place.position}</Code> }} />
        </Button>
      )}
      <Button icon={IconTransfer} onClick={() => go(elsewhere(tube))}>
        {t('specimen.returnElsewhere')}
      </Button>
    </div>
  )
}
