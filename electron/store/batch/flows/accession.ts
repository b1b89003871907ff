import type { VisitView } from '#shared/contract/studies.ts'
import type { WorkLine } from '#shared/contract/work.ts'
import type { TubeFacts } from '#shared/domain/batch/findings.ts'
import type { WorkRow } from '#shared/domain/batch/session.ts'
import type { Refusal } from '#shared/domain/refusals.ts'
import { assert } from '#shared/lib/assert.ts'
import { err, ok, type Result } from '#shared/lib/result.ts'
import type { StoreContext } from '../../context.ts'
import { askedOf, describeWithin } from '../../donor-keys/describe.ts'
import { executeWithin, type Saved } from '../../execute.ts'
import type { ReadDb } from '../../open.ts'
import { studies } from '../../queries/people.ts'
import { visitOf } from '../../queries/studies-visits.ts'
import { createWorld } from '../../world.ts'
import { type Flow, RefusedLate, type SessionOf, type WorkAct, type Worked } from '../flow.ts'

type Session = SessionOf<'accession'>
type Setup = Session['setup']
type PlannedTube = VisitView['tubes'][number]

/** Tubes are registered over and over with what was said once for all of them: one scan a tube. ACC-1 */
export const accession: Flow<'accession'> = {
  kind: 'accession',
  begin,
  needs: (_db, { setup }) => ({ wants: 'new', study: setup.study, materials: [], replies: {} }),
  take: (store, { setup }, { tube }, act) => register(store, setup, tube, act),
  command(store, { setup, rows }, command) {
    if (command === 'next') return skip(store.db, setup)
    if (command === 'print') return lastOf(rows)
    const ends = command === 'done' || command === 'cancel'
    return ends ? ok({ outcome: { type: 'finished' }, isOver: true }) : null
  },
  setupUndone: (db, { setup }, row) => setupBefore(db, setup, row),
  line: (db, { setup }) => line(db, setup),
  count: (db, { setup, rows }) => {
    const visit = visitIn(db, setup)
    return visit
      ? { done: visit.there, of: visit.planned }
      : { done: rows.filter(({ state }) => state === 'done').length, of: null }
  },
  about(db, { setup }) {
    const study = studies(db).find((one) => one.study === setup.study)
    assert(study, 'a batch of a study that is known')
    return { kind: 'accession', study, planned: visitIn(db, setup)?.tubes.map(plannedLine) ?? [] }
  },
}

const plannedLine = ({ key, label, material, count, specimens }: PlannedTube) => ({
  key,
  label,
  material,
  count,
  there: specimens.length,
})

const visitIn = (db: ReadDb, { study, visit }: Setup): VisitView | null =>
  visit === null ? null : visitOf(db, study, visit)

/** ACC-2: of a visit, its donor and time hold, and the first planned kind that is not yet all there comes first. */
function begin({ db }: StoreContext, setup: Setup): Result<Setup, Refusal> {
  const { study, visit } = setup
  if (!createWorld(db).study(study)) return err({ type: 'NotFound', what: 'study', id: study })
  if (visit === null) return ok({ ...setup, planned: null })
  const view = visitIn(db, setup)
  if (!view) return err({ type: 'NotFound', what: 'protocol', id: visit })
  const donor = view.donor ?? setup.donor
  const collectedAt = setup.collectedAt ?? view.visitedAt
  const chosen = view.tubes.find((tube) => tube.key === setup.planned && lacks(tube))
  return ok(planning({ ...setup, donor, collectedAt }, chosen ?? view.tubes.find(lacks)))
}

const lacks = ({ count, specimens }: PlannedTube): boolean => specimens.length < count

/** The tubes to come are of this planned kind; of none where all are there. */
const planning = (setup: Setup, tube: PlannedTube | undefined): Setup =>
  tube
    ? {
        ...setup,
        planned: tube.key,
        material: tube.material,
        tubeType: tube.tubeType,
        nanolitres: tube.nanolitres,
      }
    : { ...setup, planned: null }

/** ACC-3: the tube and what its study's fields say of it are one act, or nothing is written. */
function register(
  store: StoreContext,
  setup: Setup,
  { code }: TubeFacts,
  act: WorkAct,
): Result<Worked, Refusal> {
  if (setup.visit !== null && setup.planned === null)
    return ok({ outcome: { type: 'not-here', code, what: 'visit-full' } })
  // ACC-6: another bench may have registered them meanwhile; the tube in the hand is recorded all the same.
  const before = visitIn(store.db, setup)?.tubes.find(({ key }) => key === setup.planned)
  const over = before && !lacks(before) ? overOf(before) : undefined
  const asked = askedOf(store.db, setup.study, act.values ?? {})
  if (!asked.ok) return asked
  const { id, via, actor } = act
  const done = executeWithin(store, actor, commandOf(store, setup, code, { id, via }))
  if (!done.ok) return done
  // A code that was free again takes up its specimen, whatever identifier was proposed.
  const specimen = createWorld(store.db).code(code)[0]?.id
  assert(specimen, 'a code that was just bound')
  const saved = described(store, done.value, { specimen, code }, { ...act, values: asked.value })
  const { planned, material, nanolitres } = setup
  const detail = {
    material,
    nanolitres,
    ...(planned !== null && { planned }),
    ...(over && { over }),
  }
  const row = { code, specimen, what: 'registered', detail }
  return ok({ outcome: { type: 'row' }, row, saved, setup: advanced(store.db, setup) })
}

const overOf = ({ label, count, specimens }: PlannedTube) => ({
  label,
  n: specimens.length + 1,
  of: count,
})

const commandOf = (
  store: StoreContext,
  setup: Setup,
  code: string,
  asked: Pick<WorkAct, 'id' | 'via'>,
) => {
  const { study, material, tubeType, collectedAt, donor, nanolitres, visit, planned } = setup
  return {
    type: 'accession',
    ...asked,
    specimen: store.newId(),
    ...{ code, study, material, tubeType, collectedAt, donor, nanolitres },
    // What is collected at a visit comes from the donor; of other tubes nobody has said so.
    origin: visit === null ? 'unknown' : 'primary',
    parent: null,
    ...(visit !== null && { visit }),
    ...(planned !== null && { planned }),
  } as const
}

function described(
  store: StoreContext,
  saved: Saved,
  { specimen, code }: { readonly specimen: string; readonly code: string },
  { via, actor, values = {} }: WorkAct,
): Saved {
  if (Object.keys(values).length === 0) return saved
  const said = describeWithin(store, { id: store.newId(), via, actor }, { specimen, values })
  if (!said.ok) throw new RefusedLate(code, said.error)
  const { position, touched } = said.value
  return { position, touched: [...new Set([...saved.touched, ...touched])] }
}

/** ACC-4: where the kind is all there, the next one that lacks tubes comes by itself. */
function advanced(db: ReadDb, setup: Setup): Setup {
  const tubes = visitIn(db, setup)?.tubes ?? []
  const now = tubes.find(({ key }) => key === setup.planned)
  return now && !lacks(now) ? planning(setup, following(tubes, setup.planned)) : setup
}

/** The next kind in the order of the plan that lacks tubes, from the beginning again after its end. */
function following(tubes: readonly PlannedTube[], key: string | null): PlannedTube | undefined {
  const i = tubes.findIndex((tube) => tube.key === key)
  return [...tubes.slice(i + 1), ...tubes.slice(0, i + 1)].find(lacks)
}

/** ACC-5: Next leaves what is missing of a kind for later. */
function skip(db: ReadDb, setup: Setup): Result<Worked, Refusal> | null {
  const next = following(visitIn(db, setup)?.tubes ?? [], setup.planned)
  if (!next || next.key === setup.planned) return null
  return ok({
    outcome: { type: 'chosen', code: next.label, what: 'planned' },
    setup: planning(setup, next),
  })
}

/** The tube whose label is asked for: the newest. The screen prints it, in its own words. */
function lastOf(rows: readonly WorkRow[]): Result<Worked, Refusal> | null {
  const last = rows.find(({ state }) => state === 'done')
  return last ? ok({ outcome: { type: 'chosen', code: last.code, what: 'print' } }) : null
}

/** After an undo a tube of the kind that was taken back comes next. */
function setupBefore(db: ReadDb, setup: Setup, { detail }: WorkRow): Setup {
  const { planned } = detail as { readonly planned?: string }
  const tube = visitIn(db, setup)?.tubes.find(({ key }) => key === planned)
  return tube ? planning(setup, tube) : setup
}

function line(db: ReadDb, setup: Setup): WorkLine {
  const plain = { n: null, of: null, code: null, position: null }
  if (setup.visit === null) return { wants: 'new-tube', ...plain }
  const tube = visitIn(db, setup)?.tubes.find(({ key }) => key === setup.planned)
  if (!tube) return { wants: 'nothing', ...plain }
  const { label, count, specimens } = tube
  return { wants: 'new-tube', ...plain, n: specimens.length + 1, of: count, label }
}
