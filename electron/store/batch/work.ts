import type {
  RackView,
  WorkAnswer,
  WorkDetail,
  WorkOutcome,
  WorkView,
} from '#shared/contract/work.ts'
import type { Finding, TubeFacts } from '#shared/domain/batch/findings.ts'
import { type WorkStep, workStep } from '#shared/domain/batch/machine.ts'
import { FRESH, type WorkRow, type WorkSession } from '#shared/domain/batch/session.ts'
import type { WorkKind, WorkSetup } from '#shared/domain/batch/setup.ts'
import type { Refusal } from '#shared/domain/refusals.ts'
import type { CommandCode } from '#shared/domain/words.ts'
import { assert, never } from '#shared/lib/assert.ts'
import { err, ok, type Result } from '#shared/lib/result.ts'
import type { StoreContext } from '../context.ts'
import { executeWithin, type Saved } from '../execute.ts'
import { remembering } from '../heads.ts'
import { undoneBy } from '../intake/session.ts'
import { aheadOf, printedAhead, refuseAheadIn } from '../labels/ahead.ts'
import { type ReadDb, transact } from '../open.ts'
import { resolve } from '../queries/resolve.ts'
import { statement } from '../sql.ts'
import { RefusedLate, type WorkAct, type Worked } from './flow.ts'
import { flowOf } from './flows.ts'
import { bindTubes, hasParents, planRack, type RackAsked } from './rack.ts'
import { type ScannedPlace, scanOf } from './scan.ts'
import { dropWork, forgetWork, loadWork, saveWork } from './session.ts'
import { tubeFacts } from './tube.ts'
import { holdViewOf, rowViewOf, undoableRow, viewOfWork } from './view.ts'

/** What came of a call, and what it has written to the ledger. */
export interface WorkAnswered extends WorkAnswer {
  readonly saved: Saved | null
}

interface Outcome {
  readonly outcome: WorkOutcome
  /** Null: the batch is over. */
  readonly session: WorkSession | null
  readonly saved: Saved | null
}

/** Opens a batch. One of the same kind that is open goes on, with what is said now for the next tubes. */
export function startWork(
  store: StoreContext,
  setup: WorkSetup,
  actor: string,
): Result<WorkView, Refusal> {
  return within(store, () => {
    const begun = flowOf(setup.kind).begin(store, setup, actor)
    if (!begun.ok) return begun
    const before = loadWork(store.db, setup.kind)
    const goesOn = before !== null && isSameBatch(before.setup, begun.value)
    // What is parked in another batch is not left behind for this one.
    if (before && !goesOn && before.parked.length > 0) return err(parkedCodes(before.parked))
    const fresh = { state: FRESH, rows: [], parked: [], hold: null }
    const session: WorkSession = {
      ...(goesOn ? before : fresh),
      setup: begun.value,
      paused: false,
    }
    saveWork(store.db, goesOn ? before : null, session)
    return ok(viewOfWork(store.db, session))
  })
}

/** Whether other defaults are only for the tubes to come, and not another batch. */
function isSameBatch(a: WorkSetup, b: WorkSetup): boolean {
  if (a.kind === 'receiving') return b.kind === a.kind && a.shipment === b.shipment
  if (a.kind === 'processing')
    return b.kind === a.kind && a.processing.processing === b.processing.processing
  return a.kind === b.kind
}

/** Takes one code: decides, writes and remembers the batch in one flushed transaction. WRK-8 */
export function scanWork(
  store: StoreContext,
  kind: WorkKind,
  text: string,
  act: WorkAct,
): WorkAnswered {
  return answering(store, kind, (session) => {
    const again = session.rows.find(({ command }) => command === act.id)
    if (again) return nothing(session, { type: 'done', row: rowViewOf(store.db, again) })
    const flow = flowOf(kind)
    const { scan, place } = scanOf(store.db, session, text, boxOf(session))
    const step = workStep(session, flow.needs(store.db, session), scan)
    const now = scan.kind === 'tube' ? { ...session, read: scan.tube.code } : session
    return carryOut(store, now, step, place, act)
  })
}

const boxOf = ({ setup }: WorkSession): string | null =>
  setup.kind === 'processing' ? setup.box : null

function carryOut(
  store: StoreContext,
  session: WorkSession,
  step: WorkStep,
  place: ScannedPlace | null,
  act: WorkAct,
): Outcome {
  switch (step.do) {
    case 'take':
      return take(store, session, step, act)
    case 'warn':
      return nothing(session, { type: 'warned', code: step.tube.code, finding: step.finding })
    case 'park':
      return park(store, session, step.tube.code)
    case 'hold':
      return holdFor(session, step.tube, step.finding, null)
    case 'ask-flow':
      return askFlow(store, session, step, place, act)
    case 'undo':
      return undo(store, session, act)
    case 'release':
      return nothing({ ...session, hold: null }, { type: 'released' })
    case 'paused':
      return nothing(session, { type: 'paused' })
    case 'waits':
      return nothing(session, { type: 'waits', code: step.code })
    default:
      return never(step)
  }
}

const nothing = (session: WorkSession, outcome: WorkOutcome): Outcome => ({
  outcome,
  session,
  saved: null,
})

function take(
  store: StoreContext,
  session: WorkSession,
  scan: { tube: TubeFacts; finding: Finding },
  act: WorkAct,
): Outcome {
  const { tube } = scan
  const other = tube.specimen === null ? refuseAheadIn(store.db, session, tube.code) : null
  if (other) return holdFor(session, tube, null, other)
  const done = flowOf(session.setup.kind).take(store, session, scan, act)
  return done.ok
    ? worked(store, session, done.value, act)
    : holdFor(session, scan.tube, null, done.error)
}

/** Nothing was written, and nothing goes on until a person has handled it. WRK-3 */
function holdFor(
  session: WorkSession,
  { code, specimen, issuer = null, label = null }: Held,
  finding: Finding | null,
  refusal: Refusal | null,
): Outcome {
  const why = { finding, refusal: refusal && withoutValue(refusal) }
  const hold = { code, specimen, issuer, label, ...why }
  const view = holdViewOf(session.setup.kind, hold)
  return nothing({ ...session, hold }, { type: 'held', hold: view })
}

type Held = Pick<TubeFacts, 'code' | 'specimen'> & Partial<Pick<TubeFacts, 'issuer' | 'label'>>

/** STU-3: what somebody wrote into a field may tell of the donor, and a hold is written down as it is. */
const withoutValue = (refusal: Refusal): Refusal =>
  refusal.type === 'FieldUnfit' ? { ...refusal, value: '…' } : refusal

function park(store: StoreContext, session: WorkSession, code: string): Outcome {
  const parked = [...session.parked, { code, at: store.clock.now() }]
  return nothing({ ...session, parked }, { type: 'parked', code })
}

function askFlow(
  store: StoreContext,
  session: WorkSession,
  { scan }: Extract<WorkStep, { do: 'ask-flow' }>,
  place: ScannedPlace | null,
  act: WorkAct,
): Outcome {
  const flow = flowOf(session.setup.kind)
  const done =
    scan.kind === 'command'
      ? (flow.command?.(store, session, scan.command, act) ??
        printAhead(store.db, session, scan.command))
      : place && flow.place?.(store, session, place, act)
  if (!done) {
    const [code, what] =
      scan.kind === 'command' ? [scan.command, 'command'] : [scan.code, scan.what]
    return nothing(session, { type: 'not-here', code, what })
  }
  return done.ok
    ? worked(store, session, done.value, act)
    : nothing(session, { type: 'refused', refusal: done.error })
}

/** LAB-10: the labels of the tubes that are to come, where it is known how many. The screen prints them. */
function printAhead(
  db: ReadDb,
  session: WorkSession,
  command: CommandCode,
): Result<Worked, Refusal> | null {
  const ahead = command === 'print' ? aheadOf(db, session) : null
  if (!ahead?.wanted) return null
  return ok({ outcome: { type: 'chosen', code: ahead.name, what: 'print-ahead' } })
}

/** A tube that came with its label needs no other one. LAB-10 */
function labelled(db: ReadDb, row: NonNullable<Worked['row']>): NonNullable<Worked['row']> {
  if (printedAhead(db, row.code) === null) return row
  return {
    ...row,
    detail: { ...(row.detail as WorkDetail), isLabelled: true } as typeof row.detail,
  }
}

function worked(store: StoreContext, session: WorkSession, done: Worked, act: WorkAct): Outcome {
  const { outcome, row, state = session.state, setup = session.setup } = done
  const { saved = null, isOver } = done
  if (isOver) return finish(store, session, act)
  const added: WorkRow | null = row
    ? { ...labelled(store.db, row), command: act.id, at: store.clock.now(), state: 'done' }
    : null
  const rows = added ? [added, ...session.rows] : session.rows
  const isParked = outcome.type === 'parked'
  const parked = isParked
    ? [...session.parked, { code: outcome.code, at: store.clock.now() }]
    : session.parked
  const after = { ...session, setup, rows, state, parked, hold: null }
  if (outcome.type !== 'row') return { outcome, session: after, saved }
  assert(added, 'a row of what was done')
  return { outcome: { type: 'done', row: rowViewOf(store.db, added) }, session: after, saved }
}

export const releaseWork = (store: StoreContext, kind: WorkKind): WorkAnswered =>
  answering(store, kind, (session) => nothing({ ...session, hold: null }, { type: 'released' }))

/** WRK-13: a code of another issuer that the batch holds at is left for later, like any that is not known. */
export const parkWork = (store: StoreContext, kind: WorkKind): WorkAnswered =>
  answering(store, kind, (session) => {
    const { hold } = session
    if (!hold) return nothing(session, { type: 'released' })
    const mayPark = hold.finding === 'foreign' && hold.specimen === null
    return mayPark
      ? park(store, { ...session, hold: null }, hold.code)
      : nothing(session, { type: 'waits', code: '' })
  })

export const pauseWork = (store: StoreContext, kind: WorkKind, paused: boolean): WorkAnswered =>
  answering(store, kind, (session) =>
    nothing({ ...session, paused }, { type: paused ? 'paused' : 'released' }),
  )

/** What a command code asks for, by a button. */
export const commandWork = (
  store: StoreContext,
  kind: WorkKind,
  command: CommandCode,
  act: WorkAct,
): WorkAnswered =>
  answering(store, kind, (session) => {
    const needs = flowOf(kind).needs(store.db, session)
    return carryOut(
      store,
      session,
      workStep(session, needs, { kind: 'command', command }),
      null,
      act,
    )
  })

/** Says what a parked code is: a tube of this batch, or nothing of it. WRK-4 */
export function resolveWork(
  store: StoreContext,
  kind: WorkKind,
  code: string,
  as: 'tube' | 'aside',
  act: WorkAct,
): WorkAnswered {
  return answering(store, kind, (session) =>
    as === 'aside'
      ? nothing(withoutParked(session, code), { type: 'resolved', code })
      : resolveAsTube(store, session, code, act),
  )
}

const withoutParked = (session: WorkSession, code: string): WorkSession => ({
  ...session,
  parked: session.parked.filter((one) => one.code !== code),
})

function resolveAsTube(
  store: StoreContext,
  session: WorkSession,
  code: string,
  act: WorkAct,
): Outcome {
  const rest = withoutParked(session, code)
  if (rest.parked.length === session.parked.length) return nothing(rest, { type: 'resolved', code })
  const it = resolve(store.db, code, null)
  if (it.kind !== 'unknown' && it.kind !== 'specimen' && it.kind !== 'duplicate')
    return nothing(session, { type: 'not-here', code, what: it.kind })
  // WRK-13: whose code it is was said when it was parked, and is recorded with the tube.
  const isRegistered = session.setup.kind === 'accession' || session.setup.kind === 'receiving'
  const asTube = { fits: true, ...(isRegistered && { issuer: null }) }
  const tube = tubeFacts(store.db, rest, it.kind === 'unknown' ? { ...it, ...asTube } : it)
  // A person has this one tube in the hand, whatever the batch waits for.
  const free = { ...rest, hold: null, paused: false, read: tube.code }
  const done = carryOut(store, free, stepOf(store, free, tube), null, act)
  const { hold, paused } = session
  // What could not be taken stays parked; a hold or a pause that was there stays as well.
  return isTaken(done) && done.session
    ? { ...done, session: { ...done.session, hold, paused } }
    : { ...done, session }
}

const stepOf = (store: StoreContext, session: WorkSession, tube: TubeFacts): WorkStep =>
  workStep(session, flowOf(session.setup.kind).needs(store.db, session), { kind: 'tube', tube })

const isTaken = ({ outcome }: Outcome): boolean =>
  outcome.type === 'done' || outcome.type === 'chosen'

/** WRK-16: all that is parked is tubes of this batch. What cannot be taken stays parked, and the rest is. */
export function resolveAllWork(store: StoreContext, kind: WorkKind, act: WorkAct): WorkAnswered {
  return answering(store, kind, (before) => {
    let session = before
    const saved: Saved[] = []
    before.parked.forEach(({ code }, i) => {
      const id = i === 0 ? act.id : store.newId()
      const done = resolveAsTube(store, session, code, { ...act, id })
      session = done.session ?? session
      if (done.saved) saved.push(done.saved)
    })
    const left = session.parked.length
    const outcome = { type: 'resolved-all', count: before.parked.length - left, left } as const
    return { outcome, session, saved: allSaved(saved) }
  })
}

function allSaved(saved: readonly Saved[]): Saved | null {
  const last = saved.at(-1)
  return last ? { ...last, touched: [...new Set(saved.flatMap(({ touched }) => touched))] } : null
}

/**
 * WRK-14: a person goes on with the tube that a code of another issuer, or a label of before, names; WRK-13: or
 * registers a new one under that issuer's code. Whatever else is found of it counts as ever.
 */
export const goOnWork = (store: StoreContext, kind: WorkKind, act: WorkAct): WorkAnswered =>
  answering(store, kind, (session) => {
    const again = session.rows.find(({ command }) => command === act.id)
    if (again) return nothing(session, { type: 'done', row: rowViewOf(store.db, again) })
    const { hold } = session
    if (!hold) return nothing(session, { type: 'released' })
    const { way, label, code } = holdViewOf(kind, hold)
    const it = resolve(store.db, way === 'tube' ? (label ?? code) : code, null)
    if (way === null || (it.kind !== 'unknown' && it.kind !== 'specimen'))
      return nothing(session, { type: 'waits', code: '' })
    const found = tubeFacts(store.db, session, it)
    const form = way === 'register' ? ('fits' as const) : found.form
    const tube = { ...found, form, isForeign: false, isFormerly: false }
    const free = { ...session, hold: null, read: tube.code }
    return carryOut(store, free, stepOf(store, free, tube), null, act)
  })

/** What binding the tubes of a whole rack would do; null where no batch is open that has parents. PRO-7 */
export function checkRack(store: StoreContext, asked: RackAsked, act: WorkAct): RackView | null {
  const session = loadWork(store.db, 'processing')
  return session && hasParents(session) ? planRack(store, session, asked, act).view : null
}

/** Makes the tubes of a whole rack in one act, or none of them. PRO-7 */
export const bindRack = (store: StoreContext, asked: RackAsked, act: WorkAct): WorkAnswered =>
  answering(store, 'processing', (session) => {
    const before = session.rows.filter(({ command }) => command === act.id)
    const bound = (rows: readonly WorkRow[]): WorkOutcome => ({
      type: 'bound',
      code: asked.rack ?? '',
      count: rows.length,
    })
    if (before.length > 0) return nothing(session, bound(before))
    if (session.hold) return nothing(session, { type: 'waits', code: '' })
    if (session.paused) return nothing(session, { type: 'paused' })
    const done = hasParents(session) ? bindTubes(store, session, asked, act) : null
    if (!done) return nothing(session, { type: 'not-here', code: asked.rack ?? '', what: 'rack' })
    if (!done.ok) return nothing(session, { type: 'refused', refusal: done.error })
    const { rows, saved } = done.value
    return {
      outcome: bound(rows),
      session: { ...session, rows: [...rows, ...session.rows] },
      saved,
    }
  })

export const undoWork = (store: StoreContext, kind: WorkKind, act: WorkAct): WorkAnswered =>
  commandWork(store, kind, 'undo', act)

/** Takes the newest act of this batch back. WRK-6 */
function undo(store: StoreContext, session: WorkSession, act: WorkAct): Outcome {
  const before = takenBack(store, session, act.id)
  const choice = before ? null : unchosen(store, session, act.id)
  if (choice) return choice
  const last = before ?? undoableRow(store.db, session)
  const no = (refusal: Refusal) => nothing(session, { type: 'refused', refusal })
  if (!last) return no({ type: 'NothingToUndo' })
  const { id, via } = act
  const done = executeWithin(store, act.actor, { type: 'undo', id, via, command: last.command })
  if (!done.ok) return no(done.error)
  // The tubes of a rack were made in one act, and are taken back in one.
  const rows = session.rows.map((row) =>
    row.command === last.command ? { ...row, state: 'undone' as const } : row,
  )
  const flow = flowOf(session.setup.kind)
  const state = flow.undone?.(session, last) ?? session.state
  const setup = flow.setupUndone?.(store.db, session, last) ?? session.setup
  return {
    outcome: { type: 'undone', code: last.code, what: last.what },
    session: { ...session, setup, rows, state },
    saved: done.value,
  }
}

/** What is chosen and not written yet goes first; delivered twice, one choice goes. WRK-6 */
function unchosen(store: StoreContext, session: WorkSession, act: string): Outcome | null {
  const { letGo } = session.state
  if (letGo?.act === act) return nothing(session, partLetGo(letGo.code))
  const gone = flowOf(session.setup.kind).letGo?.(store.db, session, null)
  if (!gone) return null
  const { code, state } = gone
  return nothing({ ...session, state: { ...state, letGo: { act, code } } }, partLetGo(code))
}

const partLetGo = (code: string): WorkOutcome => ({ type: 'chosen', code, what: 'part-let-go' })

/** Lets go of one thing that was chosen, such as a part of a pool, and of the hold that is about it. PRO-10 */
export const letGoWork = (store: StoreContext, kind: WorkKind, specimen: string): WorkAnswered =>
  answering(store, kind, (session) => {
    const gone = flowOf(kind).letGo?.(store.db, session, specimen)
    if (!gone) return nothing(session, { type: 'not-here', code: '', what: 'part' })
    const { hold } = session
    const isAbout = hold?.refusal && 'code' in hold.refusal && hold.refusal.code === gone.code
    if (hold && !isAbout) return nothing(session, { type: 'waits', code: '' })
    return nothing({ ...session, state: gone.state, hold: null }, partLetGo(gone.code))
  })

/** The row that this very undo has taken back already: delivered twice, it is one. */
function takenBack(store: StoreContext, session: WorkSession, id: string): WorkRow | undefined {
  if (!statement(store.db, 'SELECT 1 FROM command_done WHERE id = ?').get(id)) return undefined
  return session.rows.find(({ command }) => undoneBy(store.db, command) === id)
}

/** Ends a batch. */
export const finishWork = (store: StoreContext, kind: WorkKind, act: WorkAct): WorkAnswered =>
  answering(store, kind, (session) => finish(store, session, act))

/** What is still parked keeps it open: nothing is forgotten by ending it. WRK-4 */
function finish(store: StoreContext, session: WorkSession, act: WorkAct): Outcome {
  const { kind } = session.setup
  const no = (refusal: Refusal) => nothing(session, { type: 'refused', refusal })
  if (session.parked.length > 0) return no(parkedCodes(session.parked))
  const done = flowOf(kind).finish?.(store, session, act) ?? null
  if (done && !done.ok) return no(done.error)
  return { outcome: { type: 'finished' }, session: null, saved: done?.value ?? null }
}

const parkedCodes = (parked: WorkSession['parked']): Refusal => ({
  type: 'ParkedCodes',
  box: null,
  count: parked.length,
})

export function currentWork(store: StoreContext, kind: WorkKind, restored: boolean) {
  const session = loadWork(store.db, kind)
  return session && viewOfWork(store.db, session, restored)
}

function answering(
  store: StoreContext,
  kind: WorkKind,
  work: (session: WorkSession) => Outcome,
): WorkAnswered {
  try {
    return within(store, () => answer(store, kind, work))
  } catch (error) {
    if (!(error instanceof RefusedLate)) throw error
    return within(store, () => answer(store, kind, (session) => refusedLate(session, error)))
  }
}

function answer(
  store: StoreContext,
  kind: WorkKind,
  work: (session: WorkSession) => Outcome,
): WorkAnswered {
  const before = loadWork(store.db, kind)
  // It was ended meanwhile, as by another window of this bench.
  if (!before) return { outcome: { type: 'finished' }, saved: null, session: null }
  const { outcome, session, saved } = work(before)
  if (session) saveWork(store.db, before, session)
  else dropWork(store.db, kind)
  return { outcome, saved, session: session && viewOfWork(store.db, session) }
}

/** A code that is parked stays so; any other holds the batch, as where it is refused at once. */
function refusedLate(session: WorkSession, { code, refusal }: RefusedLate): Outcome {
  const isParked = session.parked.some((one) => one.code === code)
  return isParked
    ? nothing(session, { type: 'refused', refusal })
    : holdFor(session, { code, specimen: null }, null, refusal)
}

/** One transaction; where it does not come about, nothing of it is remembered either. */
function within<T>(store: StoreContext, work: () => T extends Promise<unknown> ? never : T): T {
  try {
    return transact(store.db, () => remembering(store.db, work))
  } catch (error) {
    forgetWork(store.db)
    throw error
  }
}
