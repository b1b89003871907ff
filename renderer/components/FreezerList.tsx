import type { CSSProperties, ReactNode } from 'react'
import { Code } from './Code.tsx'
import { cx } from './cx.ts'
import styles from './FreezerList.module.css'
import heat from './heat.module.css'
import { heatStep } from './heat.ts'

export interface FreezerItem {
  id: string
  code: string
  /** "-80.4 °C". */
  temperature?: ReactNode
  /** "68 % full". */
  note: ReactNode
  /** Parts from 0 to 1, shelf by shelf, for the small drawing. */
  fills: readonly (readonly number[])[]
}

export interface FreezerListProps {
  items: readonly FreezerItem[]
  selected?: string | undefined
  onSelect: (id: string) => void
  ariaLabel: string
}

/** The freezers of a room, each with a small drawing of how full its shelves are. */
export const FreezerList = ({ items, selected, onSelect, ariaLabel }: FreezerListProps) => (
  <ul className={styles.list} aria-label={ariaLabel}>
    {items.map((item) => (
      <li key={item.id}>
        <button
          type="button"
          className={styles.item}
          aria-current={item.id === selected ? 'true' : undefined}
          onClick={() => onSelect(item.id)}
        >
          <FreezerDrawing fills={item.fills} />
          <span>
            <Code strong className={styles.code}>
              {item.code}
            </Code>
            {item.temperature && <div className={styles.temperature}>{item.temperature}</div>}
            <div className={styles.note}>{item.note}</div>
          </span>
        </button>
      </li>
    ))}
  </ul>
)

function FreezerDrawing({ fills }: Pick<FreezerItem, 'fills'>) {
  const columns: CSSProperties & Record<`--${string}`, number> = {
    '--columns': Math.max(1, ...fills.map((shelf) => shelf.length)),
  }
  const parts = fills.flatMap((shelf, row) => shelf.map((part, column) => ({ part, row, column })))
  return (
    <span className={styles.icon} style={columns} aria-hidden="true">
      {parts.map(({ part, row, column }) => (
        <span key={`${row}/${column}`} className={cx(heat[`h${heatStep(part)}`])} />
      ))}
    </span>
  )
}
