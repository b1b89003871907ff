import { IconArrowRight, IconBuildingWarehouse, IconListSearch } from '@tabler/icons-react'
import { FormattedMessage } from 'react-intl'
import type { BoxView, PositionView, SpecimenView } from '#shared/contract/views.ts'
import { client } from '../../app/client.ts'
import { useGo } from '../../app/go.ts'
import { useLive } from '../../app/live.ts'
import { Button } from '../../components/Button.tsx'
import { Card, Facts } from '../../components/Card.tsx'
import { Code } from '../../components/Code.tsx'
import { useNames } from '../../i18n/names.ts'
import { useT } from '../../i18n/use-t.ts'
import { CustodyTimeline } from '../custody/CustodyTimeline.tsx'
import { WaysOut } from '../custody/WaysOut.tsx'
import { WithdrawnChip } from '../donor/WithdrawnChip.tsx'
import { HeldBackChips } from '../specimen/HeldBackChips.tsx'
import { StateChip } from '../specimen/StateChip.tsx'
import { UnreadLine } from '../specimen/UnreadLine.tsx'
import { useAmountLeft } from '../specimen/use-amount-left.ts'
import styles from './box.module.css'
import { SelectedHead } from './SelectedHead.tsx'
import type { BoxWork } from './use-box-work.ts'

interface TubeCardProps {
  box: BoxView
  position: PositionView
  specimen: string
  work: BoxWork
}

/** The tube in the position that is selected: what it is, who had it, and what can be done with it. */
export function TubeCard({ box, position, specimen, work }: TubeCardProps) {
  const t = useT()
  const { data } = useLive(['specimen', specimen], () => client.query.specimen({ specimen }))
  const tube = data?.specimen === specimen ? data : undefined
  const code = position.tubes[0]?.code ?? ''
  return (
    <Card
      label={t('box.selected')}
      scrolls
      foot={tube && <Ways key={specimen} box={box} tube={tube} work={work} />}
    >
      <div className={styles.spaced}>
        <SelectedHead position={position.name}>
          {tube && <StateChip state={tube.state} />}
          {tube && <HeldBackChips of={tube} />}
          {tube?.consent.withdrawn && <WithdrawnChip />}
        </SelectedHead>
        <Code size={30} strong breaks>
          {code}
        </Code>
        {tube?.unread && <UnreadLine />}
        {tube && <About tube={tube} box={box.container} />}
      </div>
    </Card>
  )
}

function About({ tube, box }: { tube: SpecimenView; box: string }) {
  const t = useT()
  const go = useGo()
  const names = useNames()
  const left = useAmountLeft(tube)
  const parts = [names.material(tube.material), left ?? false, tube.study.code]
  const facts = [
    tube.donor && { name: t('specimen.donor'), value: <Code>{tube.donor}</Code> },
    { name: t('specimen.accession'), value: <Code>{tube.accession}</Code> },
    tube.state === 'out' &&
      tube.holder && {
        name: t('specimen.with'),
        value: t('specimen.withSince', { name: tube.holder, moment: names.moment(tube.since) }),
      },
  ]
  return (
    <>
      <div className={styles.headLine}>
        <span>{parts.filter(Boolean).join(', ')}</span>
        <Button
          kind="quiet"
          size={48}
          iconAfter={IconArrowRight}
          className={styles.toCard}
          onClick={() => go({ to: 'specimen', specimen: tube.specimen })}
        >
          {t('box.openCard')}
        </Button>
      </div>
      <Facts facts={facts.filter((fact) => fact !== null && fact !== false && fact !== '')} />
      <hr className={styles.rule} />
      <strong>{t('custody.title')}</strong>
      <CustodyTimeline custody={tube.custody} box={box} />
    </>
  )
}

interface WaysProps {
  box: BoxView
  tube: SpecimenView
  work: BoxWork
}

function Ways({ box, tube, work }: WaysProps) {
  const t = useT()
  const go = useGo()
  if (tube.state === 'disputed')
    return (
      <Button kind="steel" wide icon={IconListSearch} onClick={() => go({ to: 'worklist' })}>
        {t('box.settle')}
      </Button>
    )
  if (tube.state === 'out') return <WayBack box={box} tube={tube} work={work} />
  return (
    <WaysOut
      isBusy={work.isBusy}
      onCheckOut={(reason) => work.checkOut(tube, reason)}
      onMove={() => work.pickUp(tube)}
    />
  )
}

function WayBack({ tube, work }: WaysProps) {
  const place = tube.places[0]
  return (
    place && (
      <Button
        kind="steel"
        wide
        icon={IconBuildingWarehouse}
        disabled={work.isBusy}
        onClick={() => work.putBack(tube, place)}
      >
        <FormattedMessage id="box.return" values={{ position: <Code>{place.position}</Code> }} />
      </Button>
    )
  )
}
