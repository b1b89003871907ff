import { IconCircleCheck } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { cx } from './cx.ts'
import { Glyph } from './Glyph.tsx'
import { Icon } from './Icon.tsx'
import styles from './ParkedTray.module.css'

export interface TrayProps {
  title: ReactNode
  sub?: ReactNode
  /** The way on, a 48 or 56 px outlined button. */
  action?: ReactNode
}

/** What was parked without stopping the batch. It stays until a person has resolved it. */
export const ParkedTray = ({ title, sub, action }: TrayProps) => (
  <section className={styles.tray}>
    <Glyph state="unknown" size={36} />
    <Words title={title} sub={sub} />
    {action}
  </section>
)

/** The last result in its place, green, with its undo. */
export const StoredTray = ({ title, sub, action }: TrayProps) => (
  <section className={cx(styles.tray, styles.ok)}>
    <span className={styles.okSign}>
      <Icon of={IconCircleCheck} size={28} />
    </span>
    <Words title={title} sub={sub} />
    {action}
  </section>
)

const Words = ({ title, sub }: TrayProps) => (
  <div className={styles.words}>
    <div className={styles.title}>{title}</div>
    {sub && <div className={styles.sub}>{sub}</div>}
  </div>
)
