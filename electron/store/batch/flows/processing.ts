import type { BoxView } from '#shared/contract/views.ts'
import type { Needs, TubeFacts } from '#shared/domain/batch/findings.ts'
import { FRESH, type WorkRow, type WorkState } from '#shared/domain/batch/session.ts'
import type { CommandOf } from '#shared/domain/commands.ts'
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
  needs: (db, session) => (isPool(session) ? poolNeeds(db, session) : childNeeds(session)),
  take: (store, session, { tube }, act) =>
    isPool(session) ? takePart(store, session, tube, act) : takeTube(store, session, tube, act),
  command: (store, session, command) => {
    if (command === 'done') return done(store.db, session)
    const { parent, parts } = session.state
    const isChosen = parent !== null || parts.length > 0
    // What was chosen is let go of; the batch itself is ended by Done alone.
    return command === 'cancel' && isChosen ? done(store.db, session) : null
  },
  place: (store, session, { container, index }) => {
    const box = index === null ? boxView(store.db, container) : null
    return box && ok({ outcome: chosenBox(box), setup: { ...session.setup, box: container } })
  },
  undone: (session, row) => stateBefore(session, row),
  line,
  count: (_db, { rows }) => ({ done: doneRows(rows).length, of: null }),
  about: (db, { setup, state }) => ({
    kind: 'processing',
    parent: workTube(db, state.parent),
    parts: state.parts.flatMap((part) => workTube(db, part) ?? []),
    box: setup.box === null ? null : boxView(db, setup.box),
    target: nextPosition(db, setup.box),
  }),
}

const chosenBox = ({ code }: BoxView): Worked['outcome'] => ({ type: 'chosen', code, what: 'box' })

const isPool = ({ setup }: Pick<Session, 'setup'>): boolean => setup.processing.kind === 'pool'
const doneRows = (rows: readonly WorkRow[]) => rows.filter(({ state }) => state === 'done')

/** A derivative says what it is made into; times can be; a box is one that is known and has positions. PRO-6 */
function refuseSetup({ db, clock }: StoreContext, setup: Session['setup']): Refusal | null {
  if (setup.processing.kind === 'derivative' && setup.material === null)
    return { type: 'FieldMissing', field: 'material' }
  const { box } = setup
  if (box !== null && !boxView(db, box)) return { type: 'NotFound', what: 'container', id: box }
  return refuseTimes(clock.now(), setup.processing, null)
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
    const state = { ...FRESH, parent: tube.specimen }
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
  if (isFull(store.db, setup.box)) return ok(boxFull(code))
  const isLast = state.made + 1 >= setup.perParent
  const made = executeWithin(store, actor, {
    type: 'makeChild',
    id,
    via,
    processing: setup.processing,
    parent,
    take: setup.take,
    child: childOf(store, setup, record, code),
    at: nextPlace(store.db, setup.box),
    closes: isLast && setup.closeParent,
  })
  if (!made.ok) return made
  const row = rowOf(store.db, code, { parent, of: record.code }, setup.nanolitres)
  return ok({
    outcome: { type: 'row' },
    row,
    saved: made.value,
    state: isLast ? FRESH : { ...state, made: state.made + 1 },
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
  if (isFull(store.db, setup.box)) return ok(boxFull(code))
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
    at: nextPlace(store.db, setup.box),
    closes: setup.closeParent,
  })
  if (!made.ok) return made
  const of = records.map((record) => record.code).join(', ')
  const from = { parent: null, of, parts: [...state.parts] }
  const row = rowOf(store.db, code, from, held)
  return ok({ outcome: { type: 'row' }, row, saved: made.value, state: FRESH })
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
    return ok({ outcome: { type: 'chosen', code: '', what: 'parts-let-go' }, state: FRESH })
  const code = workTube(db, state.parent)?.code ?? ''
  return ok({ outcome: { type: 'chosen', code, what: 'parent-done' }, state: FRESH })
}

/**
 * After an undo the parent of what was taken back is open again, with as many children as it has left; of a
 * pool, its parts are.
 */
function stateBefore({ rows, state }: Session, row: WorkRow): WorkState {
  const { parent, parts } = madeOf(row)
  if (parts) return { ...FRESH, parts: [...parts] }
  if (!parent) return state
  const others = doneRows(rows).filter((one) => one !== row && madeOf(one).parent === parent)
  return { ...FRESH, parent, made: others.length }
}

interface MadeOf {
  readonly parent?: string | null
  readonly parts?: readonly string[]
}

const madeOf = ({ detail }: WorkRow): MadeOf => (detail ?? {}) as MadeOf

function line(db: ReadDb, { setup, state }: Session) {
  const position = nextName(db, setup.box)
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

/** The next free position of the box that children go into; null without one, or when it is full. */
function nextPosition(db: ReadDb, box: string | null): number | null {
  return box === null ? null : (boxView(db, box)?.next[0] ?? null)
}

/** A tube never goes anywhere else than where the screen says: there is no place left, so nothing is done. */
const isFull = (db: ReadDb, box: string | null): boolean =>
  box !== null && nextPosition(db, box) === null

const boxFull = (code: string): Worked => ({
  outcome: { type: 'not-here', code, what: 'box-full' },
})

const nextPlace = (db: ReadDb, box: string | null) => {
  const index = nextPosition(db, box)
  return box === null || index === null ? null : { container: box, index }
}

function nextName(db: ReadDb, box: string | null): string | null {
  const view = box === null ? null : boxView(db, box)
  const index = view?.next[0]
  return index === undefined ? null : (view?.positions[index]?.name ?? null)
}
