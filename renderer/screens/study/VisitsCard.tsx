import { IconCalendarEvent, IconCalendarPlus, IconTestPipe } from '@tabler/icons-react'
import { useState } from 'react'
import type { StudyPlanView, VisitLine } from '#shared/contract/studies.ts'
import { client } from '../../app/client.ts'
import { useGo } from '../../app/go.ts'
import { useLive } from '../../app/live.ts'
import { Button } from '../../components/Button.tsx'
import { Card, CardRow } from '../../components/Card.tsx'
import { Chip } from '../../components/Chip.tsx'
import { Code } from '../../components/Code.tsx'
import { Icon } from '../../components/Icon.tsx'
import { useNames } from '../../i18n/names.ts'
import { useT } from '../../i18n/use-t.ts'
import { RecordVisit } from './RecordVisit.tsx'
import styles from './study.module.css'

const SHOWN = 20

/** The last visits of a study, with what of their plan is there. STU-13 */
export function VisitsCard({ plan }: { plan: StudyPlanView }) {
  const t = useT()
  const { study } = plan
  const [isNew, setNew] = useState(false)
  const [opened, open] = useState<string>()
  const { data: visits = [] } = useLive(['studies', 'visits', study], () =>
    client.studies.visits({ study, limit: SHOWN }),
  )
  const mayRecord = plan.protocols.some(({ isCurrent }) => isCurrent)
  return (
    <Card
      title={t('visits.title')}
      foot={
        mayRecord && (
          <Button icon={IconCalendarPlus} onClick={() => setNew(true)}>
            {t('visits.record')}
          </Button>
        )
      }
    >
      {visits.map((visit) => (
        <div key={visit.visit}>
          <VisitRow
            plan={plan}
            visit={visit}
            isOpen={opened === visit.visit}
            onOpen={() => open(opened === visit.visit ? undefined : visit.visit)}
          />
          {opened === visit.visit && <VisitTubes study={study} visit={visit.visit} />}
        </div>
      ))}
      {visits.length === 0 && (
        <p className={styles.none}>{t(mayRecord ? 'visits.none' : 'visits.noProtocol')}</p>
      )}
      {isNew && (
        <RecordVisit plan={plan} onClose={() => setNew(false)} onMade={(visit) => open(visit)} />
      )}
    </Card>
  )
}

interface VisitRowProps {
  plan: StudyPlanView
  visit: VisitLine
  isOpen: boolean
  onOpen: () => void
}

function VisitRow({ plan, visit, isOpen, onOpen }: VisitRowProps) {
  const t = useT()
  const names = useNames()
  const { donor, event, protocol, visitedAt, planned, there } = visit
  const known = plan.protocols.find((one) => one.protocol === protocol)
  const name = known?.events.find(({ key }) => key === event)?.name ?? event
  const when = visitedAt === null ? t('visits.noTime') : names.minute(visitedAt)
  return (
    <CardRow
      icon={<Icon of={IconCalendarEvent} size={26} />}
      title={donor === null ? t('visits.noDonor') : <Code>{donor}</Code>}
      sub={`${name} · ${when}`}
      end={
        <span className={styles.acts}>
          <Chip tone={there === planned ? 'ok' : 'caution'}>
            {t('visits.there', { there, planned })}
          </Chip>
          <Button size={48} aria-expanded={isOpen} onClick={onOpen}>
            {t('visits.tubes')}
          </Button>
        </span>
      }
    />
  )
}

function VisitTubes({ study, visit }: { study: string; visit: string }) {
  const t = useT()
  const go = useGo()
  const { data } = useLive(['studies', 'visit', visit], () =>
    client.studies.visit({ study, visit }),
  )
  if (!data) return null
  const tube = ({ specimen, code }: { specimen: string; code: string }) => (
    <Button
      key={specimen}
      size={48}
      kind="quiet"
      onClick={() => void go({ to: 'specimen', specimen })}
    >
      <Code>{code}</Code>
    </Button>
  )
  return (
    <div className={styles.visit}>
      {data.tubes.map(({ key, label, count, specimens }) => (
        <CardRow
          key={key}
          icon={<Icon of={IconTestPipe} size={24} />}
          title={label}
          sub={specimens.length > 0 ? specimens.map(tube) : undefined}
          end={
            specimens.length >= count
              ? t('visits.complete')
              : t('visits.missing', { count: count - specimens.length })
          }
        />
      ))}
      {data.others.length > 0 && <CardRow title={t('visits.others')} sub={data.others.map(tube)} />}
    </div>
  )
}
