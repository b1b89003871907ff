import { useIntl } from 'react-intl'
import { Button } from './Button.tsx'
import styles from './Progress.module.css'

export interface ProgressProps {
  /** What runs: "Reading 50,000 rows". */
  label: string
  value: number
  total: number
  /** "358 of 520 boxes". */
  words: string
  /** "about 52 min left", once it runs longer than ten seconds. */
  timeLeft?: string | undefined
  /** Offered once it runs longer than three seconds. */
  onCancel?: (() => void) | undefined
}

/** A long act in words and as a bar, with a way to stop it. */
export function Progress({ label, value, total, words, timeLeft, onCancel }: ProgressProps) {
  const intl = useIntl()
  const part = total > 0 ? Math.min(1, value / total) : 0
  return (
    <div className={styles.progress}>
      <div className={styles.label}>{label}</div>
      <div className={styles.line}>
        <div
          className={styles.track}
          role="progressbar"
          aria-label={label}
          aria-valuemin={0}
          aria-valuemax={total}
          aria-valuenow={value}
          aria-valuetext={words}
        >
          <div className={styles.fill} style={{ width: `${part * 100}%` }} />
        </div>
        {onCancel && (
          <Button size={48} onClick={onCancel}>
            {intl.formatMessage({ id: 'progress.cancel' })}
          </Button>
        )}
      </div>
      <div className={styles.words}>
        <span>{words}</span>
        {timeLeft && <span>{timeLeft}</span>}
      </div>
    </div>
  )
}
