import { type ReadDb, transact, type WriteDb } from '../open.ts'
import { statement } from '../sql.ts'

/** What the search index holds of one specimen: two identifiers, and nothing of its donor. */
interface Text {
  readonly n: number
  readonly code: string
  readonly accession: string
}

/**
 * Up to which specimen the search index reaches. The newest are not in it yet: adding one specimen costs as
 * many pages as everything else that a scan writes, adding hundreds at once costs hardly more. Until then
 * a search looks at those rows themselves.
 */
export const indexed = (db: ReadDb): number =>
  (statement(db, 'SELECT max(id) FROM specimen_text_docsize').pluck().get() as number | null) ?? 0

export function learn(db: WriteDb, { n, code, accession }: Text): void {
  statement(db, 'INSERT INTO specimen_text(rowid, code, accession) VALUES (?, ?, ?)').run(
    n,
    code,
    accession,
  )
}

/** The index keeps no texts of its own: it must be told what it had learnt. */
export function forget(db: WriteDb, { n, code, accession }: Text): void {
  statement(
    db,
    "INSERT INTO specimen_text(specimen_text, rowid, code, accession) VALUES ('delete', ?, ?, ?)",
  ).run(n, code, accession)
}

/** So many rows that nobody who scans meanwhile notices: about five milliseconds. */
const SLICE = 250

/** Takes some of the newest specimens into the index, as one transaction; true where there may be more. */
export const indexSome = (db: WriteDb): boolean =>
  transact(db, () => indexMore(db, SLICE)) === SLICE

/** Takes up to `most` of the newest specimens into the index; answers how many it was. */
export function indexMore(db: WriteDb, most: number): number {
  return statement(
    db,
    `INSERT INTO specimen_text(rowid, code, accession)
     SELECT n, code, accession FROM specimen WHERE n > ? ORDER BY n LIMIT ?`,
  ).run(indexed(db), most).changes
}
