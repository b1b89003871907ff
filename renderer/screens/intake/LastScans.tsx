import { IconArrowBackUp, IconArrowsMove, IconCheck, type TablerIcon } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useIntl } from 'react-intl'
import type { IntakeRow, IntakeView } from '#shared/contract/intake.ts'
import { sayMaterial, saySeconds } from '../../app/format.ts'
import { Button } from '../../components/Button.tsx'
import { CardInset } from '../../components/Card.tsx'
import { Chip, type ChipTone } from '../../components/Chip.tsx'
import { ParkedTray } from '../../components/ParkedTray.tsx'
import type { Column } from '../../components/Table.tsx'
import { useSentence } from '../../i18n/use-sentence.tsx'
import { useT } from '../../i18n/use-t.ts'
import { ScansCard } from '../batch/ScansCard.tsx'

const SIGNS: Readonly<Record<IntakeRow['state'], { tone: ChipTone; icon: TablerIcon }>> = {
  stored: { tone: 'ok', icon: IconCheck },
  returned: { tone: 'ok', icon: IconCheck },
  moved: { tone: 'ok', icon: IconArrowsMove },
  undone: { tone: 'plain', icon: IconArrowBackUp },
  gone: { tone: 'plain', icon: IconArrowsMove },
}

export interface LastScansProps {
  session: IntakeView
  onResolve: () => void
}

/** What was scanned in this batch, newest first, and what was parked. */
export function LastScans({ session, onResolve }: LastScansProps) {
  const t = useT()
  const { rows, stored, parked } = session
  const columns = useColumns(rows[0]?.command)
  return (
    <ScansCard
      aside={t('intake.counts', { stored, parked: parked.length })}
      columns={columns}
      rows={rows}
      rowKey={({ command }) => command}
      tray={parked.length > 0 ? <Parked session={session} onResolve={onResolve} /> : undefined}
    />
  )
}

function Parked({ session: { parked }, onResolve }: LastScansProps) {
  const t = useT()
  const sentence = useSentence()
  const last = parked.at(-1)
  if (last === undefined) return null
  return (
    <CardInset>
      <ParkedTray
        title={
          sentence('intake.parkedTray', { position: last.position }, { count: parked.length }).shown
        }
        sub={sentence('intake.parkedSub', { code: last.code }).shown}
        action={<Button onClick={onResolve}>{t('intake.resolve')}</Button>}
      />
    </CardInset>
  )
}

function useColumns(newest: string | undefined): Column<IntakeRow>[] {
  const intl = useIntl()
  const t = useT()
  return useMemo(() => {
    const states = {
      stored: t('intake.rowStored'),
      returned: t('intake.rowReturned'),
      moved: t('intake.rowMoved'),
      undone: t('intake.rowUndone'),
      gone: t('intake.rowGone'),
    }
    return [
      {
        id: 'position',
        header: t('intake.position'),
        as: 'code',
        cell: ({ position }) => <strong>{position}</strong>,
      },
      { id: 'code', header: t('intake.tube'), as: 'code', cell: ({ code }) => code },
      {
        id: 'material',
        header: t('intake.material'),
        as: 'quiet',
        cell: ({ material }) => sayMaterial(intl, material),
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
        cell: ({ state, command }) => (
          <Chip {...SIGNS[state]} ground={command === newest ? 'raised' : 'bare'}>
            {states[state]}
          </Chip>
        ),
      },
    ]
  }, [intl, t, newest])
}
