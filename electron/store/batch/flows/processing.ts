import type { BoxView } from '#shared/contract/views.ts'
import type { WorkView } from '#shared/contract/work.ts'
import type { Needs, TubeFacts } from '#shared/domain/batch/findings.ts'
import { FRESH, type WorkRow, type WorkState } from '#shared/domain/batch/session.ts'
import type { CommandOf } from '#shared/domain/commands.ts'
import { nextFree } from '#shared/domain/position/fill.ts'
import { refuseTimes } from '#shared/domain/processing/rules.ts'
import type { Refusal } from '#shared/domain/refusals.ts'
import { err, ok, type Result } from '#shared/lib/result.ts'
import type { StoreContext } from '../../context.ts'
import { executeWithin } from '../../execute.ts'
import type { ReadDb } from '../../open.ts'
import { boxView } from '../../queries/boxes.ts'
import { createWorld } from '../../world.ts'
import type { Flow, SessionOf, WorkAct, Worked } from '../flow.ts'
import { workTube } from '../tube-view.ts'

type Session = SessionOf<'processing'>

/**
 * Aliquots and derivatives: a parent, then each of its tubes, then the next parent. Pools: the parts, then the
 * tube that they go into. Each tube is registered, and its parent has given for it, with its own scan.
 */
export const processing: Flow<'processing'> = {
  kind: 'processing',
  begin: (store, setup) => {
    const no = refuseSetup(store, setup)
    return no ? err(no) : ok(setup)
  },
  needs: (db, session) => ({
    ...(isPool(session) ? poolNeeds(db, session) : childNeeds(session)),
    doneEndsHold: endsOf(db, session) !== null,
  }),
  take: (store, session, { tube }, act) =>
    isPool(session) ? takePart(store, session, tube, act) : takeTube(store, session, tube, act),
  command: (store, session, command) => {
    if (command === 'done') return endPart(store.db, session) ?? done(store.db, session)
    const { parent, parts } = session.state
    const isChosen = parent !== null || parts.length > 0
    // What was chosen is let go of; the batch itself is ended by Done alone.
    return command === 'cancel' && isChosen ? done(store.db, session) : null
  },
  place: (store, session, place) => choosePlace(store.db, session, place),
  ends: endsOf,
  letGo,
  undone: (session, row) => stateBefore(session, row),
  line,
  count: (_db, { rows }) => ({ done: doneRows(rows).length, of: null }),
  about: (db, { setup, state }) => ({
    kind: 'processing',
    parent: workTube(db, state.parent),
    parts: state.parts.flatMap((part) => workTube(db, part) ?? []),
    box: setup.box === null ? null : boxView(db, setup.box),
    target: nextPosition(db, { setup, state }),
  }),
}

const isPool = ({ setup }: Pick<Session, 'setup'>): boolean => setup.processing.kind === 'pool'
/** Nothing is chosen; where the tubes go stays as it was said. */
const fresh = ({ from }: WorkState): WorkState => (from === undefined ? FRESH : { ...FRESH, from })
const doneRows = (rows: readonly WorkRow[]) => rows.filter(({ state }) => state === 'done')

/** A derivative says what it is made into; times can be; a box is one that is known and has positions. PRO-6 */
function refuseSetup({ db, clock }: StoreContext, setup: Session['setup']): Refusal | null {
  if (setup.processing.kind === 'derivative' && setup.material === null)
    return { type: 'FieldMissing', field: 'material' }
  const { box } = setup
  if (box !== null && !boxView(db, box)) return { type: 'NotFound', what: 'container', id: box }
  return refuseTimes(clock.now(), setup.processing, null)
}

/** PRO-9: a box is filled from its first free position on, or from one that was scanned. */
function choosePlace(
  db: ReadDb,
  { setup, state }: Session,
  { container, index }: { readonly container: string; readonly index: number | null },
): Result<Worked, Refusal> | null {
  const box = boxView(db, container)
  if (!box) return null
  const { from: _, ...rest } = state
  const into = { ...setup, box: container }
  if (index === null)
    return ok({
      outcome: { type: 'chosen', code: box.code, what: 'box' },
      setup: into,
      state: rest,
    })
  const at = box.positions[index]
  if (!at) return null
  const code = container === setup.box ? at.name : `${box.code}/${at.name}`
  if (at.state !== 'empty') return ok({ outcome: { type: 'not-here', code, what: 'taken' } })
  const outcome = { type: 'chosen', code, what: 'position' } as const
  return ok({ outcome, setup: into, state: { ...rest, from: { container, index } } })
}

/** While children of a parent are still wanted, another known tube is a slip of the hand: it holds. */
function childNeeds({ state }: Session): Needs {
  const any = { study: null, materials: [] }
  if (state.parent === null) return { ...any, wants: 'known', replies: {} }
  const another = state.made === 0 ? 'take' : 'hold'
  return { ...any, wants: 'either', replies: { fine: another, out: another } }
}

/** Parts are of one study and one material; the tube that they go into is a new one. */
function poolNeeds(db: ReadDb, { state }: Session): Needs {
  const [first] = state.parts
  const record = first === undefined ? null : createWorld(db).specimen(first)
  return {
    wants: state.parts.length < 2 ? 'known' : 'either',
    study: record?.study ?? null,
    materials: record ? [record.material] : [],
    replies: {},
  }
}

function takeTube(
  store: StoreContext,
  session: Session,
  tube: TubeFacts,
  act: WorkAct,
): Result<Worked, Refusal> {
  const { parent } = session.state
  if (tube.specimen !== null || parent === null) {
    const state = { ...fresh(session.state), parent: tube.specimen }
    return ok({ outcome: { type: 'chosen', code: tube.code, what: 'parent' }, state })
  }
  return makeChild(store, session, { parent, code: tube.code }, act)
}

function makeChild(
  store: StoreContext,
  { setup, state }: Session,
  { parent, code }: { parent: string; code: string },
  { id, via, actor }: WorkAct,
): Result<Worked, Refusal> {
  const record = createWorld(store.db).specimen(parent)
  if (!record) return err({ type: 'NotFound', what: 'specimen', id: parent })
  if (isFull(store.db, { setup, state })) return ok(boxFull(code))
  const isLast = state.made + 1 >= setup.perParent
  const made = executeWithin(store, actor, {
    type: 'makeChild',
    id,
    via,
    processing: setup.processing,
    parent,
    take: setup.take,
    child: childOf(store, setup, record, code),
    at: nextPlace(store.db, { setup, state }),
    closes: isLast && setup.closeParent,
  })
  if (!made.ok) return made
  const row = rowOf(store.db, code, { parent, of: record.code }, setup.nanolitres)
  return ok({
    outcome: { type: 'row' },
    row,
    saved: made.value,
    state: isLast ? fresh(state) : { ...state, made: state.made + 1 },
  })
}

type Child = CommandOf<'makeChild'>['child']

/** A specimen to be made of another, as the batch says. */
export function childOf(
  store: StoreContext,
  setup: Session['setup'],
  like: Pick<Child, 'study' | 'material' | 'collectedAt'>,
  code: string,
): Child {
  const material = setup.material ?? like.material
  const isPooled = setup.processing.kind === 'pool'
  return {
    specimen: store.newId(),
    code,
    study: like.study,
    material,
    tubeType: setup.tubeType,
    collectedAt: like.collectedAt,
    // Whose it is follows from what it was made from. DON-3
    donor: null,
    origin: isPooled ? 'pool' : material === like.material ? 'aliquot' : 'derivative',
    nanolitres: setup.nanolitres,
  }
}

function rowOf(
  db: ReadDb,
  code: string,
  from: { readonly parent: string | null; readonly of: string; readonly parts?: string[] },
  nanolitres: number | null,
): NonNullable<Worked['row']> {
  const world = createWorld(db)
  const specimen = world.code(code)[0]?.id ?? null
  const record = specimen === null ? null : world.specimen(specimen)
  const at = specimen === null ? null : world.tube(specimen).at(-1)?.at
  const position = at ? (boxView(db, at.container)?.positions[at.index]?.name ?? null) : null
  return {
    code,
    specimen,
    what: 'child',
    detail: {
      ...from,
      nanolitres,
      ...(record && { material: record.material }),
      ...(position !== null && { position }),
    },
  }
}

function takePart(
  store: StoreContext,
  session: Session,
  tube: TubeFacts,
  act: WorkAct,
): Result<Worked, Refusal> {
  const { parts } = session.state
  const { specimen, code } = tube
  if (specimen === null) return makePool(store, session, code, act)
  if (parts.includes(specimen))
    return ok({ outcome: { type: 'warned', code, finding: 'duplicate' } })
  return ok({
    outcome: { type: 'chosen', code, what: 'part' },
    state: { ...session.state, parts: [...parts, specimen] },
  })
}

function makePool(
  store: StoreContext,
  { setup, state }: Session,
  code: string,
  { id, via, actor }: WorkAct,
): Result<Worked, Refusal> {
  if (isFull(store.db, { setup, state })) return ok(boxFull(code))
  const world = createWorld(store.db)
  const records = state.parts.flatMap((part) => world.specimen(part) ?? [])
  const [first] = records
  if (!first) return err({ type: 'NotFound', what: 'specimen', id: state.parts[0] ?? '' })
  const held = setup.nanolitres ?? sumOf(setup.take, records.length)
  const pooled = { ...setup, nanolitres: held }
  const made = executeWithin(store, actor, {
    type: 'pool',
    id,
    via,
    processing: setup.processing,
    parents: state.parts.map((specimen) => ({ specimen, take: setup.take })),
    // Nothing is older than what it was made from: the youngest of the parts counts.
    child: childOf(store, pooled, { ...first, collectedAt: youngest(records) }, code),
    at: nextPlace(store.db, { setup, state }),
    closes: setup.closeParent,
  })
  if (!made.ok) return made
  const of = records.map((record) => record.code).join(', ')
  const from = { parent: null, of, parts: [...state.parts] }
  const row = rowOf(store.db, code, from, held)
  return ok({ outcome: { type: 'row' }, row, saved: made.value, state: fresh(state) })
}

/** A pool holds what its parts gave, where nobody measured it otherwise. */
const sumOf = (take: number | null, parts: number): number | null =>
  take === null ? null : take * parts

function youngest(records: readonly { readonly collectedAt: number | null }[]): number | null {
  const times = records.flatMap(({ collectedAt }) => collectedAt ?? [])
  return times.length === 0 ? null : Math.max(...times)
}

/** Done ends the parent that is open, or else the batch. */
function done(db: ReadDb, { state }: Session): Result<Worked, Refusal> {
  if (state.parent === null && state.parts.length === 0)
    return ok({ outcome: { type: 'finished' }, isOver: true })
  if (state.parent === null)
    return ok({ outcome: { type: 'chosen', code: '', what: 'parts-let-go' }, state: fresh(state) })
  const code = workTube(db, state.parent)?.code ?? ''
  return ok({ outcome: { type: 'chosen', code, what: 'parent-done' }, state: fresh(state) })
}

/** PRO-10: one part goes, by default the newest, and the pool waits for those that remain. */
function letGo(db: ReadDb, { state }: Session, specimen: string | null) {
  const gone = specimen ?? state.parts.at(-1) ?? null
  if (gone === null || !state.parts.includes(gone)) return null
  const parts = state.parts.filter((part) => part !== gone)
  return { code: workTube(db, gone)?.code ?? '', state: { ...state, parts } }
}

/** PRO-11: what a hold is about, where it gives nothing more: the parent, or one part of the pool. */
function endsOf(db: ReadDb, { state, hold }: Session): WorkView['ends'] {
  const part = partOfHold(db, state, hold)
  if (!part) return null
  return { code: part.code, what: state.parent === null ? 'part' : 'parent' }
}

function partOfHold(db: ReadDb, { parent, parts }: WorkState, hold: Session['hold']) {
  if (!hold?.refusal || !('code' in hold.refusal)) return undefined
  const { code } = hold.refusal
  return [parent, ...parts].map((one) => workTube(db, one)).find((tube) => tube?.code === code)
}

/** PRO-11: on hold for a part, Done lets go of that one alone. */
function endPart(db: ReadDb, session: Session): Result<Worked, Refusal> | null {
  const { state, hold } = session
  const part = state.parent === null ? partOfHold(db, state, hold) : undefined
  const gone = part && letGo(db, session, part.specimen)
  return gone
    ? ok({ outcome: { type: 'chosen', code: gone.code, what: 'part-let-go' }, state: gone.state })
    : null
}

/**
 * After an undo the parent of what was taken back is open again, with as many children as it has left; of a
 * pool, its parts are.
 */
function stateBefore({ rows, state }: Session, row: WorkRow): WorkState {
  const { parent, parts } = madeOf(row)
  if (parts) return { ...fresh(state), parts: [...parts] }
  if (!parent) return state
  const others = doneRows(rows).filter((one) => one !== row && madeOf(one).parent === parent)
  return { ...fresh(state), parent, made: others.length }
}

interface MadeOf {
  readonly parent?: string | null
  readonly parts?: readonly string[]
}

const madeOf = ({ detail }: WorkRow): MadeOf => (detail ?? {}) as MadeOf

function line(db: ReadDb, { setup, state }: Session) {
  const position = nextName(db, { setup, state })
  if (setup.processing.kind === 'pool') {
    const n = state.parts.length + 1
    // Only what is made goes into the box.
    return { wants: 'part', n, of: null, code: null, position: n > 2 ? position : null } as const
  }
  if (state.parent === null)
    return { wants: 'parent', n: null, of: null, code: null, position: null } as const
  const code = workTube(db, state.parent)?.code ?? null
  return { wants: 'child', n: state.made + 1, of: setup.perParent, code, position } as const
}

/** Where a batch puts what it makes, and where it is in that. */
type Filling = Pick<Session, 'setup' | 'state'>

/** The next free position of the box that children go into; null without one, or when it is full. PRO-9 */
function nextPosition(db: ReadDb, { setup, state }: Filling): number | null {
  const box = boxOf(db, setup)
  if (!box) return null
  const { layout, positions, container } = box
  const from = state.from?.container === container ? state.from.index : undefined
  return nextFree(layout, (index) => positions[index]?.state !== 'empty', 1, from)[0] ?? null
}

const boxOf = (db: ReadDb, { box }: Session['setup']): BoxView | null =>
  box === null ? null : boxView(db, box)

/** A tube never goes anywhere else than where the screen says: there is no place left, so nothing is done. */
const isFull = (db: ReadDb, filling: Filling): boolean =>
  filling.setup.box !== null && nextPosition(db, filling) === null

const boxFull = (code: string): Worked => ({
  outcome: { type: 'not-here', code, what: 'box-full' },
})

function nextPlace(db: ReadDb, filling: Filling) {
  const { box } = filling.setup
  const index = nextPosition(db, filling)
  return box === null || index === null ? null : { container: box, index }
}

function nextName(db: ReadDb, filling: Filling): string | null {
  const index = nextPosition(db, filling)
  const box = boxOf(db, filling.setup)
  return index === null ? null : (box?.positions[index]?.name ?? null)
}
