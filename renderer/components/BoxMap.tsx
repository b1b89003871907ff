import { type CSSProperties, memo } from 'react'
import styles from './BoxMap.module.css'
import { cx } from './cx.ts'
import { Glyph } from './Glyph.tsx'
import type { GlyphState } from './glyph-state.ts'
import { useRovingGrid } from './use-roving-grid.ts'

export interface BoxCell {
  state: GlyphState
  /** The position's own name, "C6". */
  label: string
  /** What is heard: "C6, filled, FX05653142". */
  name: string
}

/** A movement shown once; another `key` shows it again. */
export interface CellCue {
  index: number
  key: string | number
}

export interface BoxMapProps {
  rows: number
  columns: number
  /** Names of rows and columns by the box's labelling scheme; empty texts where it has none. */
  rowLabels: readonly string[]
  columnLabels: readonly string[]
  /** Row-major, rows x columns of them. */
  cells: readonly BoxCell[]
  selected?: number | undefined
  target?: number | undefined
  /** The duplicate: the position that has the tube already. */
  pulse?: CellCue | undefined
  /** The position a tube was just stored in. */
  landed?: CellCue | undefined
  ariaLabel: string
  /** `width` takes the height it needs; `box` fits a parent that has a height. */
  fit?: 'width' | 'box'
  /** Arrow keys and taps. */
  onSelect?: ((index: number) => void) | undefined
  /** Enter, Space, or a tap on the position that is selected already. */
  onActivate?: ((index: number) => void) | undefined
}

/** A box from above, with its keyed A1 corner: every position is a sign, one tab stop for all. */
export function BoxMap(props: BoxMapProps) {
  const { rows, columns, rowLabels, columnLabels, cells, selected, target, ariaLabel } = props
  const grid = useRovingGrid({ ...props, entry: target })
  const size: CSSProperties & Record<`--${string}`, number> = {
    '--rows': rows,
    '--columns': columns,
  }
  const aimed = target === undefined ? undefined : placeOf(target, columns)
  return (
    <div className={props.fit === 'box' ? styles.box : styles.place}>
      <table
        ref={grid.ref}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table that is moved through by arrow keys is a grid
        role="grid"
        aria-label={ariaLabel}
        className={cx(styles.tray, columns > 12 && styles.dense)}
        style={size}
        onKeyDown={grid.onKeyDown}
        onClick={grid.onClick}
      >
        <thead>
          <ColumnHeads labels={columnLabels} columns={columns} aimed={aimed?.column} />
        </thead>
        <tbody>
          {Array.from({ length: rows }, (_, row) => (
            <tr key={rowLabels[row] || row}>
              <th scope="row" className={cx(styles.axis, aimed?.row === row && styles.aimed)}>
                {rowLabels[row]}
              </th>
              {cells.slice(row * columns, (row + 1) * columns).map((cell, column) => {
                const index = row * columns + column
                return (
                  <Cell
                    key={cell.label}
                    index={index}
                    state={cell.state}
                    label={cell.label}
                    name={cell.name}
                    selected={index === selected}
                    tabStop={index === grid.tabStop}
                    pulse={props.pulse?.index === index ? props.pulse.key : undefined}
                    landed={props.landed?.index === index ? props.landed.key : undefined}
                  />
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const placeOf = (index: number, columns: number) => ({
  row: Math.floor(index / columns),
  column: index % columns,
})

interface ColumnHeadsProps {
  labels: readonly string[]
  columns: number
  aimed: number | undefined
}

function ColumnHeads({ labels, columns, aimed }: ColumnHeadsProps) {
  return (
    <tr>
      <td />
      {Array.from({ length: columns }, (_, column) => (
        <th
          scope="col"
          key={labels[column] || column}
          className={cx(styles.axis, styles.column, aimed === column && styles.aimed)}
        >
          {labels[column]}
        </th>
      ))}
    </tr>
  )
}

interface CellProps extends BoxCell {
  index: number
  selected: boolean
  tabStop: boolean
  pulse: string | number | undefined
  landed: string | number | undefined
}

/** Only its own values come in, so a scan draws the two or three positions that changed. */
const Cell = memo(function Cell(props: CellProps) {
  const { index, state, label, name, selected, tabStop, pulse, landed } = props
  const carriesPosition = state === 'target' || state === 'hold'
  return (
    <td
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a cell of a grid takes the focus
      role="gridcell"
      data-index={index}
      tabIndex={tabStop ? 0 : -1}
      aria-label={name}
      aria-selected={selected}
      className={cx(
        styles.cell,
        pulse !== undefined && styles.pulse,
        landed !== undefined && styles.landed,
      )}
    >
      <Glyph
        key={`${pulse ?? ''}/${landed ?? ''}`}
        state={state}
        letter={carriesPosition ? label : undefined}
      />
    </td>
  )
})
