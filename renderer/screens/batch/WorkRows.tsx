import { IconAlertTriangle, IconArrowBackUp, IconCheck, type TablerIcon } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useIntl } from 'react-intl'
import type { WorkRowView } from '#shared/contract/work.ts'
import { sayMaterial, saySeconds } from '../../app/format.ts'
import { Chip, type ChipTone } from '../../components/Chip.tsx'
import { Code } from '../../components/Code.tsx'
import type { Column } from '../../components/Table.tsx'
import { sayVolume } from '../../i18n/names.ts'
import { useT } from '../../i18n/use-t.ts'
import { ScansCard } from './ScansCard.tsx'
import { useFinding } from './say-work.tsx'
import type { WorkShown } from './use-work.ts'
import { ParkedTrayOf } from './WorkParked.tsx'

export interface WorkRowsProps {
  shown: WorkShown
  onResolve: () => void
}

/** What was scanned in this batch, newest first, and what was parked. */
export function WorkRows({ shown: { session }, onResolve }: WorkRowsProps) {
  const t = useT()
  const { rows, rowCount, parked } = session
  const columns = useColumns(rows[0]?.command)
  const hidden = rowCount - rows.length
  return (
    <ScansCard
      aside={t('work.counts', { done: session.count.done, parked: parked.length })}
      columns={columns}
      rows={rows}
      rowKey={keyOf}
      more={hidden > 0 ? t('work.moreRows', { n: hidden }) : undefined}
      tray={parked.length > 0 ? <ParkedTrayOf parked={parked} onResolve={onResolve} /> : undefined}
    />
  )
}

/** Of what is not simply well done, such as a tube that came broken. */
const SIGNS: Readonly<Record<string, { tone: ChipTone; icon: TablerIcon }>> = {
  damaged: { tone: 'caution', icon: IconAlertTriangle },
  extra: { tone: 'caution', icon: IconAlertTriangle },
  missing: { tone: 'caution', icon: IconAlertTriangle },
}
const DONE = { tone: 'ok', icon: IconCheck } as const
const FOUND = { tone: 'caution', icon: IconAlertTriangle } as const
const signOf = ({ what, detail }: WorkRowView) =>
  SIGNS[what] ?? (detail.finding === undefined ? DONE : FOUND)
const UNDONE = { tone: 'plain', icon: IconArrowBackUp } as const

function useColumns(newest: string | undefined): Column<WorkRowView>[] {
  const intl = useIntl()
  const t = useT()
  return useMemo(
    () => [
      {
        id: 'code',
        header: t('intake.tube'),
        as: 'code',
        cell: (row) => (isBack(row) ? <s>{row.code}</s> : <strong>{row.code}</strong>),
      },
      {
        id: 'detail',
        header: t('work.detail'),
        as: 'quiet',
        cell: (row) => <Detail row={row} />,
      },
      {
        id: 'at',
        header: t('intake.time'),
        as: 'time',
        cell: ({ at }) => saySeconds(intl, at),
      },
      {
        id: 'state',
        header: t('intake.state'),
        as: 'end',
        cell: (row) => (
          <Chip
            {...(isBack(row) ? UNDONE : signOf(row))}
            ground={row.command === newest ? 'raised' : 'bare'}
          >
            {row.state === 'done' ? t(`work.row.${row.what}`) : t('work.rowUndone')}
          </Chip>
        ),
      },
    ],
    [intl, t, newest],
  )
}

/** One act may have made many tubes. */
const keyOf = ({ command, code }: WorkRowView): string => `${command} ${code}`

const isBack = ({ state }: WorkRowView): boolean => state !== 'done'

/** What it is, where it went, what it was made of: as much of it as the row has. */
function Detail({ row: { code, detail } }: { row: WorkRowView }) {
  const intl = useIntl()
  const t = useT()
  const finding = useFinding()
  const { material, position, of, nanolitres, finding: found } = detail
  const words = [
    material && sayMaterial(intl, material),
    nanolitres != null && sayVolume(intl, nanolitres),
  ].filter(Boolean)
  return (
    <>
      {words.join(', ')}
      {found !== undefined && (
        <>
          {words.length > 0 && ' · '}
          {finding(found, code).title.shown}
        </>
      )}
      {of !== undefined && (
        <>
          {' '}
          {t('work.of')} <Code>{of}</Code>
        </>
      )}
      {position !== undefined && (
        <>
          {' '}
          <Code strong>{position}</Code>
        </>
      )}
    </>
  )
}
