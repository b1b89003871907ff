import {
  IconBuildingWarehouse,
  IconListSearch,
  IconMapPin,
  IconTransfer,
} from '@tabler/icons-react'
import { useState } from 'react'
import { FormattedMessage } from 'react-intl'
import type { SpecimenView } from '#shared/contract/views.ts'
import { type To, useGo } from '../../app/go.ts'
import { Button } from '../../components/Button.tsx'
import { Card } from '../../components/Card.tsx'
import { Code } from '../../components/Code.tsx'
import { TextField } from '../../components/fields.tsx'
import { useT } from '../../i18n/use-t.ts'
import { CustodyTimeline } from '../custody/CustodyTimeline.tsx'
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
      return <WaysOut tube={tube} work={work} />
    case 'out':
      return <WaysBack tube={tube} work={work} />
    case 'unplaced':
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

/** A reason may be given; nobody has to. */
function WaysOut({ tube, work }: CustodyCardProps) {
  const t = useT()
  const go = useGo()
  const [reason, setReason] = useState<string>()
  return (
    <div className={styles.ways}>
      {reason !== undefined && (
        <TextField label={t('box.reason')} value={reason} onChange={setReason} autoFocus />
      )}
      <div className={styles.pair}>
        <Button
          kind="steel"
          icon={IconBuildingWarehouse}
          disabled={work.isBusy}
          onClick={() => work.checkOut(reason ?? '')}
        >
          {t('box.checkOut')}
        </Button>
        <Button icon={IconTransfer} onClick={() => go(elsewhere(tube))}>
          {t('box.move')}
        </Button>
      </div>
      {reason === undefined && (
        <Button kind="quiet" size={48} onClick={() => setReason('')}>
          {t('box.withReason')}
        </Button>
      )}
    </div>
  )
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
