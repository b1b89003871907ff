import type { TablerIcon } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Icon } from '../../components/Icon.tsx'
import styles from './lookup.module.css'

export interface EmptyStateProps {
  icon: TablerIcon
  title: string
  words: string
  /** What to do first: buttons. */
  ways?: ReactNode
  children?: ReactNode
}

/** A place where nothing is yet: said kindly, with the way on. */
export const EmptyState = ({ icon, title, words, ways, children }: EmptyStateProps) => (
  <div className={styles.empty}>
    <span className={styles.emptySign}>
      <Icon of={icon} size={56} />
    </span>
    <h2 className={styles.emptyTitle}>{title}</h2>
    <p className={styles.emptyWords}>{words}</p>
    {ways && <div className={styles.emptyWays}>{ways}</div>}
    {children}
  </div>
)
