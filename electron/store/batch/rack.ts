import type { BoxView } from '#shared/contract/views.ts'
import type { RackFinding, RackParent, RackTubeView, RackView } from '#shared/contract/work.ts'
import { findingOf } from '#shared/domain/batch/findings.ts'
import type { WorkRow, WorkSession } from '#shared/domain/batch/session.ts'
import type { SetupOf } from '#shared/domain/batch/setup.ts'
import type { CommandOf } from '#shared/domain/commands.ts'
import { fillRank } from '#shared/domain/position/fill.ts'
import { readPositionName } from '#shared/domain/position/names.ts'
import { decideChildren } from '#shared/domain/processing/rules.ts'
import type { Refusal } from '#shared/domain/refusals.ts'
import { refuseForm } from '#shared/domain/study/identifiers.ts'
import { err, ok, type Result } from '#shared/lib/result.ts'
import type { RackTube } from '#shared/scan/rack/read.ts'
import type { StoreContext } from '../context.ts'
import { executeWithin, type Saved } from '../execute.ts'
import { refuseAhead } from '../labels/ahead.ts'
import type { ReadDb } from '../open.ts'
import { boxView } from '../queries/boxes.ts'
import { resolve } from '../queries/resolve.ts'
import { createWorld } from '../world.ts'
import type { WorkAct } from './flow.ts'
import { childOf } from './flows/processing.ts'
import { tubeFacts } from './tube.ts'
import { workTube } from './tube-view.ts'

/** What is asked of a whole rack: the codes of its parents in order, and its tubes as its scanner saw them. */
export interface RackAsked {
  readonly parents: readonly string[]
  readonly rack: string | null
  readonly tubes: readonly RackTube[]
  /** A box that was scanned for it; null: the one of the batch. */
  readonly box: string | null
}

type Setup = SetupOf<'processing'>
type Session = WorkSession & { readonly setup: Setup }
type MakeChildren = CommandOf<'makeChildren'>

export interface RackPlan {
  readonly view: RackView
  /** What would be written, in the order of the box; null while something stands in the way. */
  readonly command: MakeChildren | null
}

/** Said of a tube that is left for a hand, and in nobody's way. */
const HARMLESS: ReadonlySet<RackFinding | null> = new Set([null, 'no-read', 'form'])

/** How the tubes of a rack would come from their parents. Writes nothing. PRO-7 */
export function planRack(
  store: StoreContext,
  session: Session,
  asked: RackAsked,
  act: WorkAct,
): RackPlan {
  const { db } = store
  const { setup } = session
  const box = boxOf(db, asked.rack) ?? boxView(db, asked.box ?? setup.box ?? '')
  const parents = asked.parents.map((code) => parentOf(db, session, code))
  const tubes = tubesOf(db, session, { asked, box, parents })
  const wanted = parents.length * setup.perParent
  const view: RackView = {
    box,
    isRackKnown: box !== null && box.code === asked.rack,
    parents,
    tubes,
    wanted,
    refusal: null,
    mayBind: false,
  }
  const isClear =
    parents.every(({ finding }) => finding === null) &&
    tubes.every(({ finding }) => HARMLESS.has(finding)) &&
    tubes.some(({ code }) => code !== null) &&
    tubes.length === wanted
  if (!isClear || !box) return { view, command: null }
  const command = commandOf(store, session, view, act)
  for (const { parent, child } of command.parts) {
    const refusal = refuseAhead(db, child.code, { ...child, parents: [parent], visit: null })
    if (refusal) return { view: { ...view, refusal }, command: null }
  }
  const now = store.clock.now()
  const tried = decideChildren(
    createWorld(db),
    { actor: act.actor, now, accession: () => '?' },
    command,
  )
  return tried.ok
    ? { view: { ...view, mayBind: true }, command }
    : { view: { ...view, refusal: tried.error }, command: null }
}

/** A pool has one tube of many, and no rack of it. */
export const hasParents = (session: WorkSession): session is Session =>
  session.setup.kind === 'processing' && session.setup.processing.kind !== 'pool'

/** The rows of what was made, the newest first; null where something stands in the way. */
export function bindTubes(
  store: StoreContext,
  session: Session,
  asked: RackAsked,
  act: WorkAct,
): Result<{ readonly rows: readonly WorkRow[]; readonly saved: Saved }, Refusal> | null {
  const { view, command } = planRack(store, session, asked, act)
  if (view.refusal) return err(view.refusal)
  if (!command) return null
  const made = executeWithin(store, act.actor, command)
  if (!made.ok) return made
  const ofTube = new Map(view.tubes.map((tube) => [tube.code, tube]))
  const at = store.clock.now()
  const rows = command.parts.map(({ child: { code, material, nanolitres } }): WorkRow => {
    const { parent, position } = ofTube.get(code)!
    const specimen = createWorld(store.db).code(code)[0]?.id ?? null
    const detail = { of: parent, material, nanolitres, position }
    return { command: act.id, code, specimen, what: 'child', detail, at, state: 'done' }
  })
  return ok({ rows: rows.toReversed(), saved: made.value })
}

/** A rack that is a box here takes its own tubes, whatever box was chosen. */
function boxOf(db: ReadDb, rack: string | null): BoxView | null {
  const it = rack === null ? null : resolve(db, rack, null)
  return it?.kind === 'container' ? boxView(db, it.container) : null
}

function parentOf(db: ReadDb, session: WorkSession, code: string): RackParent {
  const it = resolve(db, code, null)
  if (it.kind !== 'specimen' && it.kind !== 'unknown' && it.kind !== 'duplicate')
    return { code, tube: null, finding: 'unknown' }
  const facts = tubeFacts(db, session, it)
  const any = { study: null, materials: [], replies: {} }
  const finding = findingOf(facts, { wants: 'known', ...any })
  const isFit = finding === 'fine' || finding === 'out'
  return { code, tube: workTube(db, facts.specimen), finding: isFit ? null : finding }
}

interface Laid {
  readonly asked: RackAsked
  readonly box: BoxView | null
  readonly parents: readonly RackParent[]
}

/** Each parent has as many tubes one after the other as it is to have, in the order in which the box is filled. */
function tubesOf(db: ReadDb, session: Session, { asked, box, parents }: Laid): RackTubeView[] {
  const seen = { codes: new Set<string>(), places: new Set<number>() }
  const placed = asked.tubes.map((tube) => ({
    ...tube,
    index: box ? readPositionName(box.layout, tube.position) : null,
  }))
  if (box) {
    const rank = ({ index }: { index: number | null }) =>
      index === null ? Number.POSITIVE_INFINITY : fillRank(box.layout, index)
    placed.sort((a, b) => (rank(a) === rank(b) ? 0 : rank(a) - rank(b)))
  }
  return placed.map((tube, n) => {
    const parent = parents[Math.floor(n / session.setup.perParent)]
    const finding = findingFor(db, session, { ...tube, box, parent }, seen)
    return { ...tube, parent: parent?.code ?? null, finding }
  })
}

interface Placed extends RackTube {
  readonly index: number | null
  readonly box: BoxView | null
  readonly parent: RackParent | undefined
}

/** The worst that can be said of a tube of a rack. */
function findingFor(
  db: ReadDb,
  session: WorkSession,
  { code, index, box, parent }: Placed,
  seen: { codes: Set<string>; places: Set<number> },
): RackFinding | null {
  if (box && index === null) return 'position'
  if (index !== null && seen.places.has(index)) return 'twice'
  if (index !== null) seen.places.add(index)
  if (code === null) return 'no-read'
  if (seen.codes.has(code)) return 'twice'
  seen.codes.add(code)
  if (index !== null && box?.positions[index]?.state !== 'empty') return 'taken'
  return parent ? codeFinding(db, session, code, parent) : 'surplus'
}

/** Pre-printed codes of no form that is used here are said, and a person who binds the rack vouches for them. */
function codeFinding(
  db: ReadDb,
  session: WorkSession,
  code: string,
  parent: RackParent,
): RackFinding | null {
  const it = resolve(db, code, null)
  if (it.kind !== 'unknown') return 'known'
  const study = parent.tube && createWorld(db).specimen(parent.tube.specimen)?.study
  const no = study ? refuseForm(createWorld(db), study, code) : null
  if (no?.type === 'CheckDigit') return 'check-digit'
  if (no) return 'wrong-form'
  return tubeFacts(db, session, it).form === 'fits' ? null : 'form'
}

function commandOf(
  store: StoreContext,
  { setup }: { readonly setup: Setup },
  { tubes, parents, box }: RackView,
  { id, via }: WorkAct,
): MakeChildren {
  const byCode = new Map(parents.flatMap(({ code, tube }) => (tube ? [[code, tube]] : [])))
  const world = createWorld(store.db)
  const parts = tubes.flatMap(({ code, index, parent }, n): MakeChildren['parts'] => {
    const tube = byCode.get(parent ?? '')
    const record = tube && world.specimen(tube.specimen)
    if (code === null || index === null || !record || !box) return []
    const child = childOf(store, setup, record, code)
    const at = { container: box.container, index }
    return [{ parent: record.specimen, take: setup.take, child, at, closes: isLast(n) }]
  })
  return { type: 'makeChildren', id, via, processing: setup.processing, parts }

  /** PRO-5: not while a tube of that parent is left for a hand. */
  function isLast(n: number): boolean {
    const mine = tubes.filter(({ parent }) => parent === tubes[n]!.parent)
    return setup.closeParent && mine.at(-1) === tubes[n] && mine.every(({ code }) => code !== null)
  }
}
