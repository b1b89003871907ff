import type { AheadView, TubeToCome } from '#shared/contract/labels.ts'
import type { WorkSession } from '#shared/domain/batch/session.ts'
import type { SetupOf } from '#shared/domain/batch/setup.ts'
import type { Refusal } from '#shared/domain/refusals.ts'
import { formInUse } from '../codes.ts'
import { getMeta, type MetaKey, setMeta } from '../meta.ts'
import type { ReadDb, WriteDb } from '../open.ts'
import { studies } from '../queries/people.ts'
import { visitOf } from '../queries/studies-visits.ts'
import { statement } from '../sql.ts'
import { createWorld } from '../world.ts'
import { AHEAD, CODE_AT } from './ahead-codes.ts'
import { findJob } from './queue.ts'

/** What a label that was printed ahead of its tube says about the tube, and the job that printed it. */
export interface PrintedAhead {
  readonly of: Omit<TubeToCome, 'type' | 'code'>
  readonly job: string
}

/** LAB-10: one row a label, found by what it was printed for; a code is looked for among the keys alone. */
const keyOf = (of: PrintedAhead['of'], code: string): MetaKey =>
  `${AHEAD}${of.parents.toSorted()[0] ?? of.visit ?? of.study}:${code}`

/** LAB-10: remembers for what a label is printed before there is a tube of it. */
export function keepAhead(db: WriteDb, { type: _, code, ...of }: TubeToCome, job: string): void {
  setMeta(db, keyOf(of, code), JSON.stringify({ of, job } satisfies PrintedAhead))
}

/** What a code was printed for; null where it was not printed ahead on this bench. */
export function printedAhead(db: ReadDb, code: string): PrintedAhead | null {
  const text = statement(db, BY_CODE).pluck().get(CODE_AT, code) as string | undefined
  return text === undefined ? null : (JSON.parse(text) as PrintedAhead)
}

const BY_CODE = `
SELECT value FROM meta WHERE key >= 'ahead:' AND key < 'ahead;' AND substr(key, ?) = ? LIMIT 1`

/** Whether a label with this code has come out, or may yet. */
export function isPrintedAhead(db: ReadDb, code: string): boolean {
  const printed = printedAhead(db, code)
  if (!printed) return false
  const state = findJob(db, printed.job)?.state
  return state !== 'failed' && state !== 'cancelled'
}

/**
 * LAB-12: a label that was printed for something else. `tube` is what is about to be made with this code; null:
 * the code was printed for nothing, or for just that.
 */
export function refuseAhead(db: ReadDb, code: string, tube: SameTube): Refusal | null {
  const printed = printedAhead(db, code)
  if (!printed) return null
  const { of } = printed
  const isSame = isSameTube(of, tube) && of.material === tube.material
  return isSame ? null : { type: 'PrintedFor', code, of: wordsOf(db, of), material: of.material }
}

type SameTube = Pick<TubeToCome, 'study' | 'parents' | 'visit' | 'material'>

const isSameTube = (a: Omit<SameTube, 'material'>, b: Omit<SameTube, 'material'>): boolean =>
  a.visit === b.visit && a.study === b.study && isSameSet(a.parents, b.parents)

const isSameSet = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((one) => b.includes(one))

/** What a person knows it by: the codes of the parents, the donor and event of a visit, or the study. */
function wordsOf(db: ReadDb, { parents, visit, study }: PrintedAhead['of']): string {
  const world = createWorld(db)
  if (parents.length > 0)
    return parents.map((parent) => world.specimen(parent)?.code ?? parent).join(', ')
  const name = studies(db).find((one) => one.study === study)?.code ?? ''
  const of = visit === null ? null : visitOf(db, study, visit)
  return of ? [name, of.donor, of.event].filter(Boolean).join(' ') : name
}

/** LAB-12 in an open batch, of a code that no tube has yet. */
export function refuseAheadIn(db: ReadDb, session: WorkSession, code: string): Refusal | null {
  const to = tubeToCome(db, session)
  return refuseAhead(db, code, to?.of ?? NOTHING)
}

const NOTHING: SameTube = { study: '', parents: [], visit: null, material: 'other' }

/** What labels may be printed ahead of in an open batch; null where no tube is to come. */
export function aheadOf(db: ReadDb, session: WorkSession | null): AheadView | null {
  const to = session && tubeToCome(db, session)
  if (!to) return null
  const { of, wanted } = to
  const codes = rowsFor(db, of).filter(
    ({ printed }) => isSameTube(printed.of, of) && printed.of.material === of.material,
  )
  const world = createWorld(db)
  return {
    of,
    form: formInUse(db, of.study),
    name: wordsOf(db, of),
    wanted,
    codes: codes.map(({ code }) => ({ code, isUsed: world.code(code).length > 0 })),
  }
}

function rowsFor(db: ReadDb, of: PrintedAhead['of']) {
  const from = keyOf(of, '')
  const rows = statement(
    db,
    'SELECT key, value FROM meta WHERE key >= ? AND key < ? ORDER BY key',
  ).all(from, `${from.slice(0, -1)};`) as { key: string; value: string }[]
  return rows.map(({ key, value }) => ({
    code: key.slice(from.length),
    printed: JSON.parse(value) as PrintedAhead,
  }))
}

interface ToCome {
  readonly of: PrintedAhead['of']
  readonly wanted: number | null
}

function tubeToCome(db: ReadDb, { setup, state }: WorkSession): ToCome | null {
  if (setup.kind === 'accession') return plannedTube(db, setup)
  if (setup.kind !== 'processing') return null
  const isPool = setup.processing.kind === 'pool'
  if (!isPool && state.parent === null) return null
  if (isPool && state.parts.length < 2) return null
  const parents = isPool ? state.parts : [state.parent!]
  const world = createWorld(db)
  const records = parents.flatMap((parent) => world.specimen(parent) ?? [])
  const [first] = records
  if (!first || records.length < parents.length) return null
  const times = records.flatMap(({ collectedAt }) => collectedAt ?? [])
  const of = {
    study: first.study,
    parents,
    visit: null,
    material: setup.material ?? first.material,
    collectedAt: times.length > 0 ? Math.max(...times) : null,
  }
  return { of, wanted: isPool ? 1 : setup.perParent - state.made }
}

function plannedTube(db: ReadDb, setup: SetupOf<'accession'>): ToCome | null {
  const { study, visit, planned, material, collectedAt } = setup
  const of = { study, parents: [], visit, material, collectedAt }
  if (visit === null) return { of, wanted: null }
  const tube = visitOf(db, study, visit)?.tubes.find(({ key }) => key === planned)
  return tube ? { of, wanted: Math.max(0, tube.count - tube.specimens.length) } : null
}

/** What another ledger of this bench printed ahead and this one does not know of. */
export function takeAhead(db: WriteDb, rows: readonly (readonly [string, string])[]): void {
  for (const [key, value] of rows)
    if (isAhead(key) && getMeta(db, key) === null) setMeta(db, key, value)
}

const isAhead = (key: string): key is MetaKey & `ahead:${string}` => key.startsWith(AHEAD)

export const aheadRows = (db: ReadDb): (readonly [string, string])[] =>
  statement(db, "SELECT key, value FROM meta WHERE key >= 'ahead:' AND key < 'ahead;'")
    .raw()
    .all() as [string, string][]
