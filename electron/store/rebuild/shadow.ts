import { rmSync } from 'node:fs'
import Database from 'better-sqlite3'
import { readKept } from '#shared/ledger/body.ts'
import { assert } from '#shared/lib/assert.ts'
import { DERIVED, SEARCH_INDEX } from '../derived.ts'
import { derivedDigest } from '../derived-digest.ts'
import { remembering } from '../heads.ts'
import type { ReadDb, WriteDb } from '../open.ts'
import { PROJECTIONS, project } from '../projections/project.ts'
import { catchUp } from './catch-up.ts'
import { type Extent, extentOf, inOrder, type StoredEvent } from './order.ts'

export interface BuildHooks {
  say(done: number, of: number): void
  isCancelled(): boolean
}

/** The derived tables of a ledger, derived again in a file apart. */
export interface Shadow {
  /** Derives them, and then from what came in meanwhile. False when it was cancelled. */
  build(hooks: BuildHooks): boolean
  /** The derived tables that the ledger itself has otherwise, at one moment of it; null when it was cancelled. */
  differences(hooks: BuildHooks): string[] | null
  close(): void
}

/** Events in one transaction: as long the ledger's log cannot be begun anew. */
const AT_ONCE = 10_000

/**
 * Begins such a file, and reads the ledger over the same connection: names that are not in the file are
 * the ledger's, so the code that derives is the same. A file that is there is thrown away. Nothing of it
 * must survive a crash.
 */
export function openShadow(ledger: string, file: string): Shadow {
  removeShadow(file)
  const db = new Database(file) as WriteDb
  // A journal is not needed for what is thrown away at a crash; SQLite lets it go only when asked so.
  db.unsafeMode(true)
  assert(db.pragma('journal_mode = OFF', { simple: true }) === 'off', 'no journal')
  db.unsafeMode(false)
  db.pragma('synchronous = OFF')
  db.pragma('main.locking_mode = EXCLUSIVE')
  db.pragma('cache_size = -64000')
  db.prepare('ATTACH ? AS ledger').run(ledger)
  for (const sql of tablesOf(db)) db.exec(sql)
  db.exec(BUILT)
  let built: Extent = { event: 0, pos: 0, past: 0 }
  const goOn = () => {
    remembering(
      db,
      () => {
        built = catchUp(db, built)
      },
      'later',
    )
    const { event, pos, past } = built
    db.prepare('DELETE FROM built').run()
    db.prepare('INSERT INTO built VALUES (?, ?, ?, ?)').run(event, pos, past, PROJECTIONS)
  }
  return {
    build: (hooks) => {
      const extent = inOneMoment(db, () => extentOf(db))
      if (!derive(db, extent.event, inOrder(db, extent), hooks)) return false
      built = extent
      inOneMoment(db, goOn)
      return true
    },
    differences: ({ isCancelled }) => {
      const tick = () => {
        if (isCancelled()) throw new Cancelled()
      }
      return orNull(() =>
        inOneMoment(db, () => {
          goOn()
          const [own, other] = [derivedDigest(db, 'main', tick), derivedDigest(db, 'ledger', tick)]
          return DERIVED.filter((table) => own[table] !== other[table])
        }),
      )
    },
    close: () => db.close(),
  }
}

/** How far it is, for whoever puts the tables in the place of the ledger's. */
const BUILT = `
  CREATE TABLE built(
    event INTEGER NOT NULL, pos INTEGER NOT NULL, past INTEGER NOT NULL, projections INTEGER NOT NULL
  ) STRICT`

class Cancelled extends Error {}

function orNull<T>(work: () => T): T | null {
  try {
    return work()
  } catch (error) {
    if (error instanceof Cancelled) return null
    throw error
  }
}

export function removeShadow(file: string): void {
  for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true })
}

/** What deriving does not ask for is not kept up here. */
const NOT_NEEDED = new Set([
  'specimen_accession',
  'specimen_donor',
  'specimen_parent',
  'container_place',
])

function tablesOf(db: ReadDb): string[] {
  const names = [...DERIVED, SEARCH_INDEX]
  const rows = db
    .prepare(
      `SELECT name, sql FROM ledger.sqlite_schema WHERE sql IS NOT NULL
       AND tbl_name IN (${names.map(() => '?').join(', ')}) ORDER BY type DESC, rowid`,
    )
    .all(...names) as { name: string; sql: string }[]
  return rows.filter(({ name }) => !NOT_NEEDED.has(name)).map(({ sql }) => sql)
}

function inOneMoment<T>(db: WriteDb, work: () => T): T {
  db.exec('BEGIN')
  try {
    return work()
  } finally {
    db.exec('COMMIT')
  }
}

function derive(
  db: WriteDb,
  of: number,
  events: Iterator<StoredEvent>,
  { say, isCancelled }: BuildHooks,
): boolean {
  for (let done = 0; ; ) {
    if (isCancelled()) return false
    const count = inOneMoment(db, () => apply(db, some(events, AT_ONCE)))
    done += count
    say(done, of)
    if (count < AT_ONCE) return true
  }
}

function* some(events: Iterator<StoredEvent>, most: number): Generator<StoredEvent> {
  for (let i = 0; i < most; i++) {
    const next = events.next()
    if (next.done) return
    yield next.value
  }
}

function apply(db: WriteDb, events: Iterable<StoredEvent>): number {
  let count = 0
  const each = () => {
    for (const { id, body, uid } of events) {
      project(db, id, readKept(body, uid))
      count++
    }
  }
  remembering(db, each, 'later')
  return count
}
