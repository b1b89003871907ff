import { z } from 'zod'
import { type JobState, labelOf } from '#shared/contract/labels.ts'
import { type LabelContent, labelContent } from '#shared/label/content.ts'
import type { PrinterTrouble } from '#shared/label/printer.ts'
import { type LabelTemplate, labelTemplate } from '#shared/label/template.ts'
import type { Cell } from '#shared/ledger/seal.ts'
import { assert } from '#shared/lib/assert.ts'
import type { ReadDb, WriteDb } from '../open.ts'
import { sumOf } from '../row-sum.ts'
import { statement } from '../sql.ts'

/** What is printed stands in the job itself: neither a template nor a record may change under it. */
const printed = z.object({
  template: labelTemplate,
  labels: z.array(z.object({ of: labelOf, content: labelContent })),
})
export type JobLabels = z.infer<typeof printed>['labels']

export interface LabelJob {
  readonly id: string
  readonly madeAt: number
  readonly printer: string
  readonly template: LabelTemplate
  readonly labels: readonly {
    readonly of: JobLabels[number]['of']
    readonly content: LabelContent
  }[]
  readonly copies: number
  readonly state: JobState
  readonly reason: string | null
  readonly tries: number
  readonly trouble: PrinterTrouble | null
  readonly actor: string
}

interface JobRow {
  readonly id: string
  readonly made_at: number
  readonly printer: string
  readonly labels: string
  readonly copies: number
  readonly state: string
  readonly reason: string | null
  readonly tries: number
  readonly last_error: string | null
  readonly actor: string
}

function jobOf(row: JobRow): LabelJob {
  const { id, printer, copies, reason, tries, actor } = row
  return {
    ...{ id, printer, copies, reason, tries, actor },
    ...printed.parse(JSON.parse(row.labels)),
    madeAt: row.made_at,
    state: row.state as JobState,
    trouble: row.last_error as PrinterTrouble | null,
  }
}

export function putJob(db: WriteDb, job: LabelJob): void {
  const { template, labels } = job
  const cells: Cell[] = [
    job.id,
    job.madeAt,
    job.printer,
    template.name,
    JSON.stringify({ template, labels }),
    job.copies,
    job.state,
    job.reason,
    job.tries,
    job.trouble,
    job.actor,
  ]
  statement(db, PUT).run(...cells, sumOf('label_job', ...cells))
}

const PUT = `INSERT OR REPLACE INTO label_job(id, made_at, printer, template, labels, copies, state,
  reason, tries, last_error, actor, sum) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

export function findJob(db: ReadDb, id: string): LabelJob | null {
  const row = statement(db, 'SELECT * FROM label_job WHERE id = ?').get(id) as JobRow | undefined
  return row ? jobOf(row) : null
}

export function jobFor(db: ReadDb, id: string): LabelJob {
  const job = findJob(db, id)
  assert(job, 'a job that was queued')
  return job
}

/** Newest first. */
export const lastJobs = (db: ReadDb, limit: number): LabelJob[] =>
  (statement(db, LAST).all(limit) as JobRow[]).map(jobOf)

/** What is not over stands before what is, however old it is. */
const LAST = `
SELECT * FROM label_job
ORDER BY state IN ('confirmed', 'sent', 'failed', 'cancelled'), made_at DESC, id DESC LIMIT ?`

/** So many jobs that are over are kept; what they printed stands in the ledger. */
const KEPT = 500

export function forgetJobs(db: WriteDb): void {
  statement(db, FORGET).run(KEPT)
}

const FORGET = `
DELETE FROM label_job WHERE id IN (
  SELECT id FROM label_job WHERE state IN ('confirmed', 'sent', 'failed', 'cancelled')
  ORDER BY made_at DESC, id DESC LIMIT -1 OFFSET ?)`

/** What is to be printed, oldest first. */
export const queuedJobs = (db: ReadDb): LabelJob[] =>
  (
    statement(
      db,
      "SELECT * FROM label_job WHERE state = 'queued' ORDER BY made_at, id",
    ).all() as JobRow[]
  ).map(jobOf)

export const jobsIn = (db: ReadDb, state: JobState): LabelJob[] =>
  (statement(db, 'SELECT * FROM label_job WHERE state = ?').all(state) as JobRow[]).map(jobOf)

/**
 * LAB-7: in a ledger that was put back, or brought back from pieces, what waited may have been printed since.
 * A person is asked.
 */
export function doubtJobs(db: WriteDb): void {
  for (const job of [...jobsIn(db, 'queued'), ...jobsIn(db, 'sending')])
    putJob(db, { ...job, state: 'unclear' })
}

/** Whether a label of this specimen is in a job that is not over yet. */
export const isOnItsWay = (db: ReadDb, specimen: string): boolean =>
  statement(
    db,
    `SELECT 1 FROM label_job WHERE state IN ('queued', 'sending', 'unclear')
       AND instr(labels, ?) > 0 LIMIT 1`,
  ).get(`"specimen":"${specimen}"`) !== undefined
