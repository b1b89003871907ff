import type { ReactNode } from 'react'
import { createPortal } from 'react-dom'
import styles from './Print.module.css'

/** What goes on paper instead of the screen when `window.print()` is called while this is shown. */
export const OnPaper = ({ children }: { children: ReactNode }) =>
  createPortal(<div className={styles.paper}>{children}</div>, document.body)
