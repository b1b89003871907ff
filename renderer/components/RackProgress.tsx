import { IconCheck } from '@tabler/icons-react'
import { cx } from './cx.ts'
import { Glyph } from './Glyph.tsx'
import { Icon } from './Icon.tsx'
import styles from './RackProgress.module.css'

/** A rack of an audit: as recorded, with findings, being scanned (boxes read so far), or to do. */
export type RackState =
  | { is: 'done' }
  | { is: 'findings'; count: number }
  | { is: 'now'; read: number }
  | { is: 'todo' }

export interface RackProgressProps {
  shelfLabels: readonly string[]
  rackLabels: readonly string[]
  /** Shelf by shelf, with the words for each: "S1/R5, 1 finding". */
  racks: readonly { state: RackState; name: string }[]
  caption: string
}

/** How far an audit is, rack by rack. */
export const RackProgress = ({ shelfLabels, rackLabels, racks, caption }: RackProgressProps) => (
  <table className={styles.grid}>
    <caption className="fk-heard">{caption}</caption>
    <thead>
      <tr>
        <td />
        {rackLabels.map((label) => (
          <th key={label} scope="col">
            {label}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {shelfLabels.map((label, shelf) => (
        <tr key={label}>
          <th scope="row">{label}</th>
          {racks
            .slice(shelf * rackLabels.length, (shelf + 1) * rackLabels.length)
            .map(({ state, name }) => (
              <RackCell key={name} state={state} name={name} />
            ))}
        </tr>
      ))}
    </tbody>
  </table>
)

function RackCell({ state, name }: { state: RackState; name: string }) {
  const look = { done: styles.done, findings: styles.found, now: styles.now, todo: undefined }
  return (
    <td className={cx(styles.cell, look[state.is])}>
      <span className="fk-heard">{name}</span>
      {state.is === 'done' && <Icon of={IconCheck} size={24} />}
      {state.is === 'findings' && <Glyph state="contested" size={32} letter={`${state.count}`} />}
      {state.is === 'now' && <span aria-hidden="true">{state.read}</span>}
    </td>
  )
}
