import type { ReadDb, WriteDb } from '../open.ts'
import { statement } from '../sql.ts'

/** All specimens of which there is a record. */
export const SPECIMENS = 'specimens'
/** Tubes that nobody finds, as long as somebody claims it. RSC-7 */
export const MISSING = 'missing'
/** The positions of a container that a tube is claimed to be in, or to belong to. */
export const taken = (container: string): string => `taken:${container}`

/** What is too much to count when it is asked for is counted as it changes; a count of nothing has no row. */
export function addToTally(db: WriteDb, name: string, n: number): void {
  statement(
    db,
    'INSERT INTO tally(name, n) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET n = n + excluded.n',
  ).run(name, n)
  if (n < 0) statement(db, 'DELETE FROM tally WHERE name = ? AND n = 0').run(name)
}

export function tally(db: ReadDb, name: string): number {
  const n = statement(db, 'SELECT n FROM tally WHERE name = ?').pluck().get(name)
  return (n as number | undefined) ?? 0
}
