import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { readAnchor } from '#shared/ledger/anchor.ts'
import { sha256 } from '../../../../electron/sha256.ts'
import type { ReadDb } from '../../../../electron/store/open.ts'
import { examine } from '../../../../electron/store/verify/examine.ts'

/** What cannot be read is other than what was there. */
const UNREADABLE = 'unreadable'

/**
 * A digest of everything that a database says: its marks, its schema and every row of every table, with
 * the type of each value. Indexes, free pages and counters of changes say nothing by themselves.
 */
export function contentsOfDatabase(file: string): string {
  try {
    const examined = examine(file)
    try {
      return digest(examined.db)
    } finally {
      examined.close()
    }
  } catch {
    return UNREADABLE
  }
}

function digest(db: ReadDb): string {
  const hash = createHash('sha256')
  const add = (value: unknown) => hash.update(`${JSON.stringify(value, withBytes)}\n`)
  for (const mark of ['application_id', 'user_version', 'encoding']) add(db.pragma(mark))
  const schema = db.prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema').raw().all()
  add(schema)
  for (const [type, name] of schema as [string, string][]) {
    // What a virtual table says is what its own tables say, which are here as well.
    if (type !== 'table' || name === 'specimen_text') continue
    const rows = db.prepare(`SELECT * FROM "${name}" NOT INDEXED`).raw()
    for (const row of rows.iterate()) add([name, row])
  }
  return hash.digest('hex')
}

const withBytes = (_: string, value: unknown): unknown =>
  value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value

/** What the slots of an anchor say. */
export const contentsOfAnchor = (file: string): string =>
  JSON.stringify(readAnchor(sha256, readFileSync(file, 'latin1')).slots)

/** Every byte of an export says something. */
export const contentsOfExport = (file: string): string =>
  createHash('sha256').update(readFileSync(file)).digest('hex')
