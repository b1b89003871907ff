import type { Log } from '../../../service/log.ts'
import { foundSite } from '../../../service/store/benches.ts'
import type { Database } from '../../../service/store/database.ts'
import { databaseLog } from '../../../service/store/database-log.ts'
import { MemoryLog } from '../../../service/store/memory-log.ts'
import { EPOCH } from './events.ts'
import { allowManySites, asOwner, openTestStore } from './stored-keeper.ts'

/** A way to keep the log, as the conformance tests need it. */
export interface KeptLog {
  readonly log: Log
  /** Makes room for another stream. */
  found(stream: string): Promise<void>
  /** A backup of a stream; what it answers puts it back, in the epoch that is given. */
  backUp(stream: string): Promise<(epoch: string) => Promise<void>>
  /** Of all streams: a service has one. */
  setEpoch(epoch: string): Promise<void>
  close(): Promise<void>
}

/** The log in memory, one for each stream. */
export function memoryLogs(): KeptLog {
  const kept = new MemoryLog(EPOCH, [])
  return {
    log: kept,
    found: async (stream) => kept.found(stream),
    backUp: async () => {
      const copy = kept.copy()
      return async (epoch) => kept.restore(copy, epoch)
    },
    setEpoch: async (epoch) => {
      kept.epoch = epoch
    },
    close: async () => {},
  }
}

/** The log in PostgreSQL within this process. */
export async function pgliteLogs(): Promise<KeptLog> {
  const database = await openTestStore()
  await allowManySites(database)
  return storedLogs(database)
}

function storedLogs(database: Database): KeptLog {
  const setEpoch = async (epoch: string) => {
    await asOwner(database, () => database.query('update service set epoch = $1', [epoch]))
  }
  return {
    log: databaseLog(database),
    found: (stream) => foundSite(database, { stream, name: null }, 1),
    backUp: async (stream) => {
      const rows = await rowsOf(database, stream)
      return async (epoch) => {
        await asOwner(database, () => putBack(database, stream, rows))
        await setEpoch(epoch)
      }
    },
    setEpoch,
    close: () => database.close(),
  }
}

const TABLES = ['streams', 'chains', 'ledger', 'aliases', 'seals'] as const

async function rowsOf(database: Database, stream: string): Promise<Map<string, string>> {
  const rows = new Map<string, string>()
  for (const table of TABLES) {
    const sql = `select coalesce(jsonb_agg(t), '[]')::text as rows from ${table} t where stream = $1`
    const [row] = await database.query<{ rows: string }>(sql, [stream])
    rows.set(table, row!.rows)
  }
  return rows
}

/** As files are put back: under the triggers, which see nothing of it. */
async function putBack(database: Database, stream: string, rows: ReadonlyMap<string, string>) {
  await database.script('set session_replication_role = replica')
  for (const table of TABLES) {
    await database.query(`delete from ${table} where stream = $1`, [stream])
    const sql = `insert into ${table} select * from jsonb_populate_recordset(null::${table}, $1::jsonb)`
    await database.query(sql, [rows.get(table)!])
  }
  await database.script('set session_replication_role = origin')
}
