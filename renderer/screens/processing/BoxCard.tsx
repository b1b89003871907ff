import { useMemo } from 'react'
import type { BoxView } from '#shared/contract/views.ts'
import { BoxMap } from '../../components/BoxMap.tsx'
import { Card } from '../../components/Card.tsx'
import { Code } from '../../components/Code.tsx'
import type { GlyphState } from '../../components/glyph-state.ts'
import { Legend } from '../../components/Legend.tsx'
import { useT } from '../../i18n/use-t.ts'
import type { WorkShown } from '../batch/use-work.ts'
import { cellsOf } from '../box/cells.ts'
import styles from './processing.module.css'

interface BoxCardProps {
  shown: WorkShown
  box: BoxView
  /** Index of the position that the next tube goes to; null when the box is full. */
  target: number | null
}

/** The box that the tubes go into, with the place of the next one. */
export function BoxCard({ shown: { outcome, turn }, box, target }: BoxCardProps) {
  const t = useT()
  const cells = useMemo(() => {
    const next = target === null ? [] : [target]
    return cellsOf({ ...box, next }, (state: GlyphState) => t(`state.${state}`))
  }, [box, target, t])
  const name = outcome?.type === 'done' ? outcome.row.detail.position : undefined
  const index = name === undefined ? -1 : box.positions.findIndex((one) => one.name === name)
  const label = t('intake.boxLabel', { box: box.code })
  return (
    <Card label={label} className={styles.fill}>
      <div className={styles.inset}>
        <div className={styles.boxHead}>
          <Code size={22} strong>
            {box.code}
          </Code>
          <span className={styles.quiet}>
            {target === null
              ? t('processing.boxFull')
              : t('processing.boxFree', { free: box.positions.length - box.taken })}
          </span>
        </div>
        <div className={styles.map}>
          <BoxMap
            fit="box"
            rows={box.layout.rows}
            columns={box.layout.columns}
            rowLabels={box.rowNames}
            columnLabels={box.columnNames}
            cells={cells}
            target={target ?? undefined}
            landed={index < 0 ? undefined : { index, key: turn }}
            ariaLabel={label}
          />
        </div>
        <Legend states={['empty', 'filled', 'target']} />
      </div>
    </Card>
  )
}
