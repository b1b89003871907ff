import { type WorkRow, type WorkSession, workSession } from '#shared/domain/batch/session.ts'
import type { WorkKind } from '#shared/domain/batch/setup.ts'
import type { ReadDb, WriteDb } from '../open.ts'
import { sumOf } from '../row-sum.ts'
import { statement } from '../sql.ts'

/** A batch as this connection wrote it last: a long one is not read and checked again at every scan. */
interface Written {
  readonly text: string
  readonly session: WorkSession
}
const written = new WeakMap<ReadDb, Map<WorkKind, Written>>()

/** To be called when the transaction in which something was saved did not come about. */
export const forgetWork = (db: ReadDb): void => void written.delete(db)

/** The batch of a kind that is open at this bench, or null. */
export function loadWork(db: ReadDb, kind: WorkKind): WorkSession | null {
  const text = statement(db, 'SELECT session FROM work WHERE kind = ?').pluck().get(kind) as
    | string
    | undefined
  if (text === undefined) return null
  const own = written.get(db)?.get(kind)
  if (own?.text === text) return own.session
  return workSession.parse({ ...JSON.parse(text), rows: rowsOf(db, kind) })
}

interface Row extends Omit<WorkRow, 'detail'> {
  readonly detail: string
}

/** Rows are numbered from 1 as they come; the newest is first. */
const rowsOf = (db: ReadDb, kind: WorkKind): WorkRow[] =>
  (
    statement(
      db,
      `SELECT command, code, specimen, what, detail, at, state FROM work_row
       WHERE kind = ? ORDER BY n DESC`,
    ).all(kind) as Row[]
  ).map((row) => ({ ...row, detail: JSON.parse(row.detail) }))

const PUT_ROW = `
INSERT OR REPLACE INTO work_row(kind, n, command, code, specimen, what, detail, at, state, sum)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

/** Writes a batch down; of its rows only those that are not there as they are. */
export function saveWork(db: WriteDb, before: WorkSession | null, after: WorkSession): void {
  const { kind } = after.setup
  const { rows, ...rest } = after
  if (!before) dropRows(db, kind)
  const text = JSON.stringify(rest)
  statement(db, 'INSERT OR REPLACE INTO work(kind, session, sum) VALUES (?, ?, ?)').run(
    kind,
    text,
    sumOf('work', kind, text),
  )
  written.set(db, (written.get(db) ?? new Map()).set(kind, { text, session: after }))
  for (let n = 1; n <= rows.length; n++) {
    const row = rows[rows.length - n]!
    if (before && row === before.rows[before.rows.length - n]) continue
    const { command, code, specimen, what, at, state } = row
    const cells = [kind, n, command, code, specimen, what, JSON.stringify(row.detail), at, state]
    statement(db, PUT_ROW).run(...cells, sumOf('work_row', ...cells))
  }
}

export function dropWork(db: WriteDb, kind: WorkKind): void {
  statement(db, 'DELETE FROM work WHERE kind = ?').run(kind)
  dropRows(db, kind)
  written.get(db)?.delete(kind)
}

const dropRows = (db: WriteDb, kind: WorkKind): void => {
  statement(db, 'DELETE FROM work_row WHERE kind = ?').run(kind)
}
