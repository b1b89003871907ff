import { fsyncSync } from 'node:fs'
import { PGlite } from '@electric-sql/pglite'
import { ensureFlushed } from './flushed.ts'
import { type Flush, FlushingFs } from './flushing-fs.ts'

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
  /** Whether what is committed is safe from a power cut. */
  readonly isFlushed: boolean
  /** Runs statements without parameters, several at once. */
  script(sql: string): Promise<void>
  transaction<T>(run: (queries: Queries) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** As PGlite starts PostgreSQL, which otherwise would flush nothing, and log to files by a call that does nothing here. */
const FLUSHING = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
  ...['-c', 'wal_sync_method=fsync'],
]

/**
 * Opens PostgreSQL within this process (PGlite) over a folder, or in memory for null. One process
 * only: see `lock.ts`. What is committed is on the disk, unless `flush` is null, which is faster.
 */
export async function openPglite(
  folder: string | null,
  flush: Flush | null = fsyncSync,
): Promise<Database> {
  const isFlushed = folder !== null && flush !== null
  const pglite = isFlushed
    ? await PGlite.create({ fs: new FlushingFs(folder, flush), startParams: FLUSHING })
    : await PGlite.create(folder ?? 'memory://')
  const on = (target: Pick<PGlite, 'query'>): Queries => ({
    query: async <Row>(sql: string, parameters: readonly Parameter[] = []) =>
      (await target.query<Row>(sql, [...parameters])).rows,
  })
  if (isFlushed) ensureFlushed(folder)
  return {
    ...on(pglite),
    isFlushed,
    script: async (sql) => {
      await pglite.exec(sql)
    },
    transaction: (run) => pglite.transaction((inner) => run(on(inner as unknown as PGlite))),
    close: () => pglite.close(),
  }
}
