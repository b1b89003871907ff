import {
  IconCircleCheck,
  IconCircleX,
  IconClockPause,
  IconHelpCircle,
  IconPrinter,
  IconSend,
  type TablerIcon,
} from '@tabler/icons-react'
import { useState } from 'react'
import { type JobState, type LabelJobView, SYSTEM_PRINTER } from '#shared/contract/labels.ts'
import { client } from '../../app/client.ts'
import { Button } from '../../components/Button.tsx'
import { Card, CardRow } from '../../components/Card.tsx'
import { Chip, type ChipTone } from '../../components/Chip.tsx'
import { Code } from '../../components/Code.tsx'
import { useNames } from '../../i18n/names.ts'
import { useT } from '../../i18n/use-t.ts'
import { AnswerDialog } from './AnswerDialog.tsx'
import styles from './labels.module.css'
import { sayJob } from './say.ts'
import { useLabelQueue } from './use-queue.ts'

const SIGNS: Readonly<Record<JobState, { icon: TablerIcon; tone: ChipTone }>> = {
  queued: { icon: IconClockPause, tone: 'plain' },
  sending: { icon: IconPrinter, tone: 'steel' },
  sent: { icon: IconSend, tone: 'ok' },
  confirmed: { icon: IconCircleCheck, tone: 'ok' },
  unclear: { icon: IconHelpCircle, tone: 'caution' },
  failed: { icon: IconCircleX, tone: 'stop' },
  cancelled: { icon: IconCircleX, tone: 'plain' },
}

/** Every job with what it is at, what waits and what is asked first. */
export function QueueCard() {
  const t = useT()
  const queue = useLabelQueue()
  const [asked, ask] = useState<string>()
  const jobs = queue?.jobs ?? []
  const job = jobs.find((one) => one.job === asked && one.state === 'unclear')
  return (
    <Card
      title={t('labels.queue')}
      aside={queue && queue.waiting > 0 ? t('labels.waiting', { count: queue.waiting }) : undefined}
      scrolls
    >
      {queue && jobs.length === 0 && <p className={styles.nothing}>{t('labels.nothing')}</p>}
      <div aria-live="polite">
        {jobs.map((one) => (
          <JobRow key={one.job} job={one} onAsk={() => ask(one.job)} />
        ))}
      </div>
      {job && <AnswerDialog job={job} onClose={() => ask(undefined)} />}
    </Card>
  )
}

/** So many codes are named; the others are counted. */
const NAMED = 3

function JobRow({ job, onAsk }: { job: LabelJobView; onAsk: () => void }) {
  const t = useT()
  const names = useNames()
  const { codes, state, reason, actor, madeAt } = job
  const { icon, tone } = SIGNS[state]
  const more = codes.length - NAMED
  return (
    <CardRow
      title={
        <span className={styles.codes}>
          {codes.slice(0, NAMED).map((code, at) => (
            <Code key={at} breaks>
              {code}
            </Code>
          ))}
          {more > 0 && <span>{t('labels.andMore', { count: more })}</span>}
        </span>
      }
      sub={
        <>
          <div>
            {job.printer === SYSTEM_PRINTER
              ? t('labels.systemPrinter')
              : (job.printerName ?? t('labels.printerGone'))}
            , {actor}, <span className="fk-tnum">{names.moment(madeAt)}</span>
          </div>
          {reason !== null && <div>{t('labels.again', { reason })}</div>}
          <div className={styles.state}>
            <Chip tone={tone} icon={icon}>
              {sayJob(t, job)}
            </Chip>
          </div>
        </>
      }
      end={<Ways job={job} onAsk={onAsk} />}
    />
  )
}

function Ways({ job: { job, state, trouble }, onAsk }: { job: LabelJobView; onAsk: () => void }) {
  const t = useT()
  if (state === 'unclear')
    return (
      <Button kind="ember" size={48} onClick={onAsk}>
        {t('labels.whatCame')}
      </Button>
    )
  if (state === 'sending' && trouble)
    return (
      <Button size={48} onClick={() => void client.labels.cancel({ job })}>
        {t('labels.stopWaiting')}
      </Button>
    )
  if (state !== 'queued') return null
  const retry = (blind: boolean) => void client.labels.retry({ job, blind })
  return (
    <div className={styles.ways}>
      <Button size={48} onClick={() => retry(false)}>
        {t('labels.tryNow')}
      </Button>
      {trouble === 'silent' && (
        <Button size={48} onClick={() => retry(true)}>
          {t('labels.printAnyway')}
        </Button>
      )}
      <Button size={48} kind="stop" onClick={() => void client.labels.cancel({ job })}>
        {t('labels.cancel')}
      </Button>
    </div>
  )
}
