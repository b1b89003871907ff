import type { TablerIcon } from '@tabler/icons-react'
import type { ComponentPropsWithRef, ReactNode } from 'react'
import styles from './Button.module.css'
import { cx } from './cx.ts'
import { Icon } from './Icon.tsx'

/**
 * `ember` is the one next act, when it is no scan; `steel` is main but not next; `stop` asks for a
 * person; `panel` sits on the dark scan display.
 */
export type ButtonKind = 'ember' | 'steel' | 'outlined' | 'quiet' | 'stop' | 'panel'

export interface ButtonProps extends Omit<ComponentPropsWithRef<'button'>, 'type'> {
  children: ReactNode
  kind?: ButtonKind
  /** Least height of the target in px. */
  size?: 48 | 56 | 64
  icon?: TablerIcon | undefined
  /** Icon after the word, for a way that leads on. */
  iconAfter?: TablerIcon | undefined
  wide?: boolean
}

const sizes = { 48: styles.s48, 56: undefined, 64: styles.s64 }

/** A button with a word. Never `type="submit"`: the Enter of a scanner must not press it. */
export function Button({
  children,
  kind = 'outlined',
  size = 56,
  icon,
  iconAfter,
  wide,
  className,
  ...rest
}: ButtonProps) {
  const classes = cx(styles.button, styles[kind], sizes[size], wide && styles.wide, className)
  return (
    <button {...rest} type="button" className={classes}>
      {icon && <Icon of={icon} size={size === 64 ? 26 : 22} />}
      <span>{children}</span>
      {iconAfter && <Icon of={iconAfter} size={size === 64 ? 26 : 22} />}
    </button>
  )
}
