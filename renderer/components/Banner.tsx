import {
  IconAlertHexagon,
  IconAlertTriangle,
  IconInfoCircle,
  type TablerIcon,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import styles from './Banner.module.css'
import { cx } from './cx.ts'
import { Glyph } from './Glyph.tsx'
import { Icon } from './Icon.tsx'

export interface BannerProps {
  /** `unknown`: nobody can say yet whether it is so. */
  tone: 'caution' | 'stop' | 'note' | 'unknown'
  /** One whole sentence: what is so, and since when. */
  children: ReactNode
  /** The way out, a 48 px button. */
  action?: ReactNode
  icon?: TablerIcon
  /** What the scan display says as well: heard from there, and not twice. */
  heardElsewhere?: boolean
}

const icons = { caution: IconAlertTriangle, stop: IconAlertHexagon, note: IconInfoCircle }

/** One sentence over the whole width that stays as long as it is true. */
export function Banner({ tone, children, action, icon, heardElsewhere }: BannerProps) {
  const role = heardElsewhere ? 'note' : tone === 'stop' ? 'alert' : 'status'
  return (
    <div className={cx(styles.banner, styles[tone])} role={role}>
      {tone === 'unknown' ? (
        <Glyph state="unknown" size={30} />
      ) : (
        <Icon of={icon ?? icons[tone]} size={26} />
      )}
      <span className={styles.words}>{children}</span>
      {action}
    </div>
  )
}
