import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Finding } from '#shared/ledger/findings.ts'
import { DERIVED, SEARCH_INDEX } from '../derived.ts'
import { derivedDigest } from '../derived-digest.ts'
import { openWriter, type ReadDb, type WriteDb } from '../open.ts'
import { indexMore } from '../projections/text.ts'
import { rebuild } from '../rebuild.ts'
import { isDamageOfSource } from './read.ts'

/**
 * Derives every table again from the events of a copy and compares it with what stands in the ledger,
 * row by row; and the search index with the texts that it is of. Needs as much room for files that pass
 * as the ledger takes. Answers the tables that differ.
 */
export function checkDerived(db: ReadDb): Finding[] {
  const folder = mkdtempSync(join(tmpdir(), 'frostkeep-derive-'))
  try {
    const file = join(folder, 'ledger.db')
    copyInto(db, file)
    const copy = openWriter(file)
    copy.pragma('synchronous = OFF')
    try {
      return compared(copy)
    } finally {
      copy.close()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * A copy as it is at one moment; the ledger itself may be in use, and is opened to be read only. Nobody
 * needs the copy after a power cut, so nothing waits for the disk.
 */
function copyInto(db: ReadDb, file: string): void {
  const queryOnly = db.pragma('query_only', { simple: true })
  const synchronous = db.pragma('synchronous', { simple: true })
  db.pragma('query_only = OFF')
  db.pragma('synchronous = OFF')
  try {
    db.prepare('VACUUM INTO ?').run(file)
  } finally {
    db.pragma(`synchronous = ${synchronous}`)
    db.pragma(`query_only = ${queryOnly}`)
  }
}

function compared(copy: WriteDb): Finding[] {
  const isSearchRight = searchHolds(copy)
  const before = derivedDigest(copy)
  rebuild(copy)
  const after = derivedDigest(copy)
  const other = DERIVED.filter((table) => before[table] !== after[table])
  const tables = isSearchRight ? other : [...other, SEARCH_INDEX]
  return tables.map((table) => ({ type: 'derived', table }))
}

/** Whether the search index knows just the texts of the table that it is of. */
function searchHolds(copy: WriteDb): boolean {
  try {
    // The newest have not entered it yet.
    indexMore(copy, Number.MAX_SAFE_INTEGER)
    copy.exec("INSERT INTO specimen_text(specimen_text, rank) VALUES ('integrity-check', 1)")
    return true
  } catch (error) {
    if (isDamageOfSource(error)) return false
    throw error
  }
}
