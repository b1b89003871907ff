import { type Database, openPglite } from './database.ts'
import { migrate } from './migrate.ts'

/**
 * Opens the service's data in a folder (null: in memory), founding it on first use with `newEpoch`.
 * From then on it works as a role that may read and append, never change or delete an event.
 */
export async function openStore(
  folder: string | null,
  now: number,
  newEpoch: () => string,
): Promise<Database> {
  const database = await openPglite(folder)
  await migrate(database)
  await database.query(
    'insert into service (epoch, created_at) values ($1, $2) on conflict do nothing',
    [newEpoch(), now],
  )
  await database.query('set role frostkeep_keeper')
  return database
}
