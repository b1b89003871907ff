import type { DiscrepancyKind } from '#shared/domain/discrepancy/facts.ts'
import { readDiscrepancy } from '#shared/domain/discrepancy/rules.ts'
import { type Situation, standingOf } from '#shared/domain/discrepancy/state.ts'
import { type EventBody, readKept } from '#shared/ledger/body.ts'
import type { ReadDb, WriteDb } from '../open.ts'
import { resolutionsOf } from '../resolutions.ts'
import { statement } from '../sql.ts'
import { situationOf } from './situations.ts'

/** The discrepancies that an event may have changed, by id. They are looked at once all else is up to date. */
export type Dirty = Set<string>

/** DIS-3: its id follows from what disagrees, so every bench has the same one. */
export const discrepancy = (kind: DiscrepancyKind, name: string): string => `${kind}/${name}`

/** Brings one discrepancy up to date with all that is here. */
export function projectDiscrepancy(db: WriteDb, id: string): void {
  const { kind, entity: name } = readDiscrepancy(id)
  const situation = situationOf(db, id, kind, name)
  if (situation) put(db, id, situation)
}

/** The same for one whose evidence is gathered event by event, and stands in its row alone. */
export function gatherEvidence(db: WriteDb, id: string, evidence: readonly string[]): void {
  put(db, id, { holds: evidence.length > 0, evidence, merges: [] })
}

const PUT = `
INSERT OR REPLACE INTO discrepancy(id, kind, entity, since, state, holds, evidence, resolution)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)`

function put(db: WriteDb, id: string, situation: Situation): void {
  const { kind, entity: name } = readDiscrepancy(id)
  const resolutions = resolutionsOf(db, id)
  const stands = standingOf(
    situation,
    resolutions.map(({ data }) => data.basis),
  )
  if (!stands) {
    statement(db, 'DELETE FROM discrepancy WHERE id = ?').run(id)
    return
  }
  const uids = resolutions.map(({ uid }) => uid).sort()
  statement(db, PUT).run(
    id,
    kind,
    name,
    since(db, situation, uids),
    stands.state,
    situation.holds ? 1 : 0,
    JSON.stringify(stands.basis),
    uids.at(-1) ?? null,
  )
}

/** When the last of what disagrees, or disagreed, was written. */
function since(db: ReadDb, { holds, evidence, merges }: Situation, resolutions: string[]): number {
  const said = holds ? evidence : merges.flat()
  const times = (said.length > 0 ? said : resolutions).map((uid) => bodyOfUid(db, uid)?.at ?? 0)
  return Math.max(0, ...times)
}

function bodyOfUid(db: ReadDb, uid: string): EventBody | null {
  const text = statement(db, 'SELECT body FROM event WHERE uid = ?').pluck().get(uid)
  return text === undefined ? null : readKept(text as string, uid)
}
