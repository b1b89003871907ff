import { IconArrowRight, IconListSearch } from '@tabler/icons-react'
import { FormattedMessage } from 'react-intl'
import type { BoxView, PositionView } from '#shared/contract/views.ts'
import { client } from '../../app/client.ts'
import { useGo } from '../../app/go.ts'
import { useLive } from '../../app/live.ts'
import { Button } from '../../components/Button.tsx'
import { Card } from '../../components/Card.tsx'
import { Chip } from '../../components/Chip.tsx'
import { Code } from '../../components/Code.tsx'
import { useNames } from '../../i18n/names.ts'
import { useT } from '../../i18n/use-t.ts'
import { UnreadLine } from '../specimen/UnreadLine.tsx'
import styles from './box.module.css'
import { SelectedHead } from './SelectedHead.tsx'
import { TubeCard } from './TubeCard.tsx'
import type { BoxWork } from './use-box-work.ts'

interface PositionCardProps {
  box: BoxView
  work: BoxWork
}

/** What is in the position that is selected. */
export function PositionCard({ box, work }: PositionCardProps) {
  const t = useT()
  const position = work.selected === undefined ? undefined : box.positions[work.selected]
  if (!position || work.selected === undefined)
    return (
      <Card label={t('box.selected')}>
        <p className={styles.invitation}>{t('box.nothingSelected')}</p>
      </Card>
    )
  const tube = position.tubes[0]
  if (position.state === 'contested') return <Contested box={box} position={position} work={work} />
  if (!tube) return <Empty box={box} position={position} index={work.selected} work={work} />
  return <TubeCard box={box} position={position} specimen={tube.specimen} work={work} />
}

interface OneProps extends PositionCardProps {
  position: PositionView
}

function Empty({ box, position, index, work }: OneProps & { index: number }) {
  const t = useT()
  const names = useNames()
  const { armed } = work
  const held = box.holds.map(names.material).join(', ')
  return (
    <Card
      label={t('box.selected')}
      foot={
        armed?.code !== undefined && (
          <Button
            kind="ember"
            size={64}
            wide
            disabled={work.isBusy}
            onClick={() => work.placeAt(index)}
          >
            <FormattedMessage
              id="box.moveHere"
              values={{
                code: <Code>{armed.code}</Code>,
                position: <Code>{position.name}</Code>,
              }}
            />
          </Button>
        )
      }
    >
      <div className={styles.spaced}>
        <SelectedHead position={position.name}>
          <Chip glyph="empty">{t('state.empty')}</Chip>
        </SelectedHead>
        <Code size={32} strong>
          {position.name}
        </Code>
        <p>{held ? t('box.emptyHolds', { materials: held }) : t('box.emptyAny')}</p>
        <p className={styles.muted}>{t('box.emptyWays')}</p>
      </div>
    </Card>
  )
}

function Contested({ box, position, work }: OneProps) {
  const t = useT()
  const go = useGo()
  const names = useNames()
  const { data: open } = useLive(['discrepancies'], () => client.query.discrepancies())
  const about = open?.find(
    ({ holds, claims }) =>
      holds &&
      claims.some(
        ({ place }) => place?.at.container === box.container && place.at.index === work.selected,
      ),
  )
  return (
    <Card
      label={t('box.selected')}
      scrolls
      foot={
        <Button
          kind="steel"
          wide
          icon={IconListSearch}
          onClick={() => go({ to: 'worklist', ...(about && { id: about.id }) })}
        >
          {t('box.settle')}
        </Button>
      }
    >
      <div className={styles.spaced}>
        <SelectedHead position={position.name}>
          <Chip tone="contested" glyph="contested">
            {t('state.contested')}
          </Chip>
        </SelectedHead>
        <p className={styles.sentence}>
          <FormattedMessage
            id="box.claimed"
            values={{ position: <Code>{position.name}</Code>, count: position.tubes.length }}
          />
        </p>
        {position.tubes.map((tube) => (
          <div key={tube.specimen} className={styles.claim}>
            <div>
              <Code size={26} strong>
                {tube.code}
              </Code>
              <div>{names.material(tube.material)}</div>
            </div>
            <Button
              size={48}
              iconAfter={IconArrowRight}
              onClick={() => go({ to: 'specimen', specimen: tube.specimen })}
            >
              {t('box.openCard')}
            </Button>
          </div>
        ))}
        {position.tubes.some(({ unread }) => unread) && <UnreadLine />}
        <p className={styles.muted}>{t('box.closedToOthers')}</p>
      </div>
    </Card>
  )
}
