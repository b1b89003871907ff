import { IconAlertTriangle, IconEyeOff } from '@tabler/icons-react'
import type { BoxView } from '#shared/contract/views.ts'
import type { RackTubeView, RackView } from '#shared/contract/work.ts'
import { cx } from '../../components/cx.ts'
import { Icon } from '../../components/Icon.tsx'
import { useT } from '../../i18n/use-t.ts'
import styles from './processing.module.css'

interface RackMapProps {
  view: RackView
  box: BoxView
}

/** The rack from above: in each position the number of the parent that its tube comes from, or what is wrong. */
export function RackMap({ view, box }: RackMapProps) {
  const t = useT()
  const { rows, columns } = box.layout
  const at = new Map(view.tubes.map((tube) => [tube.index, tube]))
  const numbers = new Map(view.parents.map(({ code }, n) => [code, n + 1]))
  return (
    <div className={styles.rackScroll}>
      <table className={styles.rackMap} aria-label={t('processing.rackMap')}>
        <thead>
          <tr>
            <td />
            {box.columnNames.map((name, column) => (
              <th key={name || column} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: rows }, (_, row) => (
            <tr key={box.rowNames[row] || row}>
              <th scope="row">{box.rowNames[row]}</th>
              {box.positions.slice(row * columns, (row + 1) * columns).map((position, column) => {
                const tube = at.get(row * columns + column)
                return (
                  <Position
                    key={position.name}
                    name={position.name}
                    tube={tube}
                    number={numbers.get(tube?.parent ?? '')}
                    isTaken={position.state !== 'empty'}
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

interface PositionProps {
  name: string
  tube: RackTubeView | undefined
  number: number | undefined
  isTaken: boolean
}

function Position({ name, tube, number, isTaken }: PositionProps) {
  const t = useT()
  const finding = tube?.finding ?? null
  const isBlocked = finding !== null && finding !== 'no-read' && finding !== 'form'
  const words = [
    name,
    tube ? (tube.code ?? t('processing.finding.no-read')) : isTaken ? t('state.filled') : '',
    tube?.parent && t('processing.from', { code: tube.parent }),
    finding && finding !== 'no-read' && t(`processing.finding.${finding}`),
  ]
  const classes = cx(
    styles.place,
    tube && (isOdd(number) ? styles.odd : styles.even),
    isBlocked && styles.blocked,
    !tube && isTaken && styles.taken,
  )
  return (
    <td className={classes} title={words.filter(Boolean).join(', ')}>
      <span className="fk-heard">{words.filter(Boolean).join(', ')}</span>
      <span aria-hidden="true">
        {isBlocked ? (
          <Icon of={IconAlertTriangle} size={20} />
        ) : finding === 'no-read' ? (
          <Icon of={IconEyeOff} size={20} />
        ) : (
          number
        )}
      </span>
    </td>
  )
}

const isOdd = (number: number | undefined): boolean => number !== undefined && number % 2 === 1
