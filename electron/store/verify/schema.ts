import Database from 'better-sqlite3'
import type { Finding } from '#shared/ledger/findings.ts'
import { FORMAT, formatOf, migrate, OtherFormat, otherFormat } from '../migrations/index.ts'
import { APPLICATION_ID, type ReadDb, type WriteDb } from '../open.ts'
import { BESIDE } from '../rebuild/swap.ts'

/** The file's mark, and every statement of its schema, against those that a fresh ledger of its format has. */
export function checkSchema(db: ReadDb): Finding[] {
  const findings: Finding[] = []
  if (db.pragma('application_id', { simple: true }) !== APPLICATION_ID)
    findings.push({ type: 'file', fault: 'mark', what: 'application id' })
  const format = formatOf(db)
  if (format < 1) return [...findings, { type: 'file', fault: 'mark', what: `format ${format}` }]
  const other = otherFormat(db)
  if (other !== undefined)
    findings.push({ type: 'file', fault: 'mark', what: new OtherFormat(format, other).message })
  const [found, fresh] = [statementsOf(db), freshOf(Math.min(format, FORMAT))]
  // What a later version has made of the rest, only that version knows.
  const names = format > FORMAT ? guardsOf(fresh) : new Set([...found.keys(), ...fresh.keys()])
  for (const name of names)
    if (found.get(name) !== fresh.get(name))
      findings.push({ type: 'file', fault: 'schema', what: name })
  return findings
}

/** The triggers without which an event, an envelope, a seal or evidence could be changed: every version of the program keeps them. */
const guardsOf = (statements: ReadonlyMap<string, string>): string[] =>
  [...statements].flatMap(([name, text]) =>
    /^\["trigger","(event|alias|seal|past_order|bad_seal)"/.test(text) ? [name] : [],
  )

/** What a ledger says of the programs that may work on it; its format decides that. */
function minSafe(db: ReadDb): string {
  const isSaid = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'format'").get()
  return isSaid ? JSON.stringify(db.prepare('SELECT * FROM format').raw().all()) : ''
}

/**
 * What the query planner keeps for itself says nothing of the ledger, and nor do derived tables that stand
 * beside the others while they are changed over.
 */
const OURS = `
SELECT type, name, tbl_name, sql FROM sqlite_schema
WHERE NOT (type = 'table' AND name IN ('sqlite_stat1', 'sqlite_stat4')) AND tbl_name NOT IN (${BESIDE.map((name) => `'${name}'`).join(', ')})`

function statementsOf(db: ReadDb): Map<string, string> {
  const said = ['the row of format', minSafe(db)] as const
  const rows = db.prepare(OURS).all() as Record<'type' | 'name' | 'tbl_name' | 'sql', string>[]
  const statements = rows.map(
    ({ type, name, tbl_name, sql }) =>
      [String(name), JSON.stringify([type, tbl_name, sql])] as const,
  )
  return new Map([said, ...statements])
}

const known = new Map<number, Map<string, string>>()

function freshOf(format: number): Map<string, string> {
  const before = known.get(format)
  if (before) return before
  const db = new Database(':memory:')
  try {
    migrate(db as unknown as WriteDb, () => {}, format)
    const made = statementsOf(db)
    known.set(format, made)
    return made
  } finally {
    db.close()
  }
}
