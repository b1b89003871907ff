import { useLayoutEffect, useRef, useState } from 'react'
import type { ImportCheck, ImportFinding, ImportPreview } from '#shared/contract/imports.ts'
import { Button } from '../../components/Button.tsx'
import { Chip } from '../../components/Chip.tsx'
import { type Column, Table } from '../../components/Table.tsx'
import { useT } from '../../i18n/use-t.ts'
import { CellEditor, type CellMove } from './CellEditor.tsx'
import { shortNameOfColumn } from './columns.ts'
import { type FindingLine, linesOf, nextKey } from './finding-lines.ts'
import styles from './import.module.css'
import { LeaveOut } from './LeaveOut.tsx'
import type { ImportWork } from './use-import.ts'

interface FindingsTableProps {
  preview: ImportPreview
  check: ImportCheck
  work: ImportWork
  /** Nothing is left to mend. */
  onEnd: () => void
}

type Open = { readonly key: string; readonly as: 'cell' | 'leave' }

/** What the check found, each in its row and mended there: Enter opens a cell, Enter again takes it and goes on. */
export function FindingsTable({ preview, check, work, onEnd }: FindingsTableProps) {
  const t = useT()
  const [open, setOpen] = useState<Open | null>(null)
  const table = useRef<HTMLDivElement>(null)
  const left = useRef<string | null>(null)
  const lines = linesOf(check)

  const columnOf = ({ field }: ImportFinding) =>
    field === null ? undefined : work.mapping.columns[field]

  /** The cell that was open is a button again, and has the focus. */
  function leave(key: string): void {
    left.current = key
    setOpen(null)
  }
  useLayoutEffect(() => {
    if (left.current === null) return
    table.current?.querySelector<HTMLElement>(`[data-finding="${left.current}"]`)?.focus()
    left.current = null
  })

  function goOn(key: string, after: readonly FindingLine[], back = false): void {
    const next = nextKey(lines, after, key, back)
    const isStillWrong = after.some((one) => one.stops && one.key === key)
    if (next !== null) setOpen({ key: next, as: 'cell' })
    else if (isStillWrong) leave(key)
    else {
      setOpen(null)
      requestAnimationFrame(onEnd)
    }
  }

  async function mend(line: FindingLine, text: string, move: CellMove): Promise<void> {
    const { finding, key } = line
    const column = columnOf(finding)
    if (column === undefined) return
    const isSame = text === (finding.cell ?? finding.value)
    if (isSame) return goOn(key, lines, move === 'back')
    const type = move === 'everywhere' ? 'everywhere' : 'cell'
    const checked = await work.repair({ type, line: finding.line, column, text })
    if (!checked) return
    const after = linesOf(checked)
    const found = after.find((one) => one.key === key)
    // Mended into something that is wrong as well: it stays open, with what is wrong now.
    if (found?.stops && found.finding.field === finding.field) return setOpen({ key, as: 'cell' })
    goOn(key, after, move === 'back')
  }

  async function leaveOut({ finding, key }: FindingLine, reason: string): Promise<void> {
    const checked = await work.repair({ type: 'leave-out', line: finding.line, reason })
    if (checked) goOn(key, linesOf(checked))
  }

  const columns: Column<FindingLine>[] = [
    { id: 'line', header: t('import.line'), as: 'code', cell: ({ finding }) => finding.line },
    {
      id: 'column',
      header: t('import.column'),
      cell: ({ finding }) => {
        const column = columnOf(finding)
        if (column === undefined) return '–'
        const name = shortNameOfColumn(t, preview, column)
        // A number without a name stays on one line with its word.
        const as = preview.firstRow === 'data' ? styles.column : styles.name
        return <span className={as}>{name}</span>
      },
    },
    {
      id: 'value',
      header: t('import.value'),
      cell: (line) => {
        const { finding, key, stops } = line
        if (open?.key === key && open.as === 'cell')
          return (
            <CellEditor
              key={`${key}/${finding.value}`}
              finding={finding}
              isRepeated={rowsWith(check, finding) > 1}
              onTake={(text, move) => mend(line, text, move)}
              onLeave={() => leave(key)}
            />
          )
        if (!stops || columnOf(finding) === undefined)
          return <code className={styles.value}>{finding.value}</code>
        return (
          <button
            type="button"
            className={styles.cell}
            data-finding={key}
            onClick={() => setOpen({ key, as: 'cell' })}
          >
            <span className="fk-heard">{t('import.mend', { line: finding.line })}</span>
            <code className={styles.value}>{finding.value || '–'}</code>
          </button>
        )
      },
    },
    {
      id: 'reason',
      header: t('import.reason'),
      width: '30%',
      cell: ({ finding }) => t(`import.finding.${finding.type}`),
    },
    {
      id: 'kind',
      header: t('import.effect'),
      cell: (line) => {
        if (!line.stops) return <Chip tone="caution">{t('import.note')}</Chip>
        if (open?.key === line.key && open.as === 'leave')
          return (
            <LeaveOut
              line={line.finding.line}
              onTake={(reason) => leaveOut(line, reason)}
              onLeave={() => leave(line.key)}
            />
          )
        return (
          <span className={styles.effect}>
            <Chip tone="stop">{t('import.stops')}</Chip>
            <Button size={48} onClick={() => setOpen({ key: line.key, as: 'leave' })}>
              {t('import.leaveOut')}
            </Button>
          </span>
        )
      },
    },
  ]
  return (
    <div ref={table}>
      <Table
        caption={t('import.findings')}
        columns={columns}
        rows={lines}
        rowKey={({ key }) => key}
      />
    </div>
  )
}

/** How many rows have the same unknown word. */
const rowsWith = ({ words }: ImportCheck, { field, value, cell }: ImportFinding): number =>
  words.find((word) => word.field === field && word.value === (cell ?? value))?.rows ?? 1
