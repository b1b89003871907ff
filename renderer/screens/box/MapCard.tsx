import { IconGridScan, IconPrinter, IconScan, IconTag } from '@tabler/icons-react'
import { useMemo } from 'react'
import type { BoxView } from '#shared/contract/views.ts'
import { useGo } from '../../app/go.ts'
import { BoxMap } from '../../components/BoxMap.tsx'
import { Button } from '../../components/Button.tsx'
import { Card } from '../../components/Card.tsx'
import { Legend } from '../../components/Legend.tsx'
import { useT } from '../../i18n/use-t.ts'
import { usePrintLabels } from '../labels/use-print-labels.tsx'
import { BoxPaper } from './BoxPaper.tsx'
import styles from './box.module.css'
import { Counts } from './Counts.tsx'
import { cellsOf } from './cells.ts'
import { LastRead } from './LastRead.tsx'
import type { BoxWork } from './use-box-work.ts'

interface MapCardProps {
  box: BoxView
  work: BoxWork
  /** Enter on the selected position: on to its card. */
  onActivate: () => void
}

/** The box from above with what every sign means, and what can be begun with it. */
export function MapCard({ box, work, onActivate }: MapCardProps) {
  const t = useT()
  const go = useGo()
  const labels = usePrintLabels()
  const at = work.selected === undefined ? null : { container: box.container, index: work.selected }
  const cells = useMemo(() => cellsOf(box, (state) => t(`state.${state}`)), [box, t])
  return (
    <Card label={t('box.map')}>
      <BoxPaper box={box} cells={cells} />
      {labels.dialog}
      <div className={styles.inside}>
        <BoxMap
          fit="box"
          rows={box.layout.rows}
          columns={box.layout.columns}
          rowLabels={box.rowNames}
          columnLabels={box.columnNames}
          cells={cells}
          selected={work.selected}
          target={box.next[0]}
          onSelect={work.select}
          onActivate={onActivate}
          ariaLabel={t('box.mapOf', { code: box.code })}
        />
        <div className={styles.side}>
          <div>
            <Counts box={box} />
            <LastRead container={box.container} />
          </div>
          <Legend
            direction="column"
            states={['empty', 'filled', 'target', 'contested', 'held', 'quarantined']}
            size={30}
          />
          <div className={styles.acts}>
            <Button
              size={48}
              icon={IconScan}
              onClick={() => go({ to: 'intake-start', box: box.container })}
              disabled={box.next.length === 0}
            >
              {t('box.intake')}
            </Button>
            <Button
              size={48}
              icon={IconGridScan}
              onClick={() => go({ to: 'rescan', container: box.container })}
            >
              {t('rescan.read')}
            </Button>
            <Button size={48} icon={IconPrinter} onClick={() => window.print()}>
              {t('box.print')}
            </Button>
            <Button
              size={48}
              icon={IconTag}
              onClick={() => void labels.print([{ type: 'container', container: box.container }])}
            >
              {t('labels.printBoxLabel')}
            </Button>
            {at && (
              <Button
                size={48}
                icon={IconTag}
                onClick={() => void labels.print([{ type: 'position', at }])}
              >
                {t('labels.printPositionLabel', { position: box.positions[at.index]!.name })}
              </Button>
            )}
          </div>
        </div>
      </div>
    </Card>
  )
}
