import { type CSSProperties, memo, type ReactNode } from 'react'
import { useIntl } from 'react-intl'
import { Code } from './Code.tsx'
import { cx } from './cx.ts'
import styles from './FreezerMap.module.css'
import { Glyph } from './Glyph.tsx'
import heat from './heat.module.css'
import { heatStep } from './heat.ts'
import { useRovingGrid } from './use-roving-grid.ts'

export interface BoxBar {
  /** Part of the positions taken, 0 to 1; null where the rack has no box. */
  fill: number | null
  contested?: boolean
  unverified?: boolean
}

export interface RackView {
  /** From the top. */
  boxes: readonly BoxBar[]
  /** Part of the rack that is full, 0 to 1. */
  fill: number
  /** What is heard: "S2/R4, 84 % full, 1 contested". */
  name: string
}

export interface FreezerMapProps {
  code: string
  /** "469 of 520 boxes hold tubes". */
  summary: ReactNode
  /** "-80.4 °C", and what stands beside it: "door shut 6 h". */
  temperature?: string | undefined
  temperatureNote?: ReactNode
  shelfLabels: readonly string[]
  rackLabels: readonly string[]
  /** Shelf by shelf from the top, racks from the left. A rack that stays the same object is not drawn again. */
  racks: readonly RackView[]
  /** Index into `racks`. */
  selected?: number | undefined
  onSelect?: ((index: number) => void) | undefined
  /** Enter, Space, or a tap on the rack that is selected already. */
  onActivate?: ((index: number) => void) | undefined
  ariaLabel: string
}

/** A freezer with its door open: shelves of racks, each rack a stack of box fronts. */
export function FreezerMap(props: FreezerMapProps) {
  const { code, summary, temperature, temperatureNote } = props
  return (
    <section className={styles.freezer} aria-label={props.ariaLabel}>
      <header className={styles.head}>
        <Code size={28} strong>
          {code}
        </Code>
        <span className={styles.summary}>{summary}</span>
        {temperature && (
          <span className={styles.plate}>
            <Code>{temperature}</Code>
            {temperatureNote && <span className={styles.plateNote}>{temperatureNote}</span>}
          </span>
        )}
      </header>
      <div className={styles.body}>
        <Chamber {...props} />
        <span className={styles.handle} aria-hidden="true" />
      </div>
    </section>
  )
}

function Chamber(props: FreezerMapProps) {
  const { shelfLabels, rackLabels, racks, selected, onSelect, onActivate, ariaLabel } = props
  const columns = rackLabels.length
  const grid = useRovingGrid({ rows: shelfLabels.length, columns, selected, onSelect, onActivate })
  const size: CSSProperties & Record<`--${string}`, number> = {
    '--racks': columns,
    '--shelves': shelfLabels.length,
  }
  const at = selected === undefined ? undefined : selected % columns
  return (
    <table
      ref={grid.ref}
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table that is moved through by arrow keys is a grid
      role="grid"
      aria-label={ariaLabel}
      className={styles.chamber}
      style={size}
      onKeyDown={grid.onKeyDown}
      onClick={grid.onClick}
    >
      <thead>
        <tr>
          <td />
          {rackLabels.map((label, column) => (
            <th
              key={label}
              scope="col"
              className={cx(styles.axis, at === column && styles.chosenAxis)}
            >
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {shelfLabels.map((label, shelf) => (
          <tr key={label}>
            <th scope="row" className={styles.axis}>
              {label}
            </th>
            {racks.slice(shelf * columns, (shelf + 1) * columns).map((rack, column) => {
              const index = shelf * columns + column
              return (
                <Rack
                  key={rackLabels[column]}
                  index={index}
                  rack={rack}
                  selected={index === selected}
                  tabStop={index === grid.tabStop}
                />
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface RackProps {
  index: number
  rack: RackView
  selected: boolean
  tabStop: boolean
}

const Rack = memo(function Rack({ index, rack, selected, tabStop }: RackProps) {
  const intl = useIntl()
  const { boxes } = rack
  return (
    <td
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a cell of a grid takes the focus
      role="gridcell"
      data-index={index}
      tabIndex={tabStop ? 0 : -1}
      aria-selected={selected}
      className={styles.rack}
    >
      <span className="fk-heard">{rack.name}</span>
      <div className={styles.bars}>
        {boxes.map((box, level) => (
          <span key={level} className={cx(styles.bar, barClass(box))} />
        ))}
        {boxes.map(
          (box, level) =>
            box.contested && (
              <span
                key={level}
                className={styles.mark}
                style={{ top: `${((level + 0.5) / boxes.length) * 100}%` }}
              >
                <Glyph state="contested" size={26} />
              </span>
            ),
        )}
      </div>
      <div className={styles.percent} aria-hidden="true">
        {intl.formatNumber(rack.fill, { style: 'percent', maximumFractionDigits: 0 })}
      </div>
    </td>
  )
})

function barClass({ fill, unverified }: BoxBar): string | undefined {
  if (unverified) return heat.unverified
  return fill === null ? heat.none : heat[`h${heatStep(fill)}`]
}

/** What the five steps of fill mean; the signs have a `Legend` of their own. */
export function FillLegend() {
  const intl = useIntl()
  const steps = [0, 1, 2, 3, 4, 5] as const
  return (
    <ul className={styles.legend}>
      {steps.map((step) => (
        <li key={step} className={styles.step}>
          <span className={cx(styles.swatch, heat[`h${step}`])} />
          {intl.formatMessage({ id: `fill.${step}` })}
        </li>
      ))}
    </ul>
  )
}
