import type { ReadDb } from '../open.ts'
import { statement } from '../sql.ts'

/** What the keys of labels that were printed ahead begin with; then an id, a colon and the code. */
export const AHEAD = 'ahead:'

/** Where the code begins in such a key, from 1, for an id has 36 signs. */
export const CODE_AT = AHEAD.length + 36 + 2

/** The codes of labels that were printed ahead: they are given to nobody else. LAB-11 */
export const codesAhead = (db: ReadDb): ReadonlySet<string> =>
  new Set(
    statement(db, "SELECT substr(key, ?) FROM meta WHERE key >= 'ahead:' AND key < 'ahead;'")
      .pluck()
      .all(CODE_AT) as string[],
  )
