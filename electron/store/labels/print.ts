import type { JobAnswer, PrintAnswer, PrintRequest } from '#shared/contract/labels.ts'
import { SYSTEM_PRINTER } from '#shared/contract/labels.ts'
import type { Refusal } from '#shared/domain/refusals.ts'
import { DPIS } from '#shared/label/dots.ts'
import { makeZpl } from '#shared/label/zpl.ts'
import { ok, type Result } from '#shared/lib/result.ts'
import type { StoreContext } from '../context.ts'
import { executeWithin, type Saved } from '../execute.ts'
import { type ReadDb, transact } from '../open.ts'
import { statement } from '../sql.ts'
import { createWorld } from '../world.ts'
import { keepAhead, refuseAhead } from './ahead.ts'
import { printerOf } from './printers.ts'
import { findJob, forgetJobs, jobFor, jobsIn, type LabelJob, putJob } from './queue.ts'
import { subject } from './subjects.ts'
import { templateOf } from './templates.ts'

/** A job's end: nothing, or what was recorded of it. */
export type Ended = Saved | null

/**
 * Queues labels. LAB-1: none of them unless all can be made; LAB-8: a reason where one was printed before.
 * What the system prints has no answer: the job asks a person from the beginning.
 */
export const queueLabels = (store: StoreContext, actor: string, asked: PrintRequest): PrintAnswer =>
  transact(store.db, () => {
    const { db } = store
    if (findJob(db, asked.id)) return { type: 'queued' }
    const template = templateOf(db, asked.template)
    if (!template) return { type: 'gone', what: 'template' }
    const isSystem = asked.printer === SYSTEM_PRINTER
    const dpi = isSystem ? DPIS[2] : printerOf(db, asked.printer)?.dpi
    if (!dpi) return { type: 'gone', what: 'printer' }
    const labels: LabelJob['labels'][number][] = []
    for (const { of, material, collected } of asked.labels) {
      const known = subject(db, of)
      if (!known) return { type: 'refused', refusal: notFound(db, of) }
      const content = { ...known.content, material, collected }
      if (known.isPrinted && asked.reason === null)
        return { type: 'refused', refusal: { type: 'ReasonNeeded', code: content.code } }
      const other = of.type === 'tube' ? refuseAhead(db, of.code, of) : null
      if (other) return { type: 'refused', refusal: other }
      const made = makeZpl(template, content, dpi)
      if (!made.ok) return { type: 'fault', fault: made.error }
      labels.push({ of, content })
    }
    forgetJobs(db)
    for (const { of } of labels) if (of.type === 'tube') keepAhead(db, of, asked.id)
    const { id, printer, copies, reason } = asked
    const madeAt = store.clock.now()
    const state = isSystem ? 'unclear' : 'queued'
    putJob(db, {
      ...{ id, madeAt, printer, template, labels, copies, state, reason, actor },
      tries: 0,
      trouble: null,
    })
    return { type: 'queued' }
  })

function notFound(db: ReadDb, of: PrintRequest['labels'][number]['of']): Refusal {
  if (of.type === 'specimen') return { type: 'NotFound', what: 'specimen', id: of.specimen }
  if (of.type === 'tube') {
    const [by] = createWorld(db).code(of.code)
    return by
      ? { type: 'CodeTaken', code: of.code, by: by.of, id: by.id }
      : { type: 'NotFound', what: 'study', id: of.study }
  }
  const container = of.type === 'container' ? of.container : of.at.container
  return { type: 'NotFound', what: 'container', id: container }
}

/** From here on nobody can say that nothing of a job came out. False where it was cancelled meanwhile. */
export const beginJob = (store: StoreContext, id: string): boolean =>
  transact(store.db, () => {
    const job = jobFor(store.db, id)
    if (job.state !== 'queued') return false
    putJob(store.db, { ...job, state: 'sending', trouble: null })
    return true
  })

/** How a job stands now, where nothing of it was printed. */
export function setJob(
  { db }: StoreContext,
  id: string,
  changed: Partial<Pick<LabelJob, 'state' | 'tries' | 'trouble'>>,
): void {
  putJob(db, { ...jobFor(db, id), ...changed })
}

/** LAB-8: a job whose labels have gone, with the fact of each in the same transaction. Done twice, it is once. */
export const endJob = (
  store: StoreContext,
  id: string,
  state: 'sent' | 'confirmed',
): Result<Ended, Refusal> =>
  transact(store.db, () => {
    const job = jobFor(store.db, id)
    const recorded = record(store, job)
    if (recorded.ok) putJob(store.db, { ...job, state, trouble: null })
    return recorded
  })

/**
 * What a person says of a job of which nobody knows what came out. Its first `came` labels are recorded; the
 * others are printed now, as a job of their own, or not at all.
 */
export const answerJob = (
  store: StoreContext,
  { job: id, came, again }: JobAnswer,
  next: string,
): Result<Ended, Refusal> =>
  transact(store.db, () => {
    const { db } = store
    const job = jobFor(db, id)
    if (job.state !== 'unclear') return ok(null)
    const out = job.labels.slice(0, came)
    const rest = job.labels.slice(came)
    if (rest.length > 0 && again) {
      const isSystem = job.printer === SYSTEM_PRINTER
      const state = isSystem ? 'unclear' : 'queued'
      putJob(db, { ...job, id: next, labels: rest, state, tries: 0, trouble: null })
      for (const { of } of rest) if (of.type === 'tube') keepAhead(db, of, next)
    }
    if (out.length === 0) {
      putJob(db, { ...job, state: again ? 'failed' : 'cancelled', trouble: null })
      return ok(null)
    }
    const kept = { ...job, labels: out }
    const recorded = record(store, kept)
    if (recorded.ok) putJob(db, { ...kept, state: 'confirmed', trouble: null })
    return recorded
  })

/** After an end of the program: what was on its way then is unclear, unless it was recorded. */
export const recoverJobs = (store: StoreContext): void =>
  transact(store.db, () => {
    for (const job of jobsIn(store.db, 'sending')) {
      const isDone = statement(store.db, 'SELECT 1 FROM command_done WHERE id = ?').get(job.id)
      putJob(store.db, { ...job, state: isDone ? 'confirmed' : 'unclear' })
    }
  })

/** Another bench may have printed for the same specimen meanwhile; what has happened is recorded all the same. */
const MEANWHILE = 'Printed on another bench as well'

function record(store: StoreContext, job: LabelJob): Result<Ended, Refusal> {
  const { id, copies } = job
  const once = new Map<string, LabelJob['labels'][number]>()
  for (const label of job.labels)
    if (label.of.type === 'specimen') once.set(label.of.specimen, label)
  if (once.size === 0) return ok(null)
  const labelsWith = (reason: string | null) =>
    [...once].map(([specimen, { content }]) => ({
      ...{ specimen, code: content.code, copies, reason, job: id },
      template: job.template.name,
    }))
  const say = (reason: string | null) =>
    executeWithin(store, job.actor, {
      type: 'recordLabels',
      id,
      via: { source: 'click', device: '' },
      labels: labelsWith(reason),
    })
  const said = say(job.reason)
  return !said.ok && said.error.type === 'ReasonNeeded' ? say(MEANWHILE) : said
}
