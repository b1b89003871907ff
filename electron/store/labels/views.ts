import { type LabelJobView, SYSTEM_PRINTER } from '#shared/contract/labels.ts'
import type { ReadDb } from '../open.ts'
import { nameOf } from '../queries/people.ts'
import { printerOf } from './printers.ts'
import { lastJobs } from './queue.ts'

/** Jobs that are shown: what is not over, and the last that is. */
const SHOWN = 60

/** As a screen shows them, but for when each is tried again. */
export const labelJobs = (db: ReadDb): Omit<LabelJobView, 'nextAt'>[] =>
  lastJobs(db, SHOWN).map(({ id, template, labels, actor, printer, ...job }) => ({
    job: id,
    madeAt: job.madeAt,
    printer,
    printerName: printer === SYSTEM_PRINTER ? null : (printerOf(db, printer)?.name ?? null),
    template: template.name,
    codes: labels.map(({ content }) => content.code),
    copies: job.copies,
    state: job.state,
    reason: job.reason,
    tries: job.tries,
    trouble: job.trouble,
    actor: nameOf(db, actor),
  }))
