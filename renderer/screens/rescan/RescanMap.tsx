import { useMemo } from 'react'
import type { RescanView } from '#shared/contract/rescan.ts'
import { CELL_FINDINGS } from '#shared/domain/rescan/diff.ts'
import { BoxMap } from '../../components/BoxMap.tsx'
import { Card } from '../../components/Card.tsx'
import { Code } from '../../components/Code.tsx'
import { Glyph } from '../../components/Glyph.tsx'
import { useT } from '../../i18n/use-t.ts'
import { LOOKS } from './looks.ts'
import styles from './rescan.module.css'
import type { Rescan } from './use-rescan.ts'

/** The box as it was read, each position with the sign of what it turned out to be. */
export function RescanMap({ view, rescan }: { view: RescanView; rescan: Rescan }) {
  const t = useT()
  const { box } = view
  const cells = useMemo(
    () =>
      view.cells.map(({ index, name, finding, code }) => ({
        state: index === rescan.target ? ('target' as const) : LOOKS[finding].glyph,
        label: name,
        name: [name, t(`rescan.finding.${finding}`), code].filter(Boolean).join(', '),
      })),
    [view, rescan.target, t],
  )
  return (
    <Card
      title={
        <>
          {t('rescan.boxRead')} <Code strong>{box.code}</Code>
        </>
      }
      aside={t('rescan.tubesRead', { n: view.seen.length, of: view.cells.length })}
      className={styles.fill}
    >
      <div className={styles.map}>
        <BoxMap
          fit="box"
          rows={box.layout.rows}
          columns={box.layout.columns}
          rowLabels={box.rowNames}
          columnLabels={box.columnNames}
          cells={cells}
          selected={rescan.selected}
          target={rescan.target ?? undefined}
          onSelect={rescan.select}
          ariaLabel={t('rescan.mapOf', { code: box.code })}
        />
        <Signs view={view} />
      </div>
    </Card>
  )
}

/** What the signs mean that are on the map. */
function Signs({ view }: { view: RescanView }) {
  const t = useT()
  const there = CELL_FINDINGS.filter((finding) => view.cells.some((one) => one.finding === finding))
  return (
    <ul className={styles.signs}>
      {there.toReversed().map((finding) => (
        <li key={finding}>
          <Glyph state={LOOKS[finding].glyph} size={24} lettered />
          <span>{t(`rescan.finding.${finding}`)}</span>
        </li>
      ))}
    </ul>
  )
}
