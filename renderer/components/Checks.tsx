import {
  IconAlertHexagon,
  IconAlertTriangle,
  IconCircleCheck,
  type TablerIcon,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import styles from './Checks.module.css'
import { cx } from './cx.ts'
import { Icon } from './Icon.tsx'

export interface Check {
  id: string
  is: 'ok' | 'weak' | 'fails'
  words: ReactNode
  /** In place of the sign of its kind, as a keyboard for what was typed. */
  icon?: TablerIcon | undefined
}

const icons = { ok: IconCircleCheck, weak: IconAlertTriangle, fails: IconAlertHexagon }

/** What speaks for a fact, line by line. */
export const Checks = ({ checks }: { checks: readonly Check[] }) => (
  <ul className={styles.checks}>
    {checks.map(({ id, is, words, icon }) => (
      <li key={id} className={cx(styles.check, styles[is])}>
        <Icon of={icon ?? icons[is]} size={22} />
        {words}
      </li>
    ))}
  </ul>
)
