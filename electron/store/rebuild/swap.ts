import { assert } from '#shared/lib/assert.ts'
import { DERIVED, DERIVED_TABLES, type Derived, SEARCH_INDEX } from '../derived.ts'
import { remembering } from '../heads.ts'
import { setMeta } from '../meta.ts'
import { type ReadDb, transact, type WriteDb } from '../open.ts'
import { PROJECTIONS } from '../projections/project.ts'
import { statement } from '../sql.ts'
import { catchUp, newsSince } from './catch-up.ts'
import type { Extent } from './order.ts'
import { removeShadow } from './shadow.ts'

/** Milliseconds that one step may take: a scan that comes meanwhile waits so long. */
export const SLICE_MS = 5

/** More than so many events since the tables were derived are not caught up with in one transaction. */
const MOST_NEWS = 2_000

/** Too much came in while the tables were copied: they must be derived once more. */
export class Overtaken extends Error {
  override readonly name = 'Overtaken'
}

/** What is copied has such a name until it takes the other's place, and what it replaced has it then. */
const next = (name: string): string => `next_${name}`

/**
 * Puts tables that were derived again in a file apart in the place of the ledger's, in short steps; whoever
 * drives it may do something else between two of them. The tables change places in one transaction, which
 * also applies what came in meanwhile. An end in between leaves the ledger as it was, or as it is to be,
 * with tables beside it that `clearLeftovers` removes.
 */
export function* swap(db: WriteDb, file: string, ms = SLICE_MS): Generator<void, void> {
  yield* disposing(db, ms)
  db.prepare('ATTACH ? AS rebuilt').run(file)
  try {
    const built = db.prepare('SELECT * FROM rebuilt.built').get() as Built
    assert(built.projections === PROJECTIONS, 'tables that this version has derived')
    transact(db, () => makeNext(db))
    yield
    for (const derived of DERIVED_TABLES) yield* copying(db, derived, ms)
    yield* indexing(db, ms)
    transact(db, () => exchange(db, built))
  } finally {
    db.exec('DETACH rebuilt')
  }
  removeShadow(file)
  yield
  yield* disposing(db, ms)
}

interface Built extends Extent {
  readonly projections: number
}

interface SchemaRow {
  readonly type: string
  readonly name: string
  readonly tbl_name: string
  readonly rootpage: number
  readonly sql: string | null
}

const ALL = [...DERIVED, SEARCH_INDEX]

function makeNext(db: WriteDb): void {
  for (const { type, name, tbl_name, sql } of schemaOf(db, ALL)) {
    if (sql === null) continue
    const named = sql.replace(name, next(name))
    db.exec(type === 'index' ? named.replace(` ON ${tbl_name}(`, ` ON ${next(tbl_name)}(`) : named)
  }
}

const schemaOf = (db: ReadDb, tables: readonly string[]): SchemaRow[] =>
  db
    .prepare(
      `SELECT type, name, tbl_name, rootpage, sql FROM main.sqlite_schema
       WHERE tbl_name IN (${tables.map(() => '?').join(', ')}) ORDER BY type DESC, rowid`,
    )
    .all(...tables) as SchemaRow[]

/** So many rows a step that it takes about as long as it may. */
function* paced(ms: number, work: (rows: number) => number): Generator<void, void> {
  let rows = 100
  for (;;) {
    const start = performance.now()
    const done = work(rows)
    if (done < rows) return
    const took = performance.now() - start
    rows = Math.max(20, Math.min(1_000_000, Math.round(rows * Math.min(4, ms / took))))
    yield
  }
}

function copying(db: WriteDb, { table, key }: Derived, ms: number): Generator<void, void> {
  const keys = key.join(', ')
  const [row, values] = [`(${keys})`, `(${key.map(() => '?').join(', ')})`]
  const last = `SELECT ${keys} FROM ${next(table)} ORDER BY ${key.map((k) => `${k} DESC`).join(', ')} LIMIT 1`
  const copy = (where: string) =>
    `INSERT INTO ${next(table)} SELECT * FROM rebuilt.${table} ${where} ORDER BY ${keys} LIMIT ?`
  return paced(ms, (rows) =>
    transact(db, () => {
      const after = statement(db, last).raw().get() as unknown[] | undefined
      return after
        ? statement(db, copy(`WHERE ${row} > ${values}`)).run(...after, rows).changes
        : statement(db, copy('')).run(rows).changes
    }),
  )
}

function indexing(db: WriteDb, ms: number): Generator<void, void> {
  const index = next(SEARCH_INDEX)
  return paced(ms, (rows) =>
    transact(
      db,
      () =>
        statement(
          db,
          `INSERT INTO ${index}(rowid, code, accession)
           SELECT n, code, accession FROM ${next('specimen')}
           WHERE n > (SELECT coalesce(max(id), 0) FROM ${index}_docsize) ORDER BY n LIMIT ?`,
        ).run(rows).changes,
    ),
  )
}

/** The moment at which the tables change places, with all that came in since they were derived. */
function exchange(db: WriteDb, built: Extent): void {
  if (newsSince(db, built) > MOST_NEWS) throw new Overtaken('too much came in meanwhile')
  exchangeRoots(db)
  remembering(db, () => catchUp(db, built), 'later')
  setMeta(db, 'projections', String(PROJECTIONS))
}

/**
 * Tables and indexes change places by the pages that they begin at: their names and statements stay
 * exactly those of the format. SQLite has no statement for that, so it is told to read its schema anew.
 */
function exchangeRoots(db: WriteDb): void {
  const roots = new Map(schemaOf(db, everyTable(ALL)).map(({ name, rootpage }) => [name, rootpage]))
  const put = 'UPDATE sqlite_schema SET rootpage = ? WHERE name = ?'
  const version = db.pragma('schema_version', { simple: true }) as number
  db.unsafeMode(true)
  try {
    db.pragma('writable_schema = ON')
    for (const [name, root] of roots) {
      const other = roots.get(counterpart(name))
      assert(other !== undefined, `a counterpart of ${name}`)
      if (root > 0) db.prepare(put).run(other, name)
    }
    db.pragma(`schema_version = ${version + 1}`)
    db.pragma('writable_schema = RESET')
  } finally {
    db.unsafeMode(false)
  }
}

const PARTS_OF_INDEX = ['data', 'idx', 'docsize', 'config'].map((part) => `${SEARCH_INDEX}_${part}`)

const everyTable = (tables: readonly string[]): string[] =>
  [...tables, ...PARTS_OF_INDEX].flatMap((name) => [name, next(name)])

/** The tables that stand beside the ledger's own while they are changed over. */
export const BESIDE: readonly string[] = everyTable(ALL).filter((name) => name.startsWith('next_'))

/** `next_x` for `x` and the other way round, also in the names that SQLite makes itself. */
function counterpart(name: string): string {
  const [, automatic = '', rest = name] = /^(sqlite_autoindex_)(.*)$/.exec(name) ?? []
  return automatic + (rest.startsWith('next_') ? rest.slice('next_'.length) : next(rest))
}

/** Empties tables that are no longer needed row by row, and removes them. */
function* disposing(db: WriteDb, ms: number): Generator<void, void> {
  for (const name of leftovers(db)) {
    for (const part of name === next(SEARCH_INDEX) ? PARTS_OF_INDEX.slice(0, 3).map(next) : [name])
      yield* emptying(db, part, ms)
    transact(db, () => db.exec(`DROP TABLE ${name}`))
    yield
  }
}

const leftovers = (db: ReadDb): string[] =>
  ALL.map(next).filter((name) =>
    statement(db, "SELECT 1 FROM main.sqlite_schema WHERE type = 'table' AND name = ?").get(name),
  )

function emptying(db: WriteDb, table: string, ms: number): Generator<void, void> {
  const keys = (db.pragma(`table_info(${table})`) as { name: string; pk: number }[])
    .filter(({ pk }) => pk > 0)
    .map(({ name }) => name)
    .join(', ')
  const sql = `DELETE FROM ${table} WHERE (${keys}) IN (SELECT ${keys} FROM ${table} LIMIT ?)`
  return paced(ms, (rows) => {
    // The parts of a search index are SQLite's own: it lets nobody else write them unasked.
    db.unsafeMode(true)
    try {
      return transact(db, () => db.prepare(sql).run(rows).changes)
    } finally {
      db.unsafeMode(false)
    }
  })
}

/** Removes what an end in the middle of a swap has left beside the tables. */
export function clearLeftovers(db: WriteDb): void {
  const names = leftovers(db)
  if (names.length === 0) return
  transact(db, () => {
    for (const name of names) db.exec(`DROP TABLE ${name}`)
  })
}
