import { useRef, useState } from 'react'
import { useIntl } from 'react-intl'
import type { WorkAbout } from '#shared/contract/work.ts'
import type { SetupOf, WorkSetup } from '#shared/domain/batch/setup.ts'
import { client } from '../../app/client.ts'
import { sayMaterial } from '../../app/format.ts'
import { useLive } from '../../app/live.ts'
import { sayRefusalInOne } from '../../app/say-refusal.ts'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { Card, CardInset, CardRow } from '../../components/Card.tsx'
import { Chip, type ChipTone } from '../../components/Chip.tsx'
import { CheckField } from '../../components/fields.tsx'
import { useT } from '../../i18n/use-t.ts'
import { playTone } from '../../tones/tones.ts'
import type { Work, WorkShown } from '../batch/use-work.ts'
import { WorkStack } from '../batch/WorkStack.tsx'
import workStyles from '../batch/work.module.css'
import { AheadCard } from '../labels/AheadCard.tsx'
import type { PrintAhead } from '../labels/use-print-ahead.ts'
import { VisitTaken } from '../study/VisitTaken.tsx'
import styles from './accession.module.css'
import { keepChoices } from './choices.ts'
import { DefaultsForm, type Values } from './DefaultsForm.tsx'
import { type Defaults, defaultsOf, setupFrom } from './defaults.ts'
import { keepPrintsEach, printsEach } from './prints-each.ts'

export interface OpenBatchProps {
  shown: WorkShown
  work: Work
  ahead: PrintAhead
  values: Values
  onValues: (values: Values) => void
}

/** The scans at the left, what holds for all tubes at the right. What is changed there holds from the next tube on. */
export function OpenBatch({ shown, work, ahead, values, onValues }: OpenBatchProps) {
  const t = useT()
  const { session } = shown
  const defaults = useDefaults(shown, work)
  const { about } = session
  const planned = about.kind === 'accession' ? about.planned : []
  return (
    <div className={workStyles.screen}>
      <WorkStack shown={shown} work={work} />
      <Card title={t('accession.forAll')} scrolls>
        {planned.length > 0 && (
          <Planned
            planned={planned}
            now={defaults.form.planned}
            onPick={(key) => defaults.change({ planned: key })}
          />
        )}
        <TakenBefore setup={session.setup} />
        <DefaultsForm
          value={defaults.form}
          onChange={defaults.change}
          values={values}
          onValues={onValues}
        />
        <div className={styles.foot}>
          {defaults.refused && <Banner tone="stop">{defaults.refused}</Banner>}
          {!defaults.isReady && <Banner tone="caution">{t('accession.notYet')}</Banner>}
          <CheckField
            label={t('accession.printsEach')}
            checked={printsEach.use()}
            onChange={keepPrintsEach}
          />
          <AheadCard ahead={ahead} />
        </div>
      </Card>
    </div>
  )
}

/** ACC-6: the visit of this batch, where its donor was at that event before. */
function TakenBefore({ setup }: { setup: WorkSetup }) {
  const visit = setup.kind === 'accession' ? setup.visit : null
  const study = setup.kind === 'accession' ? setup.study : ''
  const { data } = useLive(
    ['studies', 'visit', study, visit],
    () => client.studies.visit({ study, visit: visit ?? '' }),
    { enabled: visit !== null },
  )
  if (!data || visit === null) return null
  const { event, donor } = data
  return (
    <CardInset>
      <VisitTaken study={study} event={event} donor={donor} except={visit} />
    </CardInset>
  )
}

interface PlannedProps {
  planned: Extract<WorkAbout, { kind: 'accession' }>['planned']
  now: string | null
  onPick: (key: string) => void
}

/** ACC-6: more than were planned is told apart from all that were. */
const toneOf = (there: number, count: number): ChipTone => {
  if (there > count) return 'caution'
  return there === count ? 'ok' : 'plain'
}

/** The tubes of the visit: which kind comes now, and what is still missing of each. */
function Planned({ planned, now, onPick }: PlannedProps) {
  const intl = useIntl()
  const t = useT()
  return planned.map(({ key, label, material, count, there }) => (
    <CardRow
      key={key}
      title={label}
      sub={sayMaterial(intl, material)}
      latest={key === now}
      end={
        <span className={styles.planned}>
          <Chip tone={toneOf(there, count)}>{t('visits.there', { there, planned: count })}</Chip>
          {key !== now && there < count && (
            <Button size={48} onClick={() => onPick(key)}>
              {t('accession.thisNext')}
            </Button>
          )}
        </span>
      }
    />
  ))
}

/**
 * The form of an open batch. What is chosen goes to the bench at once, and the scans wait for its answer, so that
 * a tube is never registered with less than what is on the screen; what is written and unfit is said instead.
 */
function useDefaults({ session }: WorkShown, work: Work) {
  const intl = useIntl()
  const setup = session.setup as SetupOf<'accession'>
  const [draft, setDraft] = useState<Defaults>()
  const [refused, setRefused] = useState<string>()
  const latest = useRef<Defaults>(undefined)
  const form = draft ?? defaultsOf(setup)
  const isReady = setupFrom(form, Date.now()) !== null

  async function change(some: Partial<Defaults>): Promise<void> {
    const next = { ...(latest.current ?? form), ...some }
    latest.current = next
    setDraft(next)
    const wanted = setupFrom(next, Date.now())
    if (wanted === null) return
    const started = await work.start(wanted)
    if (latest.current !== next) return
    if (!started.ok) playTone('error')
    setRefused(started.ok ? undefined : sayRefusalInOne(intl, started.error))
    if (!started.ok) return
    keepChoices(next)
    // From here on the bench's word counts, which knows the plan of a visit.
    latest.current = undefined
    setDraft(undefined)
  }

  return { form, isReady, refused, change: (some: Partial<Defaults>) => void change(some) }
}
