import type { Cell } from '#shared/ledger/seal.ts'
import type { WriteDb } from '../open.ts'
import { sumOf } from '../row-sum.ts'
import { statement } from '../sql.ts'

const COLUMNS =
  'id, made_at, printer, template, labels, copies, state, reason, tries, last_error, actor'

/** Labels that waited then may have been printed since: a person says what came out before any goes out again. */
export function doubtWaitingLabels(db: WriteDb): void {
  const sql = `SELECT ${COLUMNS} FROM label_job WHERE state IN ('queued', 'sending') ORDER BY id`
  for (const row of statement(db, sql).raw().all() as Cell[][]) {
    const cells = row.with(COLUMNS.split(', ').indexOf('state'), 'unclear')
    statement(
      db,
      `INSERT OR REPLACE INTO label_job(${COLUMNS}, sum) VALUES (${cells.map(() => '?').join(', ')}, ?)`,
    ).run(...cells, sumOf('label_job', ...cells))
  }
}
