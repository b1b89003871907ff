import { type Cursor, cursor } from '#shared/sync/protocol.ts'
import { getMeta, setMeta } from '../meta.ts'
import type { ReadDb, WriteDb } from '../open.ts'
import { statement } from '../sql.ts'

/** How far this bench has received the common order, or null before its first contact. */
export function getCursor(db: ReadDb): Cursor | null {
  const text = getMeta(db, 'cursor')
  return text === null ? null : cursor.parse(JSON.parse(text))
}

/** The life of the service's data that the order which was received belongs to; null before the first contact. */
export const epochOf = (db: ReadDb): string | null =>
  (statement(db, "SELECT value ->> 'epoch' FROM meta WHERE key = 'cursor'").pluck().get() as
    | string
    | undefined) ?? null

export const setCursor = (db: WriteDb, to: Cursor): void =>
  setMeta(db, 'cursor', JSON.stringify(to))

/** What an event records of the common order that its writer had received. */
export function seen(db: ReadDb): readonly [epoch: string, pos: number] {
  const at = getCursor(db)
  return at ? [at.epoch, at.pos] : ['', 0]
}
