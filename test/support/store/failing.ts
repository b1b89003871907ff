import { createHash } from 'node:crypto'
import type { WriteDb } from '../../../electron/store/open.ts'

/** What a statement throws that was chosen to fail. */
export class Failed extends Error {}

/** Lets the statement of that number fail, counted from now on over a connection that has prepared none yet. */
export interface Failing {
  /** 0: none. */
  at: number
  count: number
}

const CALLS = ['run', 'get', 'all'] as const

export function failing(db: WriteDb): Failing {
  const state: Failing = { at: 0, count: 0 }
  const tick = () => {
    state.count++
    if (state.count === state.at) throw new Failed(`statement ${state.at}`)
  }
  const prepare = db.prepare.bind(db)
  db.prepare = ((sql: string) => {
    const statement = prepare(sql)
    for (const call of CALLS) {
      const real = statement[call].bind(statement) as (...given: unknown[]) => unknown
      statement[call] = ((...given: unknown[]) => {
        tick()
        return real(...given)
      }) as never
    }
    return statement
  }) as never
  const exec = db.exec.bind(db)
  db.exec = (sql: string) => {
    if (sql !== 'ROLLBACK') tick()
    return exec(sql)
  }
  return state
}

/** One hash over every row of every table. */
export function everyRow(db: WriteDb): string {
  const hash = createHash('sha256')
  const tables = db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    .pluck()
    .all() as string[]
  for (const table of tables)
    hash.update(JSON.stringify([table, db.prepare(`SELECT * FROM ${table}`).raw().all()]))
  return hash.digest('hex')
}
