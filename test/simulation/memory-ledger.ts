import Database from 'better-sqlite3'
import { APPLICATION_ID, type ReadDb, type WriteDb } from '../../electron/store/open.ts'

/** The end of the program in the middle of its work. */
export class Crash extends Error {
  override readonly name = 'Crash'
}

/** What will end the program: at the nth statement from now, or after the nth commit. */
export interface Fuse {
  statements: number
  commits: number
  blown: 'in a transaction' | 'after a commit' | null
}

export const noFuse = (): Fuse => ({
  statements: Number.POSITIVE_INFINITY,
  commits: Number.POSITIVE_INFINITY,
  blown: null,
})

/**
 * A real ledger in memory, whose program may end at any statement. What a power cut leaves of a transaction
 * that was not committed is nothing, which is what SQLite's roll-back leaves here.
 */
export function openMemory(image: Uint8Array | null, fuse: Fuse): WriteDb {
  const db = image ? new Database(Buffer.from(image)) : new Database(':memory:')
  db.pragma('foreign_keys = ON')
  if (!image) db.pragma(`application_id = ${APPLICATION_ID}`)
  const tick = () => {
    if (fuse.blown) throw new Crash(fuse.blown)
    if (--fuse.statements <= 0) {
      fuse.blown = 'in a transaction'
      throw new Crash(fuse.blown)
    }
  }
  const prepare = db.prepare.bind(db)
  const exec = db.exec.bind(db)
  const tripping = (statement: Database.Statement): Database.Statement => {
    for (const name of ['run', 'get', 'all', 'iterate'] as const) {
      const call = statement[name].bind(statement) as (...given: unknown[]) => unknown
      Object.defineProperty(statement, name, {
        value: (...given: unknown[]) => {
          tick()
          return call(...given)
        },
      })
    }
    return statement
  }
  const known = new Map<string, Database.Statement>()
  peeks.set(db, (sql) => {
    const statement = known.get(sql) ?? prepare(sql)
    known.set(sql, statement)
    return statement
  })
  return Object.assign(db, {
    prepare: (sql: string) => tripping(prepare(sql)),
    exec: (sql: string) => {
      if (sql === 'ROLLBACK') return exec(sql)
      tick()
      exec(sql)
      if (sql === 'COMMIT' && --fuse.commits <= 0) {
        fuse.blown = 'after a commit'
        throw new Crash(fuse.blown)
      }
      return db
    },
  }) as unknown as WriteDb
}

const peeks = new WeakMap<Database.Database, (sql: string) => Database.Statement>()

/** A statement of the simulation's own, which ends no program. */
export const peek = (db: ReadDb, sql: string): Database.Statement => peeks.get(db)!(sql)

/** The bytes of a ledger as they are now. */
export function imageOf(db: WriteDb): Uint8Array {
  const image = db.serialize()
  // As a file without a log: memory has none.
  image[18] = 1
  image[19] = 1
  return image
}
