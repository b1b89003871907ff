import type { Head } from '#shared/domain/fold.ts'
import type { EventBody } from '#shared/ledger/body.ts'
import type { ReadDb, WriteDb } from './open.ts'
import { statement } from './sql.ts'

/** An entity as it stands in its table. */
export interface Standing {
  readonly id: number
  readonly heads: readonly Head[]
}

interface Memory {
  readonly known: Map<string, Standing | null>
  /** Changed here and not yet in the table; null where every change goes there at once. */
  readonly unwritten: Map<string, Standing> | null
  /** The first events that came in, by their rows: an act asks at once whether it could be undone. */
  readonly bodies: Map<number, EventBody>
}

const memories = new WeakMap<ReadDb, Memory>()
/** Beyond so many entities everything is read again. */
const MOST = 50_000

/**
 * While `work` runs, what was read or written of entities over this connection is remembered: one act asks
 * for the same heads many times. Only within a transaction, and only for who writes: nobody else may
 * change them meanwhile. With `later`, changes are written when `work` is over or by `writeHeads`.
 */
export function remembering<T>(
  db: WriteDb,
  work: () => T,
  when: 'at once' | 'later' = 'at once',
): T {
  if (memories.has(db)) return work()
  memories.set(db, {
    known: new Map(),
    unwritten: when === 'later' ? new Map() : null,
    bodies: new Map(),
  })
  try {
    const done = work()
    writeHeads(db)
    return done
  } finally {
    memories.delete(db)
  }
}

export function standing(db: ReadDb, name: string): Standing | null {
  const memory = memories.get(db)
  const known = memory?.known.get(name)
  if (known !== undefined) return known
  const row = statement(db, 'SELECT id, heads FROM entity WHERE name = ?').get(name) as
    | { id: number; heads: string }
    | undefined
  const found = row ? { id: row.id, heads: JSON.parse(row.heads) as Head[] } : null
  if (memory) remember(db, memory, name, found)
  return found
}

/** A few are enough: they are those of one act. */
const MOST_BODIES = 64

export function rememberBody(db: WriteDb, event: number, body: EventBody): void {
  const bodies = memories.get(db)?.bodies
  if (bodies && bodies.size < MOST_BODIES) bodies.set(event, body)
}

export const rememberedBody = (db: ReadDb, event: number): EventBody | undefined =>
  memories.get(db)?.bodies.get(event)

export function addEntity(db: WriteDb, name: string, { id, heads }: Standing): void {
  statement(db, 'INSERT INTO entity(id, name, heads) VALUES (?, ?, ?)').run(
    id,
    name,
    JSON.stringify(heads),
  )
  const memory = memories.get(db)
  if (memory) remember(db, memory, name, { id, heads })
}

export function changeEntity(db: WriteDb, name: string, to: Standing): void {
  const memory = memories.get(db)
  if (memory?.unwritten) memory.unwritten.set(name, to)
  else write(db, to)
  if (memory) remember(db, memory, name, to)
}

/** Writes what was changed and is not yet in the table. */
export function writeHeads(db: WriteDb): void {
  const unwritten = memories.get(db)?.unwritten
  for (const entity of unwritten?.values() ?? []) write(db, entity)
  unwritten?.clear()
}

function write(db: WriteDb, { id, heads }: Standing): void {
  statement(db, 'UPDATE entity SET heads = ? WHERE id = ?').run(JSON.stringify(heads), id)
}

function remember(db: ReadDb, memory: Memory, name: string, entity: Standing | null): void {
  if (memory.known.size >= MOST) {
    writeHeads(db as WriteDb)
    memory.known.clear()
  }
  memory.known.set(name, entity)
}
