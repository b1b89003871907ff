import type { Envelope } from '#shared/ledger/envelope.ts'
import { err, type Result } from '#shared/lib/result.ts'
import type { AdmissionRefusal } from '#shared/sync/admission.ts'
import { examine } from '#shared/sync/examine.ts'
import type { PushOutcome } from '#shared/sync/protocol.ts'
import { foundSite } from '../../../service/store/benches.ts'
import type { Database } from '../../../service/store/database.ts'
import { keepRun } from '../../../service/store/ledger.ts'
import { openStore } from '../../../service/store/open.ts'
import { EPOCH, sha256 } from './events.ts'
import type { LogRow } from './memory-keeper.ts'

/** The service's store in memory. */
export const openTestStore = (): Promise<Database> => openStore(null, 1, () => EPOCH)

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
export async function pushTo(
  database: Database,
  stream: string,
  run: readonly Envelope[],
): Promise<Result<readonly PushOutcome[], AdmissionRefusal>> {
  const { good, fault } = examine(sha256, run)
  return fault && good.length === 0 ? err(fault) : keepRun(database, stream, good, 1)
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
