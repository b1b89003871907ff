import type { IntakeAnswer, IntakeOutcome, IntakeView } from '#shared/contract/intake.ts'
import { nextStep } from '#shared/domain/intake/next.ts'
import type { IntakeSession, IntakeSessionRow } from '#shared/domain/intake/session.ts'
import type { Refusal } from '#shared/domain/refusals.ts'
import type { Material, TubeType } from '#shared/domain/words.ts'
import { assert } from '#shared/lib/assert.ts'
import { err, ok, type Result } from '#shared/lib/result.ts'
import type { StoreContext } from '../context.ts'
import type { Saved } from '../execute.ts'
import { remembering } from '../heads.ts'
import { type ReadDb, transact, type WriteDb } from '../open.ts'
import { boxView } from '../queries/boxes.ts'
import { placeView } from '../queries/places.ts'
import { resolve } from '../queries/resolve.ts'
import { createWorld } from '../world.ts'
import { carryOut, intakeScan, moveHere, type Outcome, type ScanAct, undo } from './scan.ts'
import { drop, forget, isFree, load, nextTargets, save, viewOf } from './session.ts'

export interface IntakeStart {
  readonly box: string
  readonly study: string
  readonly material: Material
  readonly tubeType: TubeType
  readonly collectedAt: number | null
}

export interface Answered extends IntakeAnswer {
  readonly saved: Saved | null
}

/**
 * Opens a batch into a box. A batch that is still open into the same box goes on; one into another box is
 * left, unless codes are still parked in it. INT-10
 */
export function startIntake(
  store: StoreContext,
  given: IntakeStart,
  restored = false,
): Result<IntakeView, Refusal> {
  const { db } = store
  return remembered(db, () => {
    const box = boxView(db, given.box)
    if (!box) return err({ type: 'NotFound', what: 'container', id: given.box })
    if (!createWorld(db).study(given.study))
      return err({ type: 'NotFound', what: 'study', id: given.study })
    if (box.holds.length > 0 && !box.holds.includes(given.material))
      return err({
        type: 'WrongKind',
        code: box.code,
        material: given.material,
        holds: [...box.holds],
        container: box.code,
      })
    const open = load(db)
    const goesOn = open?.box === given.box
    if (open && !goesOn && open.parked.length > 0)
      return err({ type: 'ParkedCodes', box: nameOfBox(db, open.box), count: open.parked.length })
    const fresh = { from: null, rows: [], parked: [], hold: null }
    const session: IntakeSession = { ...(goesOn ? open : fresh), ...given, paused: false }
    save(db, session)
    return ok(viewOf(db, session, restored && goesOn))
  })
}

const nameOfBox = (db: ReadDb, id: string): string => placeView(db, { container: id, index: 0 }).box

/** Takes one code: decides, writes and remembers the session in one flushed transaction. INT-8 */
export function scanInto(store: StoreContext, text: string, act: ScanAct): Answered {
  return within(store, (session) => {
    const again = session.rows.find(({ command }) => command === act.id)
    if (again) return repeated(store, session, again)
    const next = nextTargets(store.db, session)
    const scan = intakeScan(store, session, resolve(store.db, text, session.box))
    const target = next[0] ?? null
    const shown = act.shown ?? target
    const step = nextStep(session, target, scan, shown, isFree(store.db, session, shown))
    return carryOut(store, session, step, act)
  })
}

/** The same scan delivered twice is one scan: what came of it is said again. */
function repeated(store: StoreContext, session: IntakeSession, row: IntakeSessionRow): Outcome {
  const { code, index, state: type } = row
  const { position } = placeView(store.db, { container: session.box, index })
  return { outcome: { type, code, index, position }, session, saved: null }
}

/** A person chose another target in the box map. */
export function retarget(store: StoreContext, index: number, act: ScanAct): Answered {
  return within(store, (session) => {
    const scan = {
      kind: 'position',
      container: session.box,
      index,
      isFree: isFree(store.db, session, index),
    } as const
    return carryOut(store, session, nextStep(session, index, scan), act)
  })
}

export function release(store: StoreContext, way: 'aside' | 'move-here', act: ScanAct): Answered {
  return within(store, (session) => {
    const { hold } = session
    if (way === 'move-here' && hold?.mayMove)
      return moveHere(store, session, hold.code, hold.index, act)
    return { outcome: { type: 'released' }, session: { ...session, hold: null }, saved: null }
  })
}

export const undoInto = (store: StoreContext, act: ScanAct): Answered =>
  within(store, (session) => undo(store, session, act))

/** Says what a parked code is: a tube of this batch, stored where it was parked, or nothing to store. INT-5 */
export function resolveParked(
  store: StoreContext,
  code: string,
  as: 'tube' | 'aside',
  act: ScanAct,
): Answered {
  return within(store, (session) => {
    const parked = session.parked.find((p) => p.code === code)
    const rest = { ...session, parked: session.parked.filter((p) => p !== parked) }
    if (!parked || as === 'aside')
      return { outcome: { type: 'resolved', code }, session: rest, saved: null }
    const step = { do: 'take-in', code, index: parked.index } as const
    const done = carryOut(store, { ...rest, hold: null }, step, act)
    const after = done.outcome.type === 'held' ? session : done.session
    return { ...done, session: { ...after, hold: session.hold ?? done.session.hold } }
  })
}

export const pause = (store: StoreContext, paused: boolean): Answered =>
  within(store, (session) => {
    const outcome: IntakeOutcome = { type: paused ? 'paused' : 'released' }
    return { outcome, session: { ...session, paused }, saved: null }
  })

export function finish(store: StoreContext): void {
  transact(store.db, () => drop(store.db))
}

export function currentIntake(store: StoreContext, restored: boolean): IntakeView | null {
  const session = load(store.db)
  return session && viewOf(store.db, session, restored)
}

function within(store: StoreContext, work: (session: IntakeSession) => Outcome): Answered {
  return remembered(store.db, () => {
    const session = load(store.db)
    assert(session, 'an intake that is open')
    const { outcome, session: after, saved } = work(session)
    save(store.db, after)
    return { outcome, saved, session: viewOf(store.db, after) }
  })
}

/** One transaction; where it does not come about, nothing of it is remembered either. */
function remembered<T>(db: WriteDb, work: () => T extends Promise<unknown> ? never : T): T {
  try {
    return transact(db, () => remembering(db, work))
  } catch (error) {
    forget(db)
    throw error
  }
}
