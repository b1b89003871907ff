import type { IntakeOutcome } from '#shared/contract/intake.ts'
import type { Identity } from '#shared/contract/views.ts'
import type { Command, CommandOf, Via } from '#shared/domain/commands.ts'
import type { IntakeScan, IntakeStep, StoredThough } from '#shared/domain/intake/next.ts'
import type { IntakeSession, IntakeSessionRow } from '#shared/domain/intake/session.ts'
import type { Refusal } from '#shared/domain/refusals.ts'
import { inUse } from '#shared/domain/specimen/rules.ts'
import { never } from '#shared/lib/assert.ts'
import type { Result } from '#shared/lib/result.ts'
import { COMMAND_PREFIX } from '#shared/scan/command-codes.ts'
import { factsOf } from '../batch/tube.ts'
import type { StoreContext } from '../context.ts'
import { executeWithin, type Saved } from '../execute.ts'
import type { ReadDb } from '../open.ts'
import { studies } from '../queries/people.ts'
import { container, placeView } from '../queries/places.ts'
import { resolve } from '../queries/resolve.ts'
import { statement } from '../sql.ts'
import { createWorld } from '../world.ts'
import { boxAndTargets, holdView, isFree, undoable, undoneBy } from './session.ts'

/** One scan on its way: who did it, with what, under which id. */
export interface ScanAct {
  readonly id: string
  readonly via: Via
  readonly actor: string
  /** The target that the screen showed when the code was read, where it showed one. */
  readonly shown?: number | null
}

export interface Outcome {
  readonly outcome: IntakeOutcome
  readonly session: IntakeSession
  readonly saved: Saved | null
}

/** What a code is to this intake. */
export function intakeScan(store: StoreContext, session: IntakeSession, it: Identity): IntakeScan {
  const { db } = store
  switch (it.kind) {
    case 'command':
      return it
    case 'position': {
      const { container, index } = it.place.at
      return { kind: 'position', container, index, isFree: isFree(db, session, index) }
    }
    case 'container':
      return hasPositions(db, it.container)
        ? { kind: 'box', container: it.container }
        : { kind: 'other', code: it.code, what: it.containerKind }
    case 'person':
      return { kind: 'other', code: it.name, what: 'badge' }
    case 'unknown':
      // WRK-12
      return it.code.startsWith(COMMAND_PREFIX)
        ? { kind: 'other', code: it.code, what: 'command' }
        : tubeScan(db, session, it)
    case 'duplicate':
    case 'specimen':
      return tubeScan(db, session, it)
    default:
      return never(it)
  }
}

function tubeScan(
  db: ReadDb,
  session: IntakeSession,
  it: Extract<Identity, { kind: 'unknown' | 'duplicate' | 'specimen' }>,
): IntakeScan {
  const tube = factsOf(db, { study: session.study, inBatch: false }, it)
  const claims = it.kind === 'specimen' ? createWorld(db).tube(it.specimen) : []
  return { kind: 'tube', tube, claims }
}

function hasPositions(db: ReadDb, box: string): boolean {
  const row = container(db, box)
  return row?.kind === 'box' && row.layout !== null
}

/** Carries out a step and says what came of it. Runs inside the transaction of the scan. */
export function carryOut(
  store: StoreContext,
  session: IntakeSession,
  step: IntakeStep,
  act: ScanAct,
): Outcome {
  const nothing = (outcome: IntakeOutcome): Outcome => ({ outcome, session, saved: null })
  const name = (index: number) => placeView(store.db, { container: session.box, index }).position
  switch (step.do) {
    case 'take-in':
      return write(store, session, takeIn(store, session, step, act), step, 'stored', act)
    case 'store':
      return write(store, session, place('store', session, step, act), step, 'stored', act)
    case 'return':
      return write(store, session, place('returnTube', session, step, act), step, 'returned', act)
    case 'park':
      return park(store, session, step)
    case 'hold':
      return hold(store, session, step)
    case 'duplicate':
      return nothing({ type: 'duplicate', ...at(step, name) })
    case 'taken':
      return nothing({ type: 'refused', refusal: takenRefusal(store, session, step.index) })
    case 'overtaken':
      return holdFor(store, session, step, takenRefusal(store, session, step.index))
    case 'retarget':
      return {
        ...nothing({ type: 'retargeted', index: step.index, position: name(step.index) }),
        session: { ...session, from: step.index },
      }
    case 'change-box':
      return changeBox(store, session, step.container)
    case 'undo':
      return undo(store, session, act)
    case 'release':
      return { ...nothing({ type: 'released' }), session: { ...session, hold: null } }
    case 'paused':
      return nothing({ type: 'paused' })
    case 'waits':
    case 'full':
      return nothing({ type: step.do, code: step.code })
    case 'not-here':
      return nothing({ type: 'not-here', code: step.code, kind: step.what })
    default:
      return never(step)
  }
}

/** What puts a tube into the box. */
type Placing = CommandOf<'takeIn' | 'store' | 'move' | 'returnTube'>

const at = (step: { code: string; index: number }, name: (index: number) => string) => ({
  code: step.code,
  index: step.index,
  position: name(step.index),
})

function takeIn(
  store: StoreContext,
  session: IntakeSession,
  step: { code: string; index: number },
  { id, via }: ScanAct,
): Placing {
  const { study, material, tubeType, collectedAt, box } = session
  return {
    type: 'takeIn',
    id,
    via,
    specimen: store.newId(),
    code: step.code,
    study,
    material,
    tubeType,
    collectedAt,
    donor: null,
    // Nobody said whether it comes from the donor or was made from another specimen.
    origin: 'unknown',
    parent: null,
    nanolitres: null,
    at: { container: box, index: step.index },
  }
}

const place = (
  type: 'store' | 'move' | 'returnTube',
  session: IntakeSession,
  step: { specimen: string; index: number },
  { id, via }: ScanAct,
): Placing => ({
  type,
  id,
  via,
  specimen: step.specimen,
  at: { container: session.box, index: step.index },
})

/** Moves the tube that the batch holds at to the target after all, as a person chose. */
export function moveHere(
  store: StoreContext,
  session: IntakeSession,
  code: string,
  index: number,
  act: ScanAct,
): Outcome {
  const specimen = inUse(createWorld(store.db), code)[0]!.id
  const { hold } = session
  const free = { ...session, hold: null }
  // A tube that somebody has out comes back to another position.
  const isOut = createWorld(store.db).tube(specimen).at(-1)?.state === 'out'
  const way = isOut && hold?.refusal.type === 'AlreadyOut' ? 'returnTube' : 'move'
  const command = place(way, session, { specimen, index }, act)
  return write(store, free, command, { code, index }, 'moved', act)
}

function write(
  store: StoreContext,
  session: IntakeSession,
  command: Placing,
  step: { code: string; index: number; though?: StoredThough },
  state: 'stored' | 'returned' | 'moved',
  act: ScanAct,
): Outcome {
  const done = executeWithin(store, act.actor, command)
  if (!done.ok) return holdFor(store, session, step, done.error)
  const { position } = placeView(store.db, { container: session.box, index: step.index })
  return {
    outcome: {
      ...{ type: state, code: step.code, index: step.index, position },
      ...(step.though && { though: step.though }),
    },
    session: { ...session, rows: [rowOf(store, command, step, state), ...session.rows] },
    saved: done.value,
  }
}

function rowOf(
  store: StoreContext,
  command: Placing,
  step: { code: string; index: number },
  state: 'stored' | 'returned' | 'moved',
): IntakeSessionRow {
  const world = createWorld(store.db)
  // A code that was free again takes up its specimen, whatever identifier the command proposed.
  const specimen = command.type === 'takeIn' ? world.code(step.code)[0]!.id : command.specimen
  return {
    command: command.id,
    code: step.code,
    index: step.index,
    specimen,
    material: world.specimen(specimen)!.material,
    at: store.clock.now(),
    state,
  }
}

function park(
  store: StoreContext,
  session: IntakeSession,
  step: { code: string; index: number },
): Outcome {
  const { position } = placeView(store.db, { container: session.box, index: step.index })
  const { code, index } = step
  const parked = [...session.parked, { code, index, at: store.clock.now() }]
  return {
    outcome: { type: 'parked', code: step.code, index: step.index, position },
    session: { ...session, parked },
    saved: null,
  }
}

function hold(
  store: StoreContext,
  session: IntakeSession,
  step: Extract<IntakeStep, { do: 'hold' }>,
): Outcome {
  return holdFor(store, session, step, holdRefusal(store, session, step))
}

function holdRefusal(
  { db }: StoreContext,
  { study }: IntakeSession,
  { code, specimen, why }: Extract<IntakeStep, { do: 'hold' }>,
): Refusal {
  const world = createWorld(db)
  const claim = specimen === null ? undefined : world.tube(specimen).findLast(({ at }) => at)
  if (why === 'foreign' || why === 'formerly') return otherCode(db, code)
  if (why === 'check-digit') return { type: 'CheckDigit', code }
  if (why === 'wrong-study') return wrongStudy(db, study, code)
  if (why === 'out-elsewhere') {
    const by = claim?.holder ? (world.person(claim.holder)?.name ?? null) : null
    return { type: 'AlreadyOut', code, by }
  }
  if (why !== 'stored-elsewhere' || !specimen || !claim?.at) return { type: 'Disputed', code }
  const { box, position } = placeView(db, claim.at)
  return { type: 'AlreadyStored', code, specimen, at: claim.at, name: `${box}/${position}` }
}

/** WRK-13, WRK-14: another label of a tube that is known here, or a code that somebody else gave out. */
function otherCode(db: ReadDb, code: string): Refusal {
  const it = resolve(db, code, null)
  if (it.kind === 'specimen' && it.label !== undefined)
    return { type: 'OtherLabel', code, label: it.label, issuer: it.issuer ?? null }
  const issuer = it.kind === 'unknown' ? it.issuer : null
  return issuer === null ? { type: 'Disputed', code } : { type: 'ForeignCode', code, issuer }
}

/** A free code that looks like those of another study. */
function wrongStudy(db: ReadDb, wanted: string, code: string): Refusal {
  const it = resolve(db, code, null)
  const looksLike = it.kind === 'unknown' ? it.studies[0] : undefined
  const all = studies(db)
  const name = (id: string | undefined) => all.find(({ study }) => study === id)?.code ?? '?'
  return { type: 'WrongStudy', code, study: name(looksLike), wanted: name(wanted) }
}

/** Nothing was written; the batch stands still until a person has handled it. INT-2 */
function holdFor(
  store: StoreContext,
  session: IntakeSession,
  { code, index }: { code: string; index: number },
  refusal: Refusal,
): Outcome {
  const named = inUse(createWorld(store.db), code)
  const mayMove = named.length === 1 && MOVABLE.has(refusal.type)
  const held = { ...session, hold: { code, index, refusal, mayMove } }
  return {
    outcome: { type: 'held', hold: holdView(store.db, held, held.hold) },
    session: held,
    saved: null,
  }
}

const MOVABLE: ReadonlySet<Refusal['type']> = new Set(['AlreadyStored', 'AlreadyOut', 'Disputed'])

function takenRefusal(store: StoreContext, session: IntakeSession, index: number): Refusal {
  const here = { container: session.box, index }
  const by = createWorld(store.db).occupants(here)[0]?.specimen
  const code = by ? createWorld(store.db).specimen(by)?.code : undefined
  const parked = session.parked.find((p) => p.index === index)?.code
  const { position, box } = placeView(store.db, here)
  if (!by && parked === undefined) return { type: 'NotAPosition', at: here, container: box }
  return { type: 'PlaceTaken', at: here, name: position, by: code ?? parked ?? '?' }
}

function changeBox(store: StoreContext, session: IntakeSession, box: string): Outcome {
  const { code, holds } = boxAndTargets(store.db, { ...session, box, parked: [], from: null }).box
  // The label of the box that is open already: nothing of the batch is put away for it.
  if (box === session.box)
    return { outcome: { type: 'box-changed', box: code }, session, saved: null }
  if (session.parked.length > 0)
    return { outcome: { type: 'not-here', code, kind: 'box-with-parked' }, session, saved: null }
  if (holds.length > 0 && !holds.includes(session.material)) {
    const { material } = session
    const refusal: Refusal = {
      type: 'WrongKind',
      code,
      material,
      holds: [...holds],
      container: code,
    }
    return { outcome: { type: 'refused', refusal }, session, saved: null }
  }
  const changed: IntakeSession = { ...session, box, rows: [], parked: [], from: null }
  return { outcome: { type: 'box-changed', box: code }, session: changed, saved: null }
}

/** Takes the newest act of this batch back; its position is the next target. INT-7 */
export function undo(store: StoreContext, session: IntakeSession, act: ScanAct): Outcome {
  const last = takenBack(store.db, session, act.id) ?? undoable(store.db, session)
  if (!last) return refused(session, { type: 'NothingToUndo' })
  const command: Command = { type: 'undo', id: act.id, via: act.via, command: last.command }
  const done: Result<Saved, Refusal> = executeWithin(store, act.actor, command)
  if (!done.ok) return refused(session, done.error)
  const rows = session.rows.map((row) =>
    row === last ? { ...row, state: 'undone' as const } : row,
  )
  const { position } = placeView(store.db, { container: session.box, index: last.index })
  return {
    outcome: { type: 'undone', code: last.code, position },
    session: { ...session, rows, from: last.index },
    saved: done.value,
  }
}

/** The row that this very undo has taken back already: delivered twice, it is one. */
function takenBack(db: ReadDb, session: IntakeSession, id: string): IntakeSessionRow | undefined {
  if (!statement(db, 'SELECT 1 FROM command_done WHERE id = ?').get(id)) return undefined
  return session.rows.find(({ command }) => undoneBy(db, command) === id)
}

const refused = (session: IntakeSession, refusal: Refusal): Outcome => ({
  outcome: { type: 'refused', refusal },
  session,
  saved: null,
})
