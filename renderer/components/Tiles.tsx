import type { ReactNode } from 'react'
import { Code } from './Code.tsx'
import styles from './Tiles.module.css'

export interface Tile {
  /** What the element is: "Before spin". */
  name: string
  /** Its code: "B". */
  code: string
  /** The recorded value it came from: "1 h 12 min 08 s, 4 °C". */
  note: ReactNode
}

/** A code of several elements, each with the fact it stands for. */
export const Tiles = ({ tiles, ariaLabel }: { tiles: readonly Tile[]; ariaLabel: string }) => (
  <ol className={styles.tiles} aria-label={ariaLabel}>
    {tiles.map(({ name, code, note }) => (
      <li key={name} className={styles.tile}>
        <div className={styles.name}>{name}</div>
        <Code strong className={styles.code}>
          {code}
        </Code>
        <div className={styles.note}>{note}</div>
      </li>
    ))}
  </ol>
)
