import type { ReactNode } from 'react'
import styles from './Code.module.css'
import { cx } from './cx.ts'

export interface CodeProps {
  children: ReactNode
  /** Font size in px; without it the code takes the size of the words around it. */
  size?: number
  strong?: boolean
  /** Lets a very long code break into lines instead of widening its place. */
  breaks?: boolean
  className?: string | undefined
}

/** Every code and position a person may compare with a label: zero is slashed, nothing is joined. */
export function Code({ children, size, strong, breaks, className }: CodeProps) {
  return (
    <code
      className={cx(styles.code, strong && styles.strong, breaks && styles.breaks, className)}
      style={size ? { fontSize: size } : undefined}
      translate="no"
    >
      {children}
    </code>
  )
}
