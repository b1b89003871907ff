import type { Envelope } from '#shared/ledger/envelope.ts'
import { foundSite } from '../../../service/store/benches.ts'
import type { Database } from '../../../service/store/database.ts'
import { databaseLog } from '../../../service/store/database-log.ts'
import { openStore } from '../../../service/store/open.ts'
import { Centre } from './centre.ts'
import { EPOCH } from './events.ts'

/** The service's store in memory. */
export const openTestStore = (): Promise<Database> =>
  openStore({ folder: null, now: 1, newEpoch: () => EPOCH })

/** Runs as the owner of the tables, as the service never does. */
export async function asOwner<T>(database: Database, run: () => Promise<T>): Promise<T> {
  await database.query('reset role')
  try {
    return await run()
  } finally {
    await database.query('set role frostkeep_keeper')
  }
}

/** Lets a test keep many sites in one store; the service keeps one. */
export const allowManySites = (database: Database): Promise<void> =>
  asOwner(database, () =>
    database.script('alter table streams drop constraint streams_one_site_key'),
  )

export const foundTestSite = (database: Database, stream: string): Promise<void> =>
  foundSite(database, { stream, name: null }, 1)

/** What the service does with a run, without HTTP. */
export const pushTo = (database: Database, stream: string, run: readonly Envelope[]) =>
  new Centre(databaseLog(database), stream).push(run)

export interface LogRow {
  readonly pos: number
  readonly envelope: Envelope
  readonly uid: string | null
  readonly quarantine: string | null
  readonly running: string
}

interface StoredRow extends Omit<Envelope, 'seq'> {
  readonly pos: number
  readonly seq: number
  readonly uid: string | null
  readonly quarantine: string | null
  readonly running: string
}

export async function readLog(database: Database, stream: string): Promise<LogRow[]> {
  const rows = await database.query<StoredRow>(
    `select pos, chain, seq, encode(prev, 'hex') as prev, encode(hash, 'hex') as hash, body, uid,
       quarantine, encode(running, 'hex') as running
     from ledger where stream = $1 order by pos`,
    [stream],
  )
  return rows.map(({ pos, uid, quarantine, running, ...envelope }) => ({
    pos: Number(pos),
    envelope: { ...envelope, seq: Number(envelope.seq) },
    uid,
    quarantine,
    running,
  }))
}
