import type { ReadDb } from '../../../electron/store/open.ts'

/** What SQLite would do for one statement, step by step; the values it is asked with do not matter. */
export function planOf(db: ReadDb, sql: string): string[] {
  const values = Array(sql.split('?').length - 1).fill(null)
  const named = [...sql.matchAll(/(?<=[\s(]):([a-z]\w*)/g)].map(([, name]) => [name, null])
  const given = named.length > 0 ? [Object.fromEntries(named)] : values
  const steps = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...given) as { detail: string }[]
  return steps.map(({ detail }) => detail)
}

/** Every statement that a connection is asked to prepare while `work` runs, once each. */
export function statementsOf(db: ReadDb, work: () => void): string[] {
  const { prepare } = db
  const seen = new Set<string>()
  db.prepare = ((sql: string) => {
    seen.add(sql)
    return prepare.call(db, sql)
  }) as typeof prepare
  try {
    work()
  } finally {
    db.prepare = prepare
  }
  return [...seen]
}

/** Tables that grow with every scan, and the names that queries give them. */
const BIG = [
  'event',
  'stream_order',
  'entity',
  'entity_event',
  'specimen',
  'tube_claim',
  'command_done',
]

/**
 * Steps of a plan that read a whole table which grows without end, or sort what may be all of it. A table
 * in a plan goes by the name that the query gives it, so its names are read from the query.
 */
export function slowSteps(db: ReadDb, sql: string): string[] {
  const names = new Set(BIG.flatMap((table) => [table, ...aliasesOf(sql, table)]))
  return planOf(db, sql).filter((step) => {
    const scanned = /^SCAN (\w+)(?! VIRTUAL)/.exec(step)?.[1]
    return (scanned !== undefined && names.has(scanned)) || step.startsWith('USE TEMP B-TREE')
  })
}

function aliasesOf(sql: string, table: string): string[] {
  const found = sql.matchAll(
    new RegExp(`\\b(?:FROM|JOIN|from|join) "?${table}"?(?: as)? "?(\\w+)"?`, 'g'),
  )
  return [...found].map(([, alias]) => alias!)
}
