import type { LearnProposal } from '#shared/scan/rack/learn.ts'
import { cx } from '../../components/cx.ts'
import { useT } from '../../i18n/use-t.ts'
import styles from './devices.module.css'
import type { LayoutAnswers } from './layout-draft.ts'
import { type SampleLine, sampleLines } from './sample.ts'

interface SampleTableProps {
  text: string
  proposal: LearnProposal
  answers: LayoutAnswers
}

/** The first lines of the sample in its columns, and what each column is taken for. */
export function SampleTable({ text, proposal, answers }: SampleTableProps) {
  const t = useT()
  const { layout, racks } = proposal
  const rack = answers.rack === null ? undefined : racks[answers.rack]?.rack
  const positions = Object.values(layout.position)
  const roleOf = (column: number): 'position' | 'code' | 'rack' | undefined => {
    if (positions.includes(column)) return 'position'
    if (column === layout.code) return 'code'
    return rack && 'column' in rack && rack.column === column ? 'rack' : undefined
  }
  const columns = [...Array(layout.columns).keys()]
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways, and nothing in it takes the focus
    <section className={styles.sample} aria-label={t('racks.sample')} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {columns.map((column) => {
              const role = roleOf(column)
              return (
                <th key={column} scope="col" className={role && styles[role]}>
                  {role ? t(`racks.role.${role}`) : t('racks.column', { n: column + 1 })}
                </th>
              )
            })}
          </tr>
        </thead>
        <tbody>
          {sampleLines(text, layout).map((one) => (
            <SampleRow key={one.line} of={one} columns={layout.columns} roleOf={roleOf} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

interface SampleRowProps {
  of: SampleLine
  columns: number
  roleOf: (column: number) => 'position' | 'code' | 'rack' | undefined
}

function SampleRow({ of: { cells, isAbove }, columns, roleOf }: SampleRowProps) {
  return (
    <tr className={cx(isAbove && styles.above)}>
      {cells.slice(0, columns).map((cell, at) => {
        const role = isAbove ? undefined : roleOf(at)
        return (
          <td
            key={at}
            className={role && styles[role]}
            colSpan={at === cells.length - 1 && cells.length < columns ? columns - at : 1}
          >
            <code translate="no">{cell}</code>
          </td>
        )
      })}
    </tr>
  )
}
