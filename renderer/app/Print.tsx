import { type ReactNode, useEffect, useState } from 'react'
import { createPortal, flushSync } from 'react-dom'
import styles from './Print.module.css'

/** What goes on paper instead of the screen when `window.print()` is called while this is shown. */
export const OnPaper = ({ children }: { children: ReactNode }) =>
  createPortal(<div className={styles.paper}>{children}</div>, document.body)

/** The browser waits for what is drawn while it says that it will print, also for Ctrl+P. */
export function useIsPrinting(): boolean {
  const [isPrinting, setPrinting] = useState(false)
  useEffect(() => {
    const before = () => flushSync(() => setPrinting(true))
    const after = () => setPrinting(false)
    window.addEventListener('beforeprint', before)
    window.addEventListener('afterprint', after)
    return () => {
      window.removeEventListener('beforeprint', before)
      window.removeEventListener('afterprint', after)
    }
  }, [])
  return isPrinting
}
