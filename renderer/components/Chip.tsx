import type { TablerIcon } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import styles from './Chip.module.css'
import { cx } from './cx.ts'
import { Glyph } from './Glyph.tsx'
import type { GlyphState } from './glyph-state.ts'
import { Icon } from './Icon.tsx'

export type ChipTone = 'plain' | 'steel' | 'ok' | 'stop' | 'caution' | 'contested' | 'ember'

export interface ChipProps {
  children: ReactNode
  tone?: ChipTone
  icon?: TablerIcon | undefined
  glyph?: GlyphState | undefined
  /** `bare` has no ground; `raised` is white, for a row that is tinted itself. */
  ground?: 'tint' | 'bare' | 'raised'
}

/** A state in a chip: its sign and its word. */
export function Chip({ children, tone = 'plain', icon, glyph, ground = 'tint' }: ChipProps) {
  return (
    <span className={cx(styles.chip, styles[tone], ground !== 'tint' && styles[ground])}>
      {glyph && <Glyph state={glyph} size={20} />}
      {icon && <Icon of={icon} size={20} />}
      {children}
    </span>
  )
}
