import { FACTS, type Fact, isFactType } from '#shared/domain/facts.ts'
import { extend, fold, type Head, type Link } from '#shared/domain/fold.ts'
import { type EventBody, readBody, readKept } from '#shared/ledger/body.ts'
import { extendsAll } from '#shared/ledger/heads.ts'
import { assert } from '#shared/lib/assert.ts'
import { addEntity, changeEntity, standing } from './heads.ts'
import type { ReadDb, WriteDb } from './open.ts'
import { statement } from './sql.ts'

/** The heads of an entity as they stand; none when no event has spoken of it. */
export const headsOf = (db: ReadDb, name: string): readonly Head[] =>
  standing(db, name)?.heads ?? []

/** The fact in a body, or null where this version cannot read it: it is kept and not applied. */
export function factOf(body: EventBody): Fact | null {
  if (body.v !== 1 || !isFactType(body.type)) return null
  const data = FACTS[body.type].safeParse(body.data)
  if (!data.success) return null
  const { uid, actor, at, ents } = body
  return { type: body.type, ents, data: data.data, uid, actor, at } as Fact
}

/** More than the names of any one event: what could not be read in full may name up to 1,000. */
const NAMES = 1024

/** An entity after an event was added to it. */
export interface Added {
  /** Its number: that of its first event and of its place among the names of that event. */
  readonly id: number
  readonly before: readonly Head[]
  readonly after: readonly Head[]
  /** The event saw all heads that there were, and nothing else: the entity was not folded again. */
  readonly isStraight: boolean
}

/**
 * Adds an event to one entity it writes: the one that stands at `place` among the names of the event. An
 * event that saw all heads simply comes last; any other makes the entity be folded again from its first
 * event.
 */
export function addToEntity(
  db: WriteDb,
  name: string,
  event: number,
  place: number,
  link: Link,
): Added {
  const number = event * NAMES + place
  const known = standing(db, name)
  if (!known) return addNew(db, name, event, number, link)
  const id = Math.min(known.id, number)
  if (id < known.id) renumber(db, known.id, id)
  addLink(db, id, event)
  const before = known.heads
  const straight = link.base.length === before.length && extendsAll(uids(before), link.base)
  const after = straight ? extend(name, before, link) : foldAgain(db, name, id)
  changeEntity(db, name, { id, heads: after })
  return { id, before, after, isStraight: straight }
}

/** Only where events are read in another order than they came in, as when everything is derived again. */
function renumber(db: WriteDb, from: number, to: number): void {
  statement(db, 'UPDATE entity SET id = ? WHERE id = ?').run(to, from)
  statement(db, 'UPDATE entity_event SET entity = ? WHERE entity = ?').run(to, from)
  statement(db, 'UPDATE specimen SET n = ? WHERE n = ?').run(to, from)
}

const uids = (heads: readonly Head[]): string[] => heads.map((head) => head.uid)

function addNew(db: WriteDb, name: string, event: number, id: number, link: Link): Added {
  const after = fold(name, [link])
  addEntity(db, name, { id, heads: after })
  addLink(db, id, event)
  return { id, before: [], after, isStraight: link.base.length === 0 }
}

function addLink(db: WriteDb, entity: number, event: number): void {
  statement(db, 'INSERT INTO entity_event(entity, event) VALUES (?, ?)').run(entity, event)
}

/**
 * Events in the common order first, then those that have no place in it: own ones that were not handed
 * over yet, and what a restored service has lost, as they came to this bench.
 */
const IN_ORDER = `
  SELECT e.id, e.body, e.uid FROM entity_event ee
  JOIN event e ON e.id = ee.event
  LEFT JOIN stream_order o ON o.event = e.id
  WHERE ee.entity = ?
  ORDER BY o.pos IS NULL, o.pos, e.id`

function foldAgain(db: ReadDb, name: string, entity: number): Head[] {
  const rows = statement(db, IN_ORDER).all(entity) as { body: string; uid: string }[]
  return fold(
    name,
    rows.map(({ body: text, uid }) => {
      const body = readKept(text, uid)
      return linkOf(body, name, factOf(body))
    }),
  )
}

/** Folds an entity anew, after its events have come into another order; null where none has spoken of it. */
export function foldEntity(db: WriteDb, name: string): Added | null {
  const known = standing(db, name)
  if (!known) return null
  const { id, heads: before } = known
  const after = foldAgain(db, name, id)
  changeEntity(db, name, { id, heads: after })
  return { id, before, after, isStraight: false }
}

/** The bodies of an entity's events, in the order in which they are shown. */
export function bodiesOf(db: ReadDb, name: string): { event: number; body: EventBody }[] {
  const row = statement(db, 'SELECT id FROM entity WHERE name = ?').get(name) as
    | { id: number }
    | undefined
  if (!row) return []
  const rows = statement(db, IN_ORDER).all(row.id) as { id: number; body: string; uid: string }[]
  return rows.map(({ id, body, uid }) => ({ event: id, body: readKept(body, uid) }))
}

/** The bodies of the events of several entities, each event once, in the same order. */
export function bodiesOfAll(
  db: ReadDb,
  names: readonly string[],
): { event: number; body: EventBody }[] {
  const rows = statement(db, ALL_IN_ORDER).all(JSON.stringify(names)) as {
    id: number
    body: string
    uid: string
  }[]
  return rows.map(({ id, body, uid }) => ({ event: id, body: readKept(body, uid) }))
}

const ALL_IN_ORDER = `
  SELECT DISTINCT e.id, e.body, e.uid, o.pos FROM entity n
  JOIN entity_event ee ON ee.entity = n.id
  JOIN event e ON e.id = ee.event
  LEFT JOIN stream_order o ON o.event = e.id
  WHERE n.name IN (SELECT value FROM json_each(?))
  ORDER BY o.pos IS NULL, o.pos, e.id`

/** A body that this bench wrote itself; one that cannot be read now is damage. */
export function bodyOf(text: string): EventBody {
  const body = readBody(text)
  assert(body.ok, 'a body in the ledger that cannot be read')
  return body.value
}

/** An event as one of its entities sees it; `fact` is what `factOf` reads in its body. */
export const linkOf = (body: EventBody, name: string, fact: Fact | null): Link => ({
  uid: body.uid,
  base: body.base[name] ?? [],
  fact,
  crit: body.crit === true,
})
