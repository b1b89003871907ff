import { NO_HASH, toHex } from '#shared/ledger/envelope.ts'
import type { ReadDb } from '../open.ts'
import { statement } from '../sql.ts'

/** The running hash after each position of the order as it was received; null beyond its end. */
export const runningAt = (db: ReadDb, positions: readonly number[]): (string | null)[] =>
  positions.map((pos) => hashAt(db, 'running', pos))

/** The receipt of the last position up to which the order was received. */
export const receiptAt = (db: ReadDb, pos: number): string => hashAt(db, 'receipt', pos) ?? NO_HASH

function hashAt(db: ReadDb, column: 'running' | 'receipt', pos: number): string | null {
  if (pos === 0) return NO_HASH
  const found = statement(db, `SELECT ${column} FROM stream_order WHERE pos = ?`).pluck().get(pos)
  return found ? toHex(found as Uint8Array) : null
}

/** Whether a service has ever lost a position that this bench had received. */
export const everLost = (db: ReadDb): boolean =>
  statement(db, 'SELECT 1 FROM past_order LIMIT 1').get() !== undefined
