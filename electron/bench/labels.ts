import type {
  JobAnswer,
  LabelJobView,
  LabelQueueView,
  PrintAnswer,
  PrinterSetting,
  PrintRequest,
  TestAnswer,
} from '#shared/contract/labels.ts'
import type { Refusal } from '#shared/domain/refusals.ts'
import type { PrinterStatus, PrinterTrouble } from '#shared/label/printer.ts'
import { makeZpl } from '#shared/label/zpl.ts'
import type { Result } from '#shared/lib/result.ts'
import {
  askPrinter,
  PRINTER_TIMES,
  type PrinterTimes,
  type PrintOutcome,
  printLabels,
} from '../devices/label-printer.ts'
import type { Store } from '../store/client.ts'
import type { Saved } from '../store/execute.ts'
import type { LabelJob } from '../store/labels/queue.ts'
import type { Timers } from '../sync/ports.ts'
import { backoff } from '../sync/schedule.ts'

export interface LabelsOptions {
  readonly store: Pick<Store, 'read' | 'write' | 'opening'>
  readonly timers: Timers
  /** UTC milliseconds. */
  now(): number
  newId(): string
  /** Something in the queue stands otherwise now. */
  tell(): void
  /** What was printed was recorded. */
  changed(saved: Saved): void
  readonly times?: PrinterTimes
}

/** The bench's label printers and what they are asked for. */
export interface Labels {
  queue(): Promise<LabelQueueView>
  print(actor: string, asked: PrintRequest): Promise<PrintAnswer>
  /** Tries now; `blind`: also where the printer does not say how it is. */
  retry(job: string, blind: boolean): void
  cancel(job: string): Promise<void>
  answer(answer: JobAnswer): Promise<Result<Saved | null, Refusal>>
  /** Asks a printer how it is, and prints a test label on one that is ready. */
  test(printer: PrinterSetting, label: string | null): Promise<TestAnswer>
  /** There may be something to print, or a printer to print it on. */
  wake(): void
  stop(): Promise<void>
}

/** How a printer stands with its jobs. */
interface Line {
  failures: number
  nextAt: number | null
  cancel: () => void
  isBusy: boolean
  round: Promise<void>
  /** What became of its last job, while that could not be written down, as on a full disk. */
  owed: (() => Promise<boolean>) | null
}

/** LAB-7, LAB-9: one job at a time on each printer, in the order in which they were asked for. */
export function createLabels(options: LabelsOptions): Labels {
  const { store, timers, times = PRINTER_TIMES } = options
  const end = new AbortController()
  const lines = new Map<string, Line>()
  /** Jobs that are sent without an answer of their printer, because somebody said so. */
  const blind = new Set<string>()
  let isRecovered = false
  /** Jobs that a printer is being given, each with the way to stop waiting for it. */
  const underWay = new Map<string, AbortController>()
  /** How the printer of a job is while it prints. */
  const seen = new Map<string, PrinterTrouble | null>()

  const lineOf = (printer: string): Line => {
    const known = lines.get(printer)
    if (known) return known
    const line: Line = {
      failures: 0,
      nextAt: null,
      cancel: () => {},
      isBusy: false,
      round: Promise.resolve(),
      owed: null,
    }
    lines.set(printer, line)
    return line
  }
  const isOpen = () => !end.signal.aborted && store.opening().findings.length === 0

  /** Every printer that has something to do and is not waiting for its next try. */
  async function look(): Promise<void> {
    if (!isOpen()) return
    if (!isRecovered) await store.write.recoverLabelJobs()
    isRecovered = true
    if (!isOpen()) return
    const waiting = await store.write.queuedLabels()
    for (const printer of new Set(waiting.map((job) => job.printer))) start(printer)
  }
  /** The look that is under way: at the end nothing is asked of a store that is being closed. */
  let looking: Promise<void> = Promise.resolve()
  function wake(): void {
    looking = looking.then(look).catch(tellOfQueue)
  }
  function start(printer: string): void {
    const line = lineOf(printer)
    if (line.isBusy || line.nextAt !== null || end.signal.aborted) return
    line.isBusy = true
    line.round = round(printer, line)
      .catch((error: unknown) => {
        tellOfQueue(error)
        // The disk may have room again: nothing is left lying until the next start.
        if (!end.signal.aborted) tryLater(printer, line)
      })
      .finally(() => {
        line.isBusy = false
        options.tell()
      })
  }
  async function round(printer: string, line: Line): Promise<void> {
    for (;;) {
      if (!(await settle(line))) return
      const job = (await store.write.queuedLabels()).find((one) => one.printer === printer)
      if (!job || !isOpen()) return
      const setting = (await store.read.printers()).find(({ id }) => id === printer)
      if (!setting) await store.write.setLabelJob(job.id, { state: 'failed' })
      else if (!(await carryOut(job, setting, line))) return
      options.tell()
    }
  }
  /** Writes down what became of the last job, if that is still owed; false as `carryOut`. */
  async function settle(line: Line): Promise<boolean> {
    const goesOn = line.owed === null || (await line.owed())
    line.owed = null
    return goesOn
  }
  /** False where the printer has to be tried again later. */
  async function carryOut(job: LabelJob, to: PrinterSetting, line: Line): Promise<boolean> {
    const labels = zpl(job, to)
    if (!labels) {
      await store.write.setLabelJob(job.id, { state: 'failed' })
      return true
    }
    const given = new AbortController()
    underWay.set(job.id, given)
    const outcome = await printLabels({
      ...{ host: to.host, port: to.port, times },
      signal: AbortSignal.any([end.signal, given.signal]),
      labels,
      blind: blind.has(job.id),
      onFirst: async () => {
        const isWanted = await store.write.beginLabelJob(job.id)
        options.tell()
        return isWanted
      },
      onStatus: (status) => noteStatus(job.id, status),
    })
    seen.delete(job.id)
    underWay.delete(job.id)
    line.owed = () => ended(job, outcome, line)
    return settle(line)
  }
  async function ended(job: LabelJob, outcome: PrintOutcome, line: Line): Promise<boolean> {
    switch (outcome.type) {
      case 'waits':
        // The end of the program is no fault of the printer's.
        if (!end.signal.aborted) await waits(job, outcome.trouble, line)
        return false
      case 'unclear':
        await store.write.setLabelJob(job.id, { state: 'unclear' })
        break
      case 'dropped':
        break
      default: {
        const done = await store.write.endLabelJob(job.id, outcome.type)
        if (done.ok && done.value) options.changed(done.value)
        if (!done.ok) await store.write.setLabelJob(job.id, { state: outcome.type })
      }
    }
    blind.delete(job.id)
    line.failures = 0
    return true
  }
  async function waits(job: LabelJob, trouble: PrinterTrouble, line: Line): Promise<void> {
    // Somebody may have cancelled it meanwhile.
    const isStill = (await store.write.queuedLabels()).some(({ id }) => id === job.id)
    if (isStill) await store.write.setLabelJob(job.id, { tries: job.tries + 1, trouble })
    tryLater(job.printer, line)
  }
  function tryLater(printer: string, line: Line): void {
    line.failures += 1
    const ms = backoff(line.failures, Math.random)
    line.nextAt = options.now() + ms
    line.cancel = timers.after(ms, () => {
      line.nextAt = null
      start(printer)
    })
  }
  function noteStatus(job: string, { trouble }: PrinterStatus): void {
    const before = seen.get(job)
    seen.set(job, trouble)
    if (before !== trouble) options.tell()
  }
  const tryNow = (printer: string) => {
    const line = lineOf(printer)
    line.cancel()
    line.nextAt = null
    line.failures = 0
    start(printer)
  }

  return {
    queue: async () => {
      const jobs = (await store.read.labelJobs()).map((job) => ({
        ...job,
        trouble: seen.get(job.job) ?? job.trouble,
        nextAt: job.state === 'queued' ? (lines.get(job.printer)?.nextAt ?? null) : null,
      }))
      return { jobs, ...counts(jobs) }
    },
    print: async (actor, asked) => {
      const answer = await store.write.queueLabels(actor, asked)
      options.tell()
      if (answer.type === 'queued') wake()
      return answer
    },
    retry: (job, isBlind) => {
      if (isBlind) blind.add(job)
      store.write
        .queuedLabels()
        .then((waiting) => {
          const one = waiting.find(({ id }) => id === job)
          if (one) tryNow(one.printer)
        })
        .catch(tellOfQueue)
    },
    cancel: async (job) => {
      const waiting = await store.write.queuedLabels()
      // What is on its way is not called back: it is waited for no longer, and what came is asked.
      underWay.get(job)?.abort()
      if (waiting.some(({ id }) => id === job))
        await store.write.setLabelJob(job, { state: 'cancelled', trouble: null })
      options.tell()
    },
    answer: async (answer) => {
      const done = await store.write.answerLabelJob(answer, options.newId())
      if (done.ok && done.value) options.changed(done.value)
      options.tell()
      wake()
      return done
    },
    test: async (printer, label) => {
      let said = ''
      const asked = await askPrinter(printer, times, (text) => {
        said = text
      })
      if (!asked.ok) return { type: 'trouble', trouble: asked.error, said }
      if (asked.value.trouble) return { type: 'trouble', trouble: asked.value.trouble, said }
      if (label !== null)
        await printLabels({
          ...{ ...printer, times, signal: end.signal },
          ...{ labels: [label], blind: false, onFirst: async () => true },
        })
      return { type: 'ready', status: asked.value, said }
    },
    wake,
    stop: async () => {
      end.abort()
      await looking
      for (const line of lines.values()) line.cancel()
      await Promise.allSettled([...lines.values()].map((line) => line.round))
    },
  }
}

/** Null where the printer was set to another resolution since, at which a code has no room. LAB-1 */
function zpl({ template, labels, copies }: LabelJob, { dpi }: PrinterSetting): string[] | null {
  const made = labels.map(({ content }) => makeZpl(template, content, dpi, copies))
  const whole = made.flatMap((one) => (one.ok ? [one.value] : []))
  return whole.length === made.length ? whole : null
}

const counts = (jobs: readonly Pick<LabelJobView, 'state' | 'codes'>[]) => ({
  waiting: jobs
    .filter(({ state }) => state === 'queued' || state === 'sending')
    .reduce((sum, { codes }) => sum + codes.length, 0),
  unclear: jobs.filter(({ state }) => state === 'unclear').length,
})

/** The queue is on the disk and is looked at again with the next job, or the next start. */
function tellOfQueue(error: unknown): void {
  const why = error instanceof Error ? error.message : String(error)
  console.error(`Frostkeep cannot go on with its label queue: ${why}`)
}
