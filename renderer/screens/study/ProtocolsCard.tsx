import { IconClipboardPlus, IconCopyPlus, IconTestPipe } from '@tabler/icons-react'
import { useIntl } from 'react-intl'
import type { ProtocolView, StudyPlanView } from '#shared/contract/studies.ts'
import type { PlannedTube } from '#shared/domain/study/facts.ts'
import { Button } from '../../components/Button.tsx'
import { Card, CardRow } from '../../components/Card.tsx'
import { Chip } from '../../components/Chip.tsx'
import { Icon } from '../../components/Icon.tsx'
import { sayVolume, useNames } from '../../i18n/names.ts'
import { useT } from '../../i18n/use-t.ts'
import styles from './study.module.css'

export interface ProtocolsCardProps {
  plan: StudyPlanView
  mayChange: boolean
  /** A protocol that is to get another version, or a new one. */
  onEdit: (protocol: 'new' | string) => void
}

/** What is collected at which event, as it was published; what was replaced can still be read. STU-14 */
export function ProtocolsCard({ plan, mayChange, onEdit }: ProtocolsCardProps) {
  const t = useT()
  const current = plan.protocols.filter(({ isCurrent }) => isCurrent)
  const former = plan.protocols.filter(({ isCurrent }) => !isCurrent)
  return (
    <Card
      title={t('protocols.title')}
      foot={
        mayChange && (
          <Button icon={IconClipboardPlus} onClick={() => onEdit('new')}>
            {t('protocols.new')}
          </Button>
        )
      }
    >
      {current.map((protocol) => (
        <section key={protocol.protocol} className={styles.protocol}>
          <div className={styles.acts}>
            <h3 className={styles.grows}>{protocol.name}</h3>
            {mayChange && (
              <Button
                size={48}
                icon={IconCopyPlus}
                aria-label={t('protocols.nextOf', { name: protocol.name })}
                onClick={() => onEdit(protocol.protocol)}
              >
                {t('protocols.next')}
              </Button>
            )}
          </div>
          <Published protocol={protocol} />
          <Events protocol={protocol} />
        </section>
      ))}
      {current.length === 0 && <p className={styles.none}>{t('protocols.none')}</p>}
      {former.length > 0 && (
        <details className={styles.former}>
          <summary>{t('protocols.former', { count: former.length })}</summary>
          {former.map((protocol) => (
            <section key={protocol.protocol} className={styles.protocol}>
              <h3>
                {protocol.name} <Chip>{t('protocols.replaced')}</Chip>
              </h3>
              <Published protocol={protocol} />
              <Events protocol={protocol} />
            </section>
          ))}
        </details>
      )}
    </Card>
  )
}

function Published({ protocol }: { protocol: ProtocolView }) {
  const t = useT()
  const names = useNames()
  const { publishedBy, publishedAt } = protocol
  return (
    <p className={styles.quiet}>
      {t('protocols.published', { by: publishedBy, at: names.minute(publishedAt) })}
    </p>
  )
}

function Events({ protocol }: { protocol: ProtocolView }) {
  const t = useT()
  return protocol.events.map(({ key, name, day, tubes }) => (
    <div key={key} className={styles.event}>
      <h4>
        {name}
        {day !== null && <span className={styles.quiet}> {t('protocols.day', { day })}</span>}
      </h4>
      {tubes.map((tube) => (
        <CardRow
          key={tube.key}
          icon={<Icon of={IconTestPipe} size={24} />}
          title={tube.label}
          sub={<TubeWords tube={tube} />}
          end={t('protocols.times', { count: tube.count })}
        />
      ))}
    </div>
  ))
}

/** "Whole blood, EDTA tube, 9 mL". */
export function TubeWords({ tube }: { tube: PlannedTube }) {
  const intl = useIntl()
  const names = useNames()
  const { material, tubeType, nanolitres } = tube
  return [
    names.material(material),
    names.tubeType(tubeType),
    nanolitres !== null && sayVolume(intl, nanolitres),
  ]
    .filter(Boolean)
    .join(', ')
}
