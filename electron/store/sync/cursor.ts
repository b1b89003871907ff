import { type Cursor, cursor } from '#shared/sync/protocol.ts'
import { getMeta, setMeta } from '../meta.ts'
import type { ReadDb, WriteDb } from '../open.ts'

/** How far this bench has received the common order, or null before its first contact. */
export function getCursor(db: ReadDb): Cursor | null {
  const text = getMeta(db, 'cursor')
  return text === null ? null : cursor.parse(JSON.parse(text))
}

export const setCursor = (db: WriteDb, to: Cursor): void =>
  setMeta(db, 'cursor', JSON.stringify(to))

/** What an event records of the common order that its writer had received. */
export function seen(db: ReadDb): readonly [epoch: string, pos: number] {
  const at = getCursor(db)
  return at ? [at.epoch, at.pos] : ['', 0]
}
