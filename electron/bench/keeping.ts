import type {
  BackupView,
  ExportView,
  Job,
  JobProgress,
  KeepingFault,
  KeepingView,
  RestoreDone,
  RestorePreview,
  SalvagePreview,
} from '#shared/contract/keeping.ts'
import type { VerifyReport } from '#shared/ledger/findings.ts'
import { err, ok, type Result } from '#shared/lib/result.ts'
import { systemClock } from '../clock.ts'
import { type Store, StoreFailed } from '../store/client.ts'
import { rebuildInBackground } from '../store/rebuild/background.ts'
import { beginReplacing } from '../store/restore/replacing.ts'
import type { Staged } from '../store/restore/staging.ts'
import type { Timers } from '../sync/ports.ts'
import { type DailyTask, startDaily } from './daily.ts'
import { faultOf } from './keeping-faults.ts'
import type { Noted } from './noted.ts'
import type { Signing } from './signing.ts'

export interface KeepingOptions {
  readonly store: Store
  /** The ledger's file. */
  readonly ledger: string
  readonly signing: Pick<Signing, 'view'>
  /** The program's version, as backups name it. */
  readonly program: string
  readonly noted: Noted
  readonly timers: Timers
  /** Something of the view is another. */
  tell(): void
  /** It is known now what became of an act. */
  learnt(command: string, saved: boolean): void
  /** Whether nothing was recorded for a while. */
  isQuiet(): boolean
  /** Another ledger has taken the place of the one before. */
  replaced(): Promise<void>
}

/** How the bench keeps its own records: verified, copied, mended. One long piece of work at a time. */
export interface Keeping {
  view(): KeepingView
  verify(): Promise<Result<VerifyReport, KeepingFault>>
  rebuild(): Promise<Result<null, KeepingFault>>
  exportAll(): Promise<Result<ExportView, KeepingFault>>
  backups(): Promise<readonly BackupView[]>
  backup(): Promise<Result<BackupView, KeepingFault>>
  previewRestore(file: string): Promise<Result<RestorePreview, KeepingFault>>
  /** `by`: the person who decided it, where one is signed in. */
  restore(file: string, by: string | null): Promise<Result<RestoreDone, KeepingFault>>
  previewSalvage(): Promise<Result<SalvagePreview, KeepingFault>>
  salvage(by: string | null): Promise<Result<RestoreDone, KeepingFault>>
  isSound(): boolean
  cancel(): void
  /** An act was answered with "unknown". */
  isUnknown(command: string): void
  stop(): void
}

export function createKeeping(options: KeepingOptions): Keeping {
  const { store, noted, tell } = options
  const { keep, write } = store
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
  const findings = () => store.opening().findings
  const isSound = () => findings().length === 0

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
  const whenSound = async <T>(work: () => Promise<Result<T, KeepingFault>>) =>
    isSound() ? work() : err<KeepingFault>({ type: 'Damaged' })
  const whenDamaged = async <T>(work: () => Promise<Result<T, KeepingFault>>) =>
    isSound() ? err<KeepingFault>({ type: 'NotDamaged' }) : work()

  const verify: Keeping['verify'] = () =>
    run('verify', async () => {
      const report = await keep.verify()
      if (!report) return err({ type: 'Cancelled' })
      const { level, sound, events } = report
      noted.note({ verified: { at: systemClock.now(), level, sound, events } })
      await heed(report)
      return ok(report)
    })
  /** A ledger that is found damaged is only read from then on. Derived tables are no ledger. */
  async function heed({ findings: found }: VerifyReport): Promise<void> {
    const damage = found.filter(({ type }) => type !== 'derived')
    if (damage.length === 0 || !isSound()) return
    await keep.condemn(damage)
    await store.letGo()
  }
  const backup: Keeping['backup'] = () =>
    whenSound(() =>
      run('backup', async () => {
        const made = await keep.backup(options.program)
        if (made.ok) noteBackup(made.value)
        else if (made.error.type === 'NotSound') await heed(made.error.report)
        return made
      }),
    )
  const noteBackup = ({ at, file }: BackupView) =>
    noted.note({ backup: { at, file }, backupFault: null })

  /** Puts a staged ledger in the place of the present one. */
  async function place(staged: Result<Staged, KeepingFault>) {
    if (!staged.ok) return staged
    const { events, chain, aside } = staged.value
    await store.replace(async () => beginReplacing(options.ledger, staged.value))
    const facts = await write.facts()
    const isPlaced = facts.chain === chain
    // It was verified in full before it took the place.
    if (isPlaced)
      noted.note({ verified: { at: systemClock.now(), level: 'full', sound: true, events } })
    await options.replaced()
    return isPlaced
      ? ok({ events, chain, aside })
      : err<KeepingFault>({ type: 'Failed', why: 'The present ledger could not be put aside' })
  }

  const idle = () => isSound() && job === null
  const verifyDaily: DailyTask = {
    last: () => noted.read().verified?.at ?? null,
    isDue: idle,
    run: verify,
  }
  const backUpDaily: DailyTask = {
    last: () => noted.read().backup?.at ?? null,
    isDue: async () => idle() && options.isQuiet() && (await hasChanged()),
    run: async () => {
      const made = await backup()
      if (!made.ok) noted.note({ backupFault: made.error })
      tell()
    },
  }
  async function hasChanged(): Promise<boolean> {
    const { chain, position } = await write.facts()
    const last = noted.read().backup?.file
    const known = (await keep.backups()).find(({ file }) => file === last)
    return chain !== null && known?.events !== position
  }
  const stopDaily = startDaily({
    timers: options.timers,
    now: systemClock.now,
    tasks: [verifyDaily, backUpDaily],
    say: (why) => console.error(`Frostkeep could not look after its ledger by itself: ${why}`),
  })

  return {
    view: () => ({
      state: isSound() ? 'sound' : 'damaged',
      findings: findings(),
      aside: store.opening().aside,
      key: options.signing.view(),
      ...noted.read(),
      job,
      unknown: [...unknown],
    }),
    verify,
    rebuild: () =>
      whenSound(() =>
        run('rebuild', async () => {
          const differed = await rebuildInBackground(keep, write, isOvertaken)
          return differed ? ok(null) : err<KeepingFault>({ type: 'Cancelled' })
        }),
      ),
    exportAll: () => whenSound(() => run('export', () => keep.exportAll())),
    backups: () => keep.backups(),
    backup,
    previewRestore: (file) => run('restore', () => keep.previewRestore(file)),
    restore: (file, by) =>
      run('restore', async () => place(await keep.stageRestore(file, findings(), by))),
    previewSalvage: () => whenDamaged(() => run('salvage', () => keep.previewSalvage())),
    salvage: (by) =>
      whenDamaged(() => run('salvage', async () => place(await keep.stageSalvage(findings(), by)))),
    isSound,
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

/** More came in, while tables were changed over, than could be caught up with. */
const isOvertaken = (error: unknown): boolean =>
  error instanceof StoreFailed && error.reason === 'Overtaken'
