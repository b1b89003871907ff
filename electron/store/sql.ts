import type Database from 'better-sqlite3'
import {
  type Compilable,
  DummyDriver,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import type { ReadDb } from './open.ts'
import type { Tables } from './tables.ts'

/** Builds statements only: the bench's transaction is synchronous, so they run on better-sqlite3 itself. */
export const q = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
})

const prepared = new WeakMap<ReadDb, Map<string, Database.Statement>>()

/** A prepared statement, kept for as long as its connection lives. */
export function statement(db: ReadDb, sql: string): Database.Statement {
  return prepared.get(db)?.get(sql) ?? prepare(db, sql)
}

function prepare(db: ReadDb, sql: string): Database.Statement {
  const known = prepared.get(db) ?? new Map<string, Database.Statement>()
  const made = db.prepare(sql)
  prepared.set(db, known.set(sql, made))
  return made
}

export function all<R>(db: ReadDb, query: Compilable<R>): R[] {
  const { sql, parameters } = query.compile()
  return statement(db, sql).all(...parameters) as R[]
}

export function first<R>(db: ReadDb, query: Compilable<R>): R | undefined {
  const { sql, parameters } = query.compile()
  return statement(db, sql).get(...parameters) as R | undefined
}

/** Whether an event that this version cannot read takes part in the entity of that name, as 0 or 1. */
export const unreadSql = (name: string): string =>
  `coalesce((SELECT instr(e.heads, '"unread":true') > 0 FROM entity e WHERE e.name = ${name}), 0)`
