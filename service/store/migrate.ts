import type { Database } from './database.ts'
import { ledger } from './migrations/0001-ledger.ts'
import { keepRun } from './migrations/0002-keep-run.ts'
import { keeperRole } from './migrations/0003-keeper-role.ts'
import { seals } from './migrations/0004-seals.ts'
import { forksAndHoles } from './migrations/0005-forks-and-holes.ts'

/** In the order in which they run. One that has ever run anywhere is never changed. */
export const MIGRATIONS: readonly { readonly number: number; readonly sql: string }[] = [
  { number: 1, sql: ledger },
  { number: 2, sql: keepRun },
  { number: 3, sql: keeperRole },
  { number: 4, sql: seals },
  { number: 5, sql: forksAndHoles },
]

/** Brings the schema up to date, each step in its own transaction. Throws on data of a newer service. */
export async function migrate(database: Database): Promise<void> {
  await database.script('create table if not exists migrations (number integer primary key)')
  const done = await database.query<{ number: number }>('select number from migrations')
  const newest = MIGRATIONS.at(-1)!.number
  if (done.some(({ number }) => number > newest)) {
    throw new Error('These data were written by a newer version of the service.')
  }
  for (const { number, sql } of MIGRATIONS) {
    if (done.some((row) => row.number === number)) continue
    await database.script(`begin; ${sql} insert into migrations values (${number}); commit;`)
  }
}
