import { useIntl } from 'react-intl'
import styles from './RateScale.module.css'

export interface RateScaleProps {
  /** All as parts of one: 0.011 is 1.1 %. */
  rate: number
  low: number
  high: number
  /** End of the scale. */
  max: number
  /** The same in words: "4 of 358, 95 % interval 0.4 to 2.8 %". */
  ariaLabel: string
}

/** A rate with its interval on a scale from nothing to `max`. The words stand beside it. */
export function RateScale({ rate, low, high, max, ariaLabel }: RateScaleProps) {
  const intl = useIntl()
  const at = (part: number) => `${4 + (Math.min(part, max) / max) * 92}%`
  const percent = (part: number, digits: number) =>
    intl.formatNumber(part, { style: 'percent', maximumFractionDigits: digits })
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((part) => part * max)
  return (
    <div className={styles.scale} role="img" aria-label={ariaLabel}>
      <span className={styles.axis} />
      {ticks.map((tick) => (
        <span key={tick}>
          <span className={styles.tick} style={{ left: at(tick) }} />
          <span className={styles.mark} style={{ left: at(tick) }}>
            {percent(tick, max < 0.02 ? 1 : 0)}
          </span>
        </span>
      ))}
      <span className={styles.span} style={{ left: at(low), right: `calc(100% - ${at(high)})` }} />
      <span className={styles.point} style={{ left: at(rate) }} />
      <span className={styles.value} style={{ left: at(rate) }}>
        {percent(rate, 1)}
      </span>
    </div>
  )
}
