import { IconRosetteDiscountCheck } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Code } from './Code.tsx'
import { cx } from './cx.ts'
import { Icon } from './Icon.tsx'
import styles from './Timeline.module.css'

/** Full dot now, ring before, dashed ring out of the cold, diamond disputed. */
export type TimelineKind = 'now' | 'past' | 'out' | 'disputed'

export interface TimelineEntry {
  id: string
  kind: TimelineKind
  title: ReactNode
  /** Who and when, to the second. */
  sub: ReactNode
  /** The meaning of a signature and the short hash it covers. */
  seal?: { meaning: ReactNode; hash: string } | undefined
}

const signs: Readonly<Record<TimelineKind, ReactNode>> = {
  now: <circle className={styles.now} cx={10} cy={11} r={7} />,
  past: <circle className={styles.ring} cx={10} cy={11} r={6} />,
  out: <circle className={cx(styles.ring, styles.dashed)} cx={10} cy={11} r={6.4} />,
  disputed: <path className={styles.diamond} d="M10 1.5L19.5 11 10 20.5.5 11z" />,
}

/** Custody, newest first. */
export const Timeline = ({
  entries,
  ariaLabel,
}: {
  entries: readonly TimelineEntry[]
  ariaLabel: string
}) => (
  <ol className={styles.timeline} aria-label={ariaLabel}>
    {entries.map(({ id, kind, title, sub, seal }) => (
      <li key={id} className={styles.entry}>
        <svg className={styles.sign} viewBox="0 0 20 22" aria-hidden="true">
          {signs[kind]}
        </svg>
        <div>
          <div className={styles.title}>{title}</div>
          <div className={styles.sub}>{sub}</div>
          {seal && (
            <div className={styles.seal}>
              <Icon of={IconRosetteDiscountCheck} size={20} />
              {seal.meaning}
              <Code>{seal.hash}</Code>
            </div>
          )}
        </div>
      </li>
    ))}
  </ol>
)
