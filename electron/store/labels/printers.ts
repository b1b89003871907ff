import type { PrinterSetting } from '#shared/contract/labels.ts'
import type { ReadDb, WriteDb } from '../open.ts'
import { sumOf } from '../row-sum.ts'
import { statement } from '../sql.ts'

/** The label printers of this bench, by name. */
export const printers = (db: ReadDb): PrinterSetting[] =>
  statement(
    db,
    'SELECT id, name, host, port, dpi FROM printer ORDER BY name, id',
  ).all() as PrinterSetting[]

export const printerOf = (db: ReadDb, id: string): PrinterSetting | null =>
  (statement(db, 'SELECT id, name, host, port, dpi FROM printer WHERE id = ?').get(id) as
    | PrinterSetting
    | undefined) ?? null

export function savePrinter(db: WriteDb, { id, name, host, port, dpi }: PrinterSetting): void {
  const cells = [id, name, host, port, dpi] as const
  statement(
    db,
    'INSERT OR REPLACE INTO printer(id, name, host, port, dpi, sum) VALUES (?, ?, ?, ?, ?, ?)',
  ).run(...cells, sumOf('printer', ...cells))
}

export function removePrinter(db: WriteDb, id: string): void {
  statement(db, 'DELETE FROM printer WHERE id = ?').run(id)
}
