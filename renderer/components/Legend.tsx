import { useIntl } from 'react-intl'
import { cx } from './cx.ts'
import { Glyph } from './Glyph.tsx'
import type { GlyphState } from './glyph-state.ts'
import styles from './Legend.module.css'

export interface LegendProps {
  states: readonly GlyphState[]
  direction?: 'row' | 'column'
  /** Side of a sign in px. */
  size?: number
}

/** What each sign means. It is always on the screen that uses the signs. */
export function Legend({ states, direction = 'row', size }: LegendProps) {
  const intl = useIntl()
  const side = size ?? (direction === 'column' ? 36 : 28)
  return (
    <ul className={cx(styles.legend, styles[direction])}>
      {states.map((state) => (
        <li key={state} className={styles.entry}>
          <Glyph state={state} size={side} lettered />
          <span>{intl.formatMessage({ id: `state.${state}` })}</span>
        </li>
      ))}
    </ul>
  )
}
