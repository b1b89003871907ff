import { implement, ORPCError } from '@orpc/server'
import {
  type ActAnswer,
  contract,
  type PinProof,
  type SetUpFault,
  type SignInFault,
  type TransferAnswer,
} from '#shared/contract/contract.ts'
import { type ImportProgress, MOST_IMPORT_TEXT } from '#shared/contract/imports.ts'
import type { IntakeAnswer, IntakeOutcome } from '#shared/contract/intake.ts'
import type { KeepingFault } from '#shared/contract/keeping.ts'
import { isTransferFault, type TransferFault } from '#shared/contract/transfer.ts'
import type { Change } from '#shared/contract/views.ts'
import type { Refusal } from '#shared/domain/refusals.ts'
import type { Role } from '#shared/domain/words.ts'
import { err, ok, type Result } from '#shared/lib/result.ts'
import { StoreFailed } from '../store/client.ts'
import type { Saved } from '../store/execute.ts'
import type { EnrolRefusal } from '../sync/enroll.ts'
import type { Bench } from './bench.ts'
import { createDonors } from './donors.ts'
import { isAtLeast } from './keeping-faults.ts'

const CLICK = { source: 'click', device: '' } as const

/** What the bench does for each question of the contract. The actor is who is seated, never who is named. */
export function createRouter(bench: Bench) {
  const { store, events, link, keeping, transfers } = bench
  const { read, write } = store
  const os = implement(contract)
  function who() {
    const person = bench.person()
    if (!person) throw new ORPCError('UNAUTHORIZED', { message: 'Nobody is signed in' })
    return { actor: person.person, role: person.role }
  }
  const seated = os.use(({ next }) => {
    const context = who()
    bench.active()
    return next({ context })
  })
  const reading = os.use(({ next }) => {
    const context = who()
    bench.asked()
    return next({ context })
  })
  const mayConnect = (role: Role): boolean => role !== 'technician'

  /** Anybody may stand at a bench that somebody has left open. */
  async function prove(actor: string, proof: PinProof): Promise<Result<unknown, SignInFault>> {
    if ('pin' in proof) return write.checkPin(actor, proof.pin)
    const owner = await write.badge(proof.badge)
    if (!owner.ok) return owner
    return owner.value.person === actor ? ok(null) : err({ type: 'UnknownBadge' })
  }

  /** A damaged ledger has to be mended by whoever is responsible and there. */
  const restorer = () => (keeping.isSound() ? 'administrator' : 'manager')
  /**
   * Why somebody may not do a work of keeping, or null. Where a ledger is so damaged that it names no
   * person, and on a bench that is not set up yet, nobody can sign in: there it is open.
   */
  async function mayKeep(needs: Role): Promise<KeepingFault | null> {
    if (!bench.person() && (await isWithoutPeople())) return null
    const { role } = who()
    bench.active()
    return needs === 'technician' || isAtLeast(role, needs) ? null : { type: 'NotAllowed', needs }
  }
  async function isWithoutPeople(): Promise<boolean> {
    if (!keeping.isSound()) return store.opening().isUnreadable
    if (bench.view().stage !== 'first-run' || bench.joining.view()) return false
    return (await read.people()).length === 0
  }
  async function allowed<T>(
    needs: 'manager' | 'administrator',
    work: () => Promise<Result<T, KeepingFault>>,
  ): Promise<Result<T, KeepingFault>> {
    const no = await mayKeep(needs)
    return no ? err(no) : work()
  }

  /** Nobody knows yet whether the act is on the disk: its command, which the bench now keeps in mind. */
  function unknownCommand(error: unknown, command: string): string | null {
    if (!(error instanceof StoreFailed) || error.reason !== 'OutcomeUnknown') return null
    keeping.isUnknown(command)
    return command
  }
  /** A full disk is survived: SQLite takes the act back whole, and a person is told to make room. */
  async function saved(id: string, act: Promise<Result<Saved, Refusal>>): Promise<ActAnswer> {
    try {
      return answer(await act)
    } catch (error) {
      return thrown(id, error)
    }
  }
  function thrown(id: string, error: unknown): ActAnswer {
    const command = unknownCommand(error, id)
    if (command !== null) return { type: 'unknown', command }
    return { type: 'refused', refusal: refusedBy(error) }
  }
  function answer(done: Result<Saved, Refusal>): ActAnswer {
    if (!done.ok) return { type: 'refused', refusal: done.error }
    bench.changed({ ...done.value })
    return { type: 'saved', ...done.value }
  }
  async function transferred(
    id: string,
    act: Promise<Result<Saved, Refusal | TransferFault>>,
  ): Promise<TransferAnswer> {
    const done = await act.then(
      (value) => value,
      (error) => thrown(id, error),
    )
    if ('type' in done) return done
    if (!done.ok && isTransferFault(done.error)) return { type: 'fault', fault: done.error }
    return answer(done as Result<Saved, Refusal>)
  }
  const donors = createDonors({ store, saved })
  type Answered = IntakeAnswer & { saved: Saved | null }
  async function answered(scan: Promise<Answered>, id = ''): Promise<IntakeAnswer> {
    const { saved: act, ...intake } = await scan.catch((error) => intakeRefused(error, id))
    if (act) bench.changed({ ...act })
    return intake
  }
  async function intakeRefused(error: unknown, id: string): Promise<Answered> {
    const command = unknownCommand(error, id)
    const outcome: IntakeOutcome =
      command === null
        ? { type: 'refused', refusal: refusedBy(error) }
        : { type: 'unknown', command }
    // The reader is asked: the thread that writes may have nothing to answer from.
    const session = await read.intake()
    if (!session) throw error
    return { outcome, session, saved: null }
  }

  return os.router({
    bench: {
      watch: os.bench.watch.handler(async function* ({ signal }) {
        const later = events.subscribe('view', { signal })
        yield bench.view()
        yield* later
      }),
      setUp: os.bench.setUp.handler(async ({ input }) => {
        if (bench.view().stage !== 'first-run' || bench.joining.view())
          return err({ type: 'AlreadySetUp' })
        switch (input.mode) {
          case 'demo':
            await bench.setUpDemo()
            return ok({ badge: null })
          case 'empty':
            return ok({ badge: await bench.setUpEmpty(input) })
          case 'join':
            return join(bench, input)
        }
      }),
      // Nobody can sign in before there is a ledger.
      joinByEvents: os.bench.joinByEvents.handler(() => {
        if (bench.joining.view()) bench.joining.cancel()
        return null
      }),
      connect: seated.bench.connect.handler(async ({ input, context }) => {
        if (!mayConnect(context.role)) return err({ type: 'NotAllowed', needs: 'manager' })
        const { site, bench: self } = bench.view()
        const benchName = self?.name ?? ''
        const done = await link.enroll({ ...input, benchName, siteName: site?.name ?? null })
        if (!done.ok) return err(serviceFault(done.error))
        link.restart()
        bench.files.wake()
        bench.snapshots.wake()
        return ok(null)
      }),
      changes: reading.bench.changes.handler(async function* ({ input, signal }) {
        const later = events.subscribe('change', { signal })
        const { position } = await write.facts()
        if (input.from !== null && input.from < position)
          yield { position, touched: [] } satisfies Change
        yield* later
      }),
    },
    session: {
      people: os.session.people.handler(() => read.people()),
      signInBadge: os.session.signInBadge.handler(async ({ input }) => {
        const person = await write.badge(input.code)
        if (person.ok) bench.seat(person.value)
        return person
      }),
      signInPin: os.session.signInPin.handler(async ({ input }) => {
        const checked = await write.checkPin(input.person, input.pin)
        if (!checked.ok) return checked
        if (!checked.value) return err({ type: 'NoPin' })
        bench.seat(checked.value)
        return ok(checked.value)
      }),
      setPin: seated.session.setPin.handler(async ({ input, context }) => {
        const proven = await prove(context.actor, input.proof)
        if (!proven.ok) return proven
        await write.setPin(context.actor, input.pin)
        return ok(null)
      }),
      signOut: os.session.signOut.handler(() => {
        bench.seat(null)
        return null
      }),
      addPerson: seated.session.addPerson.handler(async ({ input, context }) => {
        const { id, ...person } = input
        const by = { id, via: CLICK, actor: context.actor }
        return saved(id, write.addPerson(by, { person: id, ...person }))
      }),
    },
    act: seated.act.handler(async ({ input, context }) =>
      saved(input.command.id, write.execute(context.actor, input.command)),
    ),
    scan: {
      // A badge may be scanned while nobody is signed in, so this needs no one.
      resolve: os.scan.resolve.handler(({ input }) => read.resolve(input.text, input.box)),
      device: os.scan.device.handler(async function* ({ signal }) {
        yield* bench.scans.take(signal)
      }),
    },
    query: {
      home: reading.query.home.handler(() => read.home()),
      recent: reading.query.recent.handler(({ input }) => read.recent(input.limit)),
      specimen: reading.query.specimen.handler(({ input }) => read.specimen(input.specimen)),
      specimens: reading.query.specimens.handler(({ input }) => read.specimens(input)),
      storage: reading.query.storage.handler(() => read.storage()),
      freezer: reading.query.freezer.handler(({ input }) => read.freezer(input.container)),
      locate: reading.query.locate.handler(({ input }) => read.locate(input.container)),
      box: reading.query.box.handler(({ input }) => read.box(input.container)),
      studies: reading.query.studies.handler(() => read.studies()),
      discrepancies: reading.query.discrepancies.handler(() => read.discrepancies()),
      settled: reading.query.settled.handler(() => read.settled()),
    },
    donors: {
      notes: reading.donors.notes.handler(({ input }) => donors.notes(input.specimen)),
      note: seated.donors.note.handler(({ input: { specimen, text, ...by }, context }) =>
        donors.note({ ...by, actor: context.actor }, { specimen, text }),
      ),
      erase: seated.donors.erase.handler(({ input: { donor, pin, ...by }, context }) =>
        donors.erase({ ...by, actor: context.actor }, { donor, pin }),
      ),
    },
    files: {
      list: reading.files.list.handler(({ input }) => bench.files.list(input.specimen)),
      attach: seated.files.attach.handler(({ input: { id, via, ...given }, context }) =>
        bench.files.attach({ id, via, actor: context.actor }, given, (act) => saved(id, act)),
      ),
      open: reading.files.open.handler(({ input }) => bench.files.open(input.specimen, input.file)),
    },
    intake: {
      current: reading.intake.current.handler(() => write.intake()),
      start: seated.intake.start.handler(({ input }) =>
        write.startIntake(input).catch((error) => err(refusedBy(error))),
      ),
      scan: seated.intake.scan.handler(async ({ input, context }) => {
        const { text, ...scan } = input
        return answered(write.scanInto(text, { ...scan, actor: context.actor }), scan.id)
      }),
      target: seated.intake.target.handler(async ({ input, context }) =>
        answered(write.retarget(input.index, { id: '', via: CLICK, actor: context.actor })),
      ),
      release: seated.intake.release.handler(async ({ input, context }) => {
        const { way, ...by } = input
        return answered(write.release(way, { ...by, actor: context.actor }), by.id)
      }),
      undo: seated.intake.undo.handler(async ({ input, context }) =>
        answered(write.undoInto({ ...input, actor: context.actor }), input.id),
      ),
      resolve: seated.intake.resolve.handler(async ({ input, context }) => {
        const { code, as, ...by } = input
        return answered(write.resolveParked(code, as, { ...by, actor: context.actor }), by.id)
      }),
      pause: seated.intake.pause.handler(async ({ input }) => answered(write.pause(input.paused))),
      finish: seated.intake.finish.handler(async () => {
        await write.finish()
        return null
      }),
    },
    signing: {
      protect: seated.signing.protect.handler(({ input, context }) =>
        context.role === 'administrator'
          ? bench.signing.protect(input.passphrase)
          : err({ type: 'NotAllowed', needs: 'administrator' } as const),
      ),
      unlock: seated.signing.unlock.handler(({ input, context }) =>
        context.role === 'administrator'
          ? bench.signing.unlock(input.secret)
          : err({ type: 'NotAllowed', needs: 'administrator' } as const),
      ),
    },
    keeping: {
      learnt: os.keeping.learnt.handler(async function* ({ signal }) {
        yield* events.subscribe('learnt', { signal })
      }),
      snapshot: seated.keeping.snapshot.handler(async ({ context }) =>
        context.role === 'administrator'
          ? bench.snapshots.make()
          : { type: 'fault', fault: 'NotAllowed' },
      ),
      verify: seated.keeping.verify.handler(() => keeping.verify()),
      rebuild: os.keeping.rebuild.handler(() => allowed('manager', () => keeping.rebuild())),
      exportAll: os.keeping.exportAll.handler(() => allowed('manager', () => keeping.exportAll())),
      backups: os.keeping.backups.handler(async () => {
        await mayKeep('technician')
        return keeping.backups()
      }),
      incidents: os.keeping.incidents.handler(async () => {
        await mayKeep('technician')
        return read.incidents()
      }),
      backup: os.keeping.backup.handler(() => allowed('manager', () => keeping.backup())),
      previewRestore: os.keeping.previewRestore.handler(({ input }) =>
        allowed(restorer(), () => keeping.previewRestore(input.file)),
      ),
      restore: os.keeping.restore.handler(({ input }) =>
        allowed(restorer(), () => keeping.restore(input.file, bench.person()?.person ?? null)),
      ),
      previewSalvage: os.keeping.previewSalvage.handler(() =>
        allowed('manager', () => keeping.previewSalvage()),
      ),
      salvage: os.keeping.salvage.handler(() =>
        allowed('manager', () => keeping.salvage(bench.person()?.person ?? null)),
      ),
      cancel: seated.keeping.cancel.handler(() => {
        keeping.cancel()
        return null
      }),
    },
    transfer: {
      dispatch: seated.transfer.dispatch.handler(({ input, context }) => {
        const { id, via, ...given } = input
        return transferred(id, transfers.dispatch({ id, via, actor: context.actor }, given))
      }),
      sent: reading.transfer.sent.handler(() => read.dispatches()),
      bundle: seated.transfer.bundle.handler(({ input }) => transfers.bundle(input.bundle)),
      read: seated.transfer.read.handler(({ input }) => transfers.read(input.text)),
      receive: seated.transfer.receive.handler(({ input, context }) => {
        const { id, via, ...given } = input
        return transferred(id, transfers.receive({ id, via, actor: context.actor }, given))
      }),
    },
    imports: {
      open: seated.imports.open.handler(async ({ input: { name, text } }) =>
        text.length > MOST_IMPORT_TEXT
          ? err({ type: 'TooLarge', detail: String(text.length) })
          : write.openImport(crypto.randomUUID(), name, text).catch(tellWhenFull),
      ),
      check: seated.imports.check.handler(({ input }) =>
        write.checkImport(input.import, input.mapping).catch(tellWhenFull),
      ),
      errors: seated.imports.errors.handler(({ input }) => write.importErrors(input.import)),
      donors: seated.imports.donors.handler(({ input }) => write.importDonors(input.import)),
      run: seated.imports.run.handler(({ input, context, signal }) =>
        runImport(bench, input.import, input.id, context.actor, signal),
      ),
      cancel: seated.imports.cancel.handler(() => {
        store.cancel('import')
        return null
      }),
    },
  })
}

/** What a person can be told of a store that could not do it; anything else is a defect and thrown on. */
function refusedBy(error: unknown): Refusal {
  if (!(error instanceof StoreFailed)) throw error
  switch (error.reason) {
    case 'SQLITE_FULL':
      return { type: 'DiskFull' }
    case 'NotSaved':
      return { type: 'DiskFault' }
    case 'SQLITE_READONLY':
      return { type: 'ReadOnly' }
    case 'LedgerBusy':
      return { type: 'LedgerHeld', by: error.message }
    default:
      throw error
  }
}

/** Where the answer has no place for it, it is an error that a screen can tell from a defect. */
function tellWhenFull(error: unknown): never {
  if (error instanceof StoreFailed && error.reason === 'SQLITE_FULL')
    throw new ORPCError('DISK_FULL', { message: 'The disk has no room' })
  throw error
}

export type BenchRouter = ReturnType<typeof createRouter>

async function join(
  bench: Bench,
  given: { url: string; code: string; bench: string },
): Promise<Result<{ badge: null }, SetUpFault>> {
  const { url, code } = given
  const done = await bench.link.enroll({ url, code, benchName: given.bench, siteName: null })
  if (!done.ok) return err(serviceFault(done.error))
  await bench.setUpJoined(done.value.stream, done.value.benchNumber, given.bench)
  return ok({ badge: null })
}

const serviceFault = (refusal: EnrolRefusal): SetUpFault => ({
  type: 'BadService',
  reason: refusal.type,
})

/** Progress while it runs, then what came of it. Leaving the screen does not stop an import; Cancel does. */
async function* runImport(
  bench: Bench,
  id: string,
  command: string,
  actor: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<ImportProgress> {
  const progress = bench.events.subscribe('progress', { signal })
  const end = bench.store.write.runImport(id, command, actor)
  const ended = end.then((last) => ({ done: true as const, value: last }))
  for (;;) {
    const next = await Promise.race([progress.next(), ended]).catch(tellWhenFull)
    if (next.done) break
    yield next.value
  }
  const last = await end
  await progress.return?.(undefined)
  if (last.type === 'done') bench.changed({ position: last.position, touched: [] })
  yield last
}
