import { IconArrowBackUp, IconArrowsMove, IconCheck, type TablerIcon } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useIntl } from 'react-intl'
import type { IntakeRow, IntakeView } from '#shared/contract/intake.ts'
import { sayMaterial, saySeconds } from '../../app/format.ts'
import { Button } from '../../components/Button.tsx'
import { Card, CardInset } from '../../components/Card.tsx'
import { Chip, type ChipTone } from '../../components/Chip.tsx'
import { cx } from '../../components/cx.ts'
import { ParkedTray } from '../../components/ParkedTray.tsx'
import { type Column, Table } from '../../components/Table.tsx'
import { useSentence } from '../../i18n/use-sentence.tsx'
import { useT } from '../../i18n/use-t.ts'
import styles from '../batch/work.module.css'

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
    <Card
      title={t('intake.lastScans')}
      aside={t('intake.counts', { stored, parked: parked.length })}
      className={cx(styles.scans, parked.length > 0 && styles.withTray)}
    >
      <div className={styles.scansBody}>
        <div className={styles.rows} tabIndex={rows.length > 0 ? 0 : undefined}>
          {rows.length === 0 ? (
            <p className={styles.none}>{t('intake.noScans')}</p>
          ) : (
            <Table
              caption={t('intake.lastScans')}
              columns={columns}
              rows={rows}
              rowKey={({ command }) => command}
              latest={rows[0]?.command}
              headless
            />
          )}
        </div>
        <Parked session={session} onResolve={onResolve} />
      </div>
    </Card>
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
