import type { ReactNode } from 'react'
import { Code } from './Code.tsx'
import { cx } from './cx.ts'
import { Glyph } from './Glyph.tsx'
import type { GlyphState } from './glyph-state.ts'
import heat from './heat.module.css'
import { heatStep } from './heat.ts'
import styles from './RackDrawers.module.css'

export interface Drawer {
  id: string
  /** "B7". */
  level: string
  /** The box's code, or words where there is no box. */
  box: { code: string; filled: number; total: number } | null
  /** The worst state in the box, when it is worth a look. */
  mark?: GlyphState | undefined
  /** What is heard: "B7, BX-19822, 58 of 81, contested". */
  name: string
}

export interface RackDrawersProps {
  drawers: readonly Drawer[]
  selected?: string | undefined
  onOpen: (id: string) => void
  /** Words for a level without a box: "No box". */
  vacant: ReactNode
  ariaLabel: string
}

/** The boxes of one rack as drawers of 48 px, each with its fill along the lower edge. */
export const RackDrawers = ({ drawers, selected, onOpen, vacant, ariaLabel }: RackDrawersProps) => (
  <ol className={styles.drawers} aria-label={ariaLabel}>
    {drawers.map((drawer) => (
      <li key={drawer.id}>
        <button
          type="button"
          className={cx(styles.drawer, !drawer.box && styles.vacant)}
          aria-current={drawer.id === selected ? 'true' : undefined}
          onClick={() => onOpen(drawer.id)}
        >
          <span className="fk-heard">{drawer.name}</span>
          <span className={styles.front} aria-hidden="true">
            <Code className={styles.level}>{drawer.level}</Code>
            {drawer.box ? <Front box={drawer.box} mark={drawer.mark} /> : vacant}
          </span>
        </button>
      </li>
    ))}
  </ol>
)

interface FrontProps {
  box: NonNullable<Drawer['box']>
  mark: GlyphState | undefined
}

function Front({ box: { code, filled, total }, mark }: FrontProps) {
  const part = filled / Math.max(1, total)
  return (
    <>
      <Code className={styles.code}>{code}</Code>
      {mark && <Glyph state={mark} size={28} letter={mark === 'target' ? '' : undefined} />}
      <span className={styles.count}>
        {filled} / {total}
      </span>
      <span className={styles.track}>
        <span
          className={cx(styles.fill, part > 0 && heat[`h${heatStep(part)}`])}
          style={{ width: `${part * 100}%` }}
        />
      </span>
    </>
  )
}
