import { useState } from 'react'
import { useIntl } from 'react-intl'
import type { Job, JobProgress } from '#shared/contract/keeping.ts'
import { useBench } from '../../app/bench.tsx'
import { client } from '../../app/client.ts'
import { useNow } from '../../app/use-now.ts'
import { Progress } from '../../components/Progress.tsx'
import { useNames } from '../../i18n/names.ts'
import { useT } from '../../i18n/use-t.ts'
import styles from './ledger.module.css'

/** A way to stop appears when it lasts, and the time left when it lasts longer. */
const CANCEL_MS = 3_000
const TIME_LEFT_MS = 10_000

/** What runs on the ledger now, if it is one of these. */
export function JobBar({ jobs }: { jobs: readonly Job[] }) {
  const { job } = useBench().keeping
  if (job === null || !jobs.includes(job.job)) return null
  return <Bar key={job.job} progress={job} />
}

function Bar({ progress: { job, done, of } }: { progress: JobProgress }) {
  const t = useT()
  const intl = useIntl()
  const names = useNames()
  const [startedAt] = useState(Date.now)
  const lasted = useNow(1_000) - startedAt
  const part = of > 0 ? done / of : 0
  const left = part > 0 ? (lasted / part) * (1 - part) : null
  return (
    <div className={styles.job}>
      <Progress
        label={t(`keeping.job.${job}`)}
        value={done}
        total={of}
        words={
          of === 0
            ? t('keeping.begins')
            : intl.formatNumber(part, { style: 'percent', maximumFractionDigits: 0 })
        }
        timeLeft={
          lasted > TIME_LEFT_MS && left !== null
            ? t('import.timeLeft', { lasting: names.lasting(left) })
            : undefined
        }
        onCancel={lasted > CANCEL_MS ? () => void client.keeping.cancel() : undefined}
      />
    </div>
  )
}
