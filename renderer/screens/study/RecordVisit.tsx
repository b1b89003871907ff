import { IconDice5 } from '@tabler/icons-react'
import { useState } from 'react'
import type { StudyPlanView } from '#shared/contract/studies.ts'
import { pseudonym } from '#shared/domain/specimen/facts.ts'
import { newId } from '../../app/new-id.ts'
import { BY_CLICK } from '../../app/via.ts'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { DateTimeField } from '../../components/DateTimeField.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { Select, TextField } from '../../components/fields.tsx'
import { useT } from '../../i18n/use-t.ts'
import { FormRefusal } from '../lookup/FormRefusal.tsx'
import { useAnswerScan } from '../lookup/use-answer-scan.ts'
import { useCreate } from '../lookup/use-create.ts'
import { newPseudonym } from './new-pseudonym.ts'
import styles from './study.module.css'
import { VisitTaken } from './VisitTaken.tsx'

export interface RecordVisitProps {
  plan: StudyPlanView
  onClose: () => void
  /** It is in the record. */
  onMade: (visit: string) => void
}

/** A donor's visit: which planned event it is, whose, and when it was. */
export function RecordVisit({ plan, onClose, onMade }: RecordVisitProps) {
  const t = useT()
  const [visit] = useState(newId)
  const [event, setEvent] = useState<string | null>(null)
  const [donor, setDonor] = useState('')
  const [at, setAt] = useState('')
  const { create, refused, isBusy } = useCreate()
  const unused = useAnswerScan()
  const events = useEvents(plan)
  const chosen = events.find(({ value }) => value === event)
  const named = donor.trim().toUpperCase()
  const isDonor = pseudonym.safeParse(named).success
  async function record(): Promise<void> {
    if (!chosen) return
    const { study, code } = plan
    const visitedAt = at === '' ? null : new Date(at).getTime()
    const { protocol, key } = chosen
    const saved = await create(
      (how) => ({
        ...how,
        type: 'recordVisit',
        ...{ visit, study, protocol, event: key, donor: named, visitedAt },
      }),
      BY_CLICK,
      code,
    )
    if (!saved) return
    onMade(visit)
    onClose()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      question={t('visits.question')}
      ways={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            kind="ember"
            disabled={!chosen || !isDonor || isBusy}
            onClick={() => void record()}
          >
            {t('visits.save')}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <Select
          label={t('visits.event')}
          value={event}
          onChange={setEvent}
          options={events.map(({ value, label }) => ({ value, label }))}
          placeholder={t('fields.choose')}
        />
        <div className={styles.line}>
          <div className={styles.grows}>
            <TextField
              label={t('visits.donor')}
              hint={t('visits.donorHint')}
              code
              value={donor}
              onChange={(text) => setDonor(text.slice(0, 20))}
              error={donor !== '' && !isDonor ? t('visits.badDonor') : undefined}
            />
          </div>
          <Button icon={IconDice5} onClick={() => setDonor(newPseudonym())}>
            {t('visits.newDonor')}
          </Button>
        </div>
        <DateTimeField label={t('visits.at')} value={at} onChange={setAt} />
        <VisitTaken study={plan.study} event={chosen?.key ?? null} donor={named} except={visit} />
        <FormRefusal refused={refused} />
        {unused && <Banner tone="caution">{unused}</Banner>}
      </div>
    </Dialog>
  )
}

/** The events of the protocols that are in use; named with their protocol where there are several. */
function useEvents(plan: StudyPlanView) {
  const current = plan.protocols.filter(({ isCurrent }) => isCurrent)
  return current.flatMap(({ protocol, name, events }) =>
    events.map(({ key, name: event }) => ({
      value: `${protocol} ${key}`,
      label: current.length > 1 ? `${name}: ${event}` : event,
      protocol,
      key,
    })),
  )
}
