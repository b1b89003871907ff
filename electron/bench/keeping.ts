import type { Job, JobProgress, KeepingFault, KeepingView } from '#shared/contract/keeping.ts'
import type { VerifyReport } from '#shared/ledger/findings.ts'
import { err, ok, type Result } from '#shared/lib/result.ts'
import { systemClock } from '../clock.ts'
import { type Store, StoreFailed } from '../store/client.ts'
import { benchKey, type KeyMaterial } from '../store/key.ts'
import type { Timers } from '../sync/ports.ts'
import { startDaily } from './daily.ts'
import type { Noted } from './noted.ts'

export interface KeepingOptions {
  readonly store: Store
  readonly key: KeyMaterial
  readonly noted: Noted
  readonly timers: Timers
  /** Something of the view is another. */
  tell(): void
  /** It is known now what became of an act. */
  learnt(command: string, saved: boolean): void
}

/** How the bench keeps its own records: verified, copied, mended. One long piece of work at a time. */
export interface Keeping {
  view(): KeepingView
  verify(): Promise<Result<VerifyReport, KeepingFault>>
  cancel(): void
  /** An act was answered with "unknown". */
  isUnknown(command: string): void
  stop(): void
}

export function createKeeping(options: KeepingOptions): Keeping {
  const { store, noted, tell } = options
  const signer = benchKey(options.key)
  const unknown = new Set<string>()
  let job: JobProgress | null = null

  const stopListening = store.listen({
    onJob: (progress) => {
      if (!job) return
      job = progress
      tell()
    },
    onLearnt: ({ command, outcome }) => {
      unknown.delete(command)
      options.learnt(command, outcome.type === 'saved')
      tell()
    },
    onOpening: tell,
  })

  /** Runs one long piece of work; a second one is refused while it runs. */
  async function run<T>(
    name: Job,
    work: () => Promise<Result<T, KeepingFault>>,
  ): Promise<Result<T, KeepingFault>> {
    if (job) return err({ type: 'Busy', job: job.job })
    job = { job: name, done: 0, of: 0 }
    tell()
    try {
      return await work()
    } catch (error) {
      return err(faultOf(error))
    } finally {
      job = null
      tell()
    }
  }

  const verify: Keeping['verify'] = () =>
    run('verify', async () => {
      const report = await store.keep.verify()
      if (!report) return err({ type: 'Cancelled' })
      const { level, sound, events } = report
      noted.note({ verified: { at: systemClock.now(), level, sound, events } })
      return ok(report)
    })
  const isSound = () => store.opening().findings.length === 0
  const stopDaily = startDaily({
    timers: options.timers,
    now: systemClock.now,
    noted,
    isDue: () => isSound() && job === null,
    verify,
  })

  return {
    view: () => {
      const { findings, aside } = store.opening()
      return {
        state: isSound() ? 'sound' : 'damaged',
        findings,
        aside,
        key: { public: signer.public, protection: signer.protection },
        ...noted.read(),
        job,
        unknown: [...unknown],
      }
    },
    verify,
    cancel: () => store.cancel('job'),
    isUnknown: (command) => {
      unknown.add(command)
      tell()
    },
    stop: () => {
      stopDaily()
      stopListening()
    },
  }
}

function faultOf(error: unknown): KeepingFault {
  if (error instanceof StoreFailed)
    return { type: 'Failed', why: `${error.reason}: ${error.message}` }
  return { type: 'Failed', why: error instanceof Error ? error.message : String(error) }
}
