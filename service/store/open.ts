import { type Database, openPglite } from './database.ts'
import { migrate } from './migrate.ts'

export interface StoreOptions {
  /** Null: in memory. */
  readonly folder: string | null
  /** UTC milliseconds. */
  readonly now: number
  readonly newEpoch: () => string
  /** Begins a new epoch: the data were restored, and every bench is to compare its order with them. */
  readonly isRestored?: boolean
  /** False for tests that would rather be fast: what is committed may not be on the disk. */
  readonly isFlushed?: boolean
}

/**
 * Opens the service's data, founding them on first use. From then on it works as a role that may read and
 * append, never change or delete an event.
 */
export async function openStore(options: StoreOptions): Promise<Database> {
  const { folder, now, newEpoch, isRestored = false, isFlushed = true } = options
  const database = await (isFlushed ? openPglite(folder) : openPglite(folder, null))
  await migrate(database)
  await database.query(
    'insert into service (epoch, created_at) values ($1, $2) on conflict do nothing',
    [newEpoch(), now],
  )
  if (isRestored) await database.query('update service set epoch = $1', [newEpoch()])
  await database.query('set role frostkeep_keeper')
  return database
}
