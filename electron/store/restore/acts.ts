import type { ActLine } from '#shared/contract/keeping.ts'
import { readEntity } from '#shared/domain/entities.ts'
import { readKept } from '#shared/ledger/body.ts'
import type { ReadDb } from '../open.ts'
import { nameOf } from '../queries/people.ts'

/** So many acts are named on a screen; of one act, so many codes. */
export const MOST_ACTS = 500
const MOST_CODES = 100

/** An event whose body can be read, whether or not anything proves it. */
export interface Readable {
  readonly body: string
  readonly uid: string
}

/** Turns events, newest first, into the acts that a person did, in that person's words. */
export function actsOf(events: Iterable<Readable>, names: Names, most = MOST_ACTS): ActLine[] {
  const acts = new Map<string, ActLine & { codes: string[] }>()
  for (const { body: text, uid } of events) {
    const body = readKept(text, uid)
    const known = acts.get(body.cmd.id)
    if (!known && acts.size === most) break
    const { at, type } = body
    const act = known ?? { at, actor: names.actor(body.actor), type, codes: [] }
    acts.set(body.cmd.id, act)
    for (const code of codesOf(body.ents, body.data, names))
      if (act.codes.length < MOST_CODES && !act.codes.includes(code)) act.codes.push(code)
  }
  return [...acts.values()]
}

/** Who and what the ids of events stand for, as far as anything here knows it. */
export interface Names {
  actor(id: string): string
  specimen(id: string): string | null
  container(id: string): string | null
}

/** The codes of the tubes that an event speaks of, or of the box where it speaks of no tube. */
function codesOf(
  ents: readonly string[],
  data: Readonly<Record<string, unknown>>,
  names: Names,
): string[] {
  if (typeof data.code === 'string') return [data.code]
  const read = ents.map(readEntity)
  const of = (kinds: readonly (string | null)[], name: (id: string) => string | null) =>
    read.filter(({ kind }) => kinds.includes(kind)).flatMap(({ id }) => name(id) ?? [])
  const tubes = of(['specimen', 'tube'], names.specimen)
  return tubes.length > 0 ? tubes : of(['container'], names.container)
}

/** What the derived tables of a ledger say, as far as they can be read. */
export function namesIn(db: ReadDb): Names {
  const tolerant =
    <T>(ask: (id: string) => T, otherwise: T) =>
    (id: string): T => {
      try {
        return ask(id)
      } catch {
        return otherwise
      }
    }
  const one = (sql: string) => (id: string) =>
    (db.prepare(sql).pluck().get(id) as string | undefined) ?? null
  return {
    actor: tolerant((id) => nameOf(db, id), '?'),
    specimen: tolerant(one('SELECT code FROM specimen WHERE id = ?'), null),
    container: tolerant(one('SELECT coalesce(code, name) FROM container WHERE id = ?'), null),
  }
}
