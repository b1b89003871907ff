import type { ReactNode } from 'react'
import { FormattedMessage } from 'react-intl'
import { Code } from '../../components/Code.tsx'
import styles from './box.module.css'

/** "Selected, C6" and, at the right, how it stands with that position. */
export const SelectedHead = ({ position, children }: { position: string; children: ReactNode }) => (
  <div className={styles.head}>
    <span className={styles.named}>
      <FormattedMessage id="box.selectedPosition" values={{ position: <Code>{position}</Code> }} />
    </span>
    <span className={styles.chips}>{children}</span>
  </div>
)
