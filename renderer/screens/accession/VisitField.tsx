import { IconCalendarPlus } from '@tabler/icons-react'
import { useState } from 'react'
import type { StudyPlanView, VisitLine } from '#shared/contract/studies.ts'
import { client } from '../../app/client.ts'
import { useLive } from '../../app/live.ts'
import { Button } from '../../components/Button.tsx'
import { Select } from '../../components/fields.tsx'
import { useNames } from '../../i18n/names.ts'
import { useT } from '../../i18n/use-t.ts'
import { RecordVisit } from '../study/RecordVisit.tsx'
import fieldStyles from '../study/StudyField.module.css'

const SHOWN = 50
const NONE = 'none'

export interface VisitFieldProps {
  plan: StudyPlanView
  value: string | null
  onChange: (visit: string | null) => void
}

/** The visit that the tubes come from, with the way to record one; without a visit they are as the form says. */
export function VisitField({ plan, value, onChange }: VisitFieldProps) {
  const t = useT()
  const say = useSayVisit(plan)
  const [isNew, setNew] = useState(false)
  const { study } = plan
  const { data: visits = [] } = useLive(['studies', 'visits', study], () =>
    client.studies.visits({ study, limit: SHOWN }),
  )
  return (
    <div className={fieldStyles.field}>
      <Select
        label={t('accession.visit')}
        value={value !== null && visits.some(({ visit }) => visit === value) ? value : NONE}
        onChange={(visit) => onChange(visit === NONE ? null : visit)}
        options={[
          { value: NONE, label: t('accession.noVisit') },
          ...visits.map((visit) => ({ value: visit.visit, label: say(visit) })),
        ]}
      />
      <Button icon={IconCalendarPlus} onClick={() => setNew(true)}>
        {t('visits.record')}
      </Button>
      {isNew && <RecordVisit plan={plan} onClose={() => setNew(false)} onMade={onChange} />}
    </div>
  )
}

function useSayVisit({ protocols }: StudyPlanView): (visit: VisitLine) => string {
  const t = useT()
  const names = useNames()
  return ({ protocol, event, donor, visitedAt, there, planned }) => {
    const events = protocols.find((one) => one.protocol === protocol)?.events
    const name = events?.find(({ key }) => key === event)?.name ?? event
    const when = visitedAt === null ? t('visits.noTime') : names.minute(visitedAt)
    return [donor ?? t('visits.noDonor'), name, when, t('visits.there', { there, planned })].join(
      ' · ',
    )
  }
}
