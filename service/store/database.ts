import { PGlite } from '@electric-sql/pglite'

/** One statement's parameter. Text arrays become PostgreSQL arrays. */
export type Parameter =
  | string
  | number
  | boolean
  | null
  | readonly (string | null)[]
  | readonly number[]
  | readonly boolean[]

/** What runs statements: the database itself or one of its transactions. */
export interface Queries {
  query<Row>(sql: string, parameters?: readonly Parameter[]): Promise<Row[]>
}

/** PostgreSQL, whichever one: the service uses nothing that is special to PGlite. */
export interface Database extends Queries {
  /** Runs statements without parameters, several at once. */
  script(sql: string): Promise<void>
  transaction<T>(run: (queries: Queries) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/**
 * Opens PostgreSQL within this process (PGlite) over a folder, or in memory for null. One process
 * only: see `lock.ts`. It never flushes files to the disk itself, so a power cut may take the last
 * seconds with it; the benches keep their events all the same.
 */
export async function openPglite(folder: string | null): Promise<Database> {
  const pglite = await PGlite.create(folder ?? 'memory://')
  const on = (target: Pick<PGlite, 'query'>): Queries => ({
    query: async <Row>(sql: string, parameters: readonly Parameter[] = []) =>
      (await target.query<Row>(sql, [...parameters])).rows,
  })
  return {
    ...on(pglite),
    script: async (sql) => {
      await pglite.exec(sql)
    },
    transaction: (run) => pglite.transaction((inner) => run(on(inner as unknown as PGlite))),
    close: () => pglite.close(),
  }
}
