import { useEffect, useState } from 'react'
import { useIntl } from 'react-intl'
import { Card } from '../../components/Card.tsx'
import { Progress } from '../../components/Progress.tsx'
import { useNames } from '../../i18n/names.ts'
import { useT } from '../../i18n/use-t.ts'
import styles from './import.module.css'
import type { ImportStep } from './use-import.ts'

interface RunCardProps {
  step: Extract<ImportStep, { at: 'running' | 'checking' }>
  onCancel: () => void
}

/** A way to stop appears when it lasts, and the time left when it lasts longer. */
const CANCEL_MS = 3_000
const TIME_LEFT_MS = 10_000

/** The check or the import as it runs. */
export function RunCard({ step, onCancel }: RunCardProps) {
  const t = useT()
  const intl = useIntl()
  const names = useNames()
  const lasted = useSince(step.startedAt)
  const label = t(step.at === 'running' ? 'import.running' : 'import.checking')
  const part = step.total > 0 ? step.done / step.total : 0
  const left = part > 0 ? (lasted / part) * (1 - part) : null
  return (
    <Card label={label}>
      <div className={styles.running}>
        <Progress
          label={label}
          value={step.done}
          total={step.total}
          words={intl.formatNumber(part, { style: 'percent', maximumFractionDigits: 0 })}
          timeLeft={
            lasted > TIME_LEFT_MS && left !== null
              ? t('import.timeLeft', { lasting: names.lasting(left) })
              : undefined
          }
          onCancel={lasted > CANCEL_MS ? onCancel : undefined}
        />
        <p className={styles.why}>
          {t(step.at === 'running' ? 'import.allOrNoneRunning' : 'import.checkWritesNothing')}
        </p>
      </div>
    </Card>
  )
}

/** Milliseconds since a moment, counted by the second. */
function useSince(startedAt: number): number {
  const [now, tick] = useState(startedAt)
  useEffect(() => {
    const timer = setInterval(() => tick(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [])
  return now - startedAt
}
