import { IconAlertTriangle, IconCheck, IconInfoCircle } from '@tabler/icons-react'
import { useIntl } from 'react-intl'
import type { ManifestFindingView, ManifestRowView } from '#shared/contract/shipments.ts'
import { sayMaterial } from '../../app/format.ts'
import { Chip } from '../../components/Chip.tsx'
import { type Column, Table } from '../../components/Table.tsx'
import { useNames } from '../../i18n/names.ts'
import { useT } from '../../i18n/use-t.ts'
import styles from './receiving.module.css'
import { sayDay } from './say-state.ts'
import type { Manifest } from './use-manifest.ts'

/** A list is looked over here, not read through; what is wrong in it stands first. */
const MOST_SHOWN = 300

interface Line {
  readonly line: number
  readonly row: ManifestRowView | undefined
  readonly findings: readonly ManifestFindingView[]
}

/** What the supplier's list says, with what could not be read in its place. It holds nothing up. */
export function ManifestTable({ manifest }: { manifest: Manifest }) {
  const t = useT()
  const columns = useColumns()
  const lines = linesOf(manifest)
  const more = lines.length - MOST_SHOWN
  return (
    <>
      <Table
        caption={t('receiving.list')}
        columns={columns}
        rows={lines.slice(0, MOST_SHOWN)}
        rowKey={({ line }) => String(line)}
      />
      {more > 0 && <p className={styles.empty}>{t('receiving.moreLines', { n: more })}</p>}
    </>
  )
}

function linesOf({ rows, findings }: Manifest): Line[] {
  const lines = new Map<number, Line>(
    rows.map((row) => [row.line, { line: row.line, row, findings: [] }]),
  )
  for (const finding of findings) {
    const { line } = finding
    const before = lines.get(line) ?? { line, row: undefined, findings: [] }
    lines.set(line, { ...before, findings: [...before.findings, finding] })
  }
  const isWrong = ({ findings: found, row }: Line) => found.length > 0 || row?.isKnown === true
  const all = [...lines.values()].toSorted((a, b) => a.line - b.line)
  return [...all.filter(isWrong), ...all.filter((line) => !isWrong(line))]
}

function useColumns(): Column<Line>[] {
  const t = useT()
  const intl = useIntl()
  const names = useNames()
  return [
    {
      id: 'line',
      header: t('receiving.line'),
      as: 'time',
      cell: ({ line }) => line,
      width: '64px',
    },
    {
      id: 'code',
      header: t('intake.tube'),
      as: 'code',
      cell: ({ row }) => <strong>{row?.code ?? '-'}</strong>,
    },
    {
      id: 'what',
      header: t('work.detail'),
      as: 'quiet',
      cell: ({ row }) =>
        row &&
        [
          row.material && sayMaterial(intl, row.material),
          row.nanolitres !== null && names.volume(row.nanolitres),
          row.collectedAt !== null && sayDay(intl, row.collectedAt),
        ]
          .filter(Boolean)
          .join(', '),
    },
    { id: 'state', header: t('intake.state'), as: 'end', cell: (line) => <Findings line={line} /> },
  ]
}

function Findings({ line: { row, findings } }: { line: Line }) {
  const t = useT()
  if (findings.length > 0)
    return (
      <>
        {findings.map(({ type, field, value }) => (
          <Chip key={field} tone="caution" icon={IconAlertTriangle} ground="bare">
            {t(`receiving.finding.${type}`, { value })}
          </Chip>
        ))}
      </>
    )
  return row?.isKnown ? (
    <Chip tone="caution" icon={IconInfoCircle} ground="bare">
      {t('receiving.finding.known')}
    </Chip>
  ) : (
    <Chip tone="ok" icon={IconCheck} ground="bare">
      {t('receiving.finding.fine')}
    </Chip>
  )
}
