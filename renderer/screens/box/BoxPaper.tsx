import type { BoxView } from '#shared/contract/views.ts'
import { OnPaper, useIsPrinting } from '../../app/Print.tsx'
import { type BoxCell, BoxMap } from '../../components/BoxMap.tsx'
import { Legend } from '../../components/Legend.tsx'
import { useNames } from '../../i18n/names.ts'
import { useSentence } from '../../i18n/use-sentence.tsx'
import { useT } from '../../i18n/use-t.ts'
import styles from './box.module.css'
import { Counts } from './Counts.tsx'

interface BoxPaperProps {
  box: BoxView
  cells: readonly BoxCell[]
}

/** The map as it goes on paper: which box it is, and when it looked like this. Drawn only to be printed. */
export function BoxPaper({ box, cells }: BoxPaperProps) {
  const t = useT()
  const sentence = useSentence()
  const names = useNames()
  if (!useIsPrinting()) return null
  const { code, path } = box
  return (
    <OnPaper>
      <div className={styles.paper}>
        <h1 className={styles.paperTitle}>{sentence('box.paper', { code, path }).shown}</h1>
        <p>{t('box.paperAt', { moment: names.moment(Date.now()) })}</p>
        <div className={styles.paperMap}>
          <BoxMap
            rows={box.layout.rows}
            columns={box.layout.columns}
            rowLabels={box.rowNames}
            columnLabels={box.columnNames}
            cells={cells}
            ariaLabel={t('box.mapOf', { code })}
          />
        </div>
        <Counts box={box} />
        <Legend states={['empty', 'filled', 'target', 'contested', 'held', 'quarantined']} />
      </div>
    </OnPaper>
  )
}
