import type { ReactNode } from 'react'
import { Glyph } from './Glyph.tsx'
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

const Words = ({ title, sub }: TrayProps) => (
  <div className={styles.words}>
    <div className={styles.title}>{title}</div>
    {sub && <div className={styles.sub}>{sub}</div>}
  </div>
)
