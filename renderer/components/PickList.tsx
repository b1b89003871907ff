import type { ReactNode } from 'react'
import styles from './PickList.module.css'

export interface PickItem {
  id: string
  /** A `Glyph` or an `Icon`. */
  sign?: ReactNode
  title: ReactNode
  line?: ReactNode
  sub?: ReactNode
}

export interface PickListProps {
  items: readonly PickItem[]
  selected?: string | undefined
  onSelect: (id: string) => void
  ariaLabel: string
}

/** Things to look at one after the other, at the left of what is shown of them. */
export const PickList = ({ items, selected, onSelect, ariaLabel }: PickListProps) => (
  <ul className={styles.list} aria-label={ariaLabel}>
    {items.map(({ id, sign, title, line, sub }) => (
      <li key={id}>
        <button
          type="button"
          className={styles.item}
          aria-current={id === selected ? 'true' : undefined}
          onClick={() => onSelect(id)}
        >
          {sign}
          <span className={styles.words}>
            <div className={styles.title}>{title}</div>
            {line && <div>{line}</div>}
            {sub && <div className={styles.sub}>{sub}</div>}
          </span>
        </button>
      </li>
    ))}
  </ul>
)
