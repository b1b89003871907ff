import type { ReactNode } from 'react'
import { useMemo } from 'react'
import { Code } from './Code.tsx'
import { cx } from './cx.ts'
import styles from './Lineage.module.css'
import { type LineageNode, layOutLineage, lineOf, type PlacedNode } from './lineage-layout.ts'

export interface LineageSpecimen extends LineageNode {
  /** "Plasma". */
  title: ReactNode
  /** "0.5 mL". */
  amount: ReactNode
  code: string
  /** Used up or taken out for good: drawn dashed. */
  gone?: boolean
}

export interface LineageProps {
  specimens: readonly LineageSpecimen[]
  /** The specimen of the screen; the way to it from the root is drawn strong. */
  current?: string | undefined
  onOpen: (id: string) => void
  ariaLabel: string
}

const PITCH = 68
const HEIGHT = 58
/** The gap between two columns as a part of a column's width. */
const GAP = 0.28

/** What a specimen was made from and what was made of it, left to right. */
export function Lineage({ specimens, current, onOpen, ariaLabel }: LineageProps) {
  const layout = useMemo(() => layOutLineage(specimens), [specimens])
  const line = current ? lineOf(specimens, current) : new Set<string>()
  const width = 100 / (layout.columns + (layout.columns - 1) * GAP)
  const height = (layout.rows - 1) * PITCH + HEIGHT
  const left = (column: number) => column * width * (1 + GAP)
  const placed = new Map(layout.nodes.map((one) => [one.node.id, one]))
  return (
    <div className={styles.scroll}>
      <div className={styles.lineage} style={{ height, minWidth: layout.columns * 210 }}>
        <svg
          className={styles.curves}
          viewBox={`0 0 100 ${height}`}
          preserveAspectRatio="none"
          aria-hidden="true"
        >
          {layout.edges.map(({ from, to }) => (
            <path
              key={`${from}/${to}`}
              className={cx(styles.curve, line.has(from) && line.has(to) && styles.onLine)}
              d={curve(placed.get(from), placed.get(to), left, width)}
            />
          ))}
        </svg>
        <ul aria-label={ariaLabel}>
          {layout.nodes.map(({ node, column, row }) => (
            <li key={node.id}>
              <button
                type="button"
                className={cx(styles.node, node.gone && styles.gone)}
                style={{ left: `${left(column)}%`, top: row * PITCH, width: `${width}%` }}
                aria-current={node.id === current ? 'true' : undefined}
                onClick={() => onOpen(node.id)}
              >
                <span
                  className={styles.title}
                  title={typeof node.title === 'string' ? node.title : undefined}
                >
                  {node.title}
                </span>
                <span className={styles.amount}>{node.amount}</span>
                <Code className={styles.code}>{node.code}</Code>
              </button>
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}

function curve(
  from: PlacedNode<LineageSpecimen> | undefined,
  to: PlacedNode<LineageSpecimen> | undefined,
  left: (column: number) => number,
  width: number,
): string {
  if (!from || !to) return ''
  const [x1, y1] = [left(from.column) + width, from.row * PITCH + HEIGHT / 2]
  const [x2, y2] = [left(to.column), to.row * PITCH + HEIGHT / 2]
  const middle = (x1 + x2) / 2
  return `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`
}
