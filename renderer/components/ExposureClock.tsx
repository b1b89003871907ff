import { cx } from './cx.ts'
import styles from './ExposureClock.module.css'

export interface ExposureClockProps {
  /** Seconds out of the cold, and seconds allowed. */
  spent: number
  allowed: number
  /** "of 5:00". */
  limit: string
  /** "1 minute 42 seconds out of the cold, 5 minutes allowed". */
  ariaLabel: string
}

const RADIUS = 68
const ROUND = 2 * Math.PI * RADIUS

/** Minutes and seconds as on a stop watch, "1:42". */
const clockText = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`

/** Time out of the cold as a stop watch; beyond the limit the arc is full and turns to stop. */
export function ExposureClock({ spent, allowed, limit, ariaLabel }: ExposureClockProps) {
  const part = allowed > 0 ? Math.min(1, spent / allowed) : 1
  return (
    <div className={styles.clock} role="timer" aria-label={ariaLabel}>
      <svg className={styles.dial} viewBox="0 0 176 176" aria-hidden="true">
        <g transform="rotate(-90 88 88)">
          <circle className={styles.ticks} cx="88" cy="88" r="86" pathLength="380.1" />
          <circle className={styles.fives} cx="88" cy="88" r="85" pathLength="380.15" />
          <circle className={styles.track} cx="88" cy="88" r={RADIUS} />
          <circle
            className={cx(styles.spent, spent > allowed && styles.over)}
            cx="88"
            cy="88"
            r={RADIUS}
            strokeDasharray={`${part * ROUND} ${ROUND}`}
          />
        </g>
      </svg>
      <div className={styles.inside} aria-hidden="true">
        <span className={styles.time}>{clockText(spent)}</span>
        <span className={styles.of}>{limit}</span>
      </div>
    </div>
  )
}
