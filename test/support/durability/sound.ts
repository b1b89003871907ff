import { join } from 'node:path'
import { checkRun } from '#shared/ledger/chain.ts'
import type { Envelope } from '#shared/ledger/envelope.ts'
import { sha256 } from '../../../electron/sha256.ts'
import type { ReadDb, WriteDb } from '../../../electron/store/open.ts'
import { openLedger } from '../../../electron/store/opening.ts'
import { rebuild } from '../../../electron/store/rebuild.ts'
import { derivedOf } from '../store/derived.ts'

/** All events of a bench that has received none of another's, as envelopes, in order of arrival. */
export const envelopesOf = (db: ReadDb): Envelope[] =>
  rows<Envelope>(
    db,
    `SELECT c.name AS chain, e.seq, lower(hex(e.prev)) AS prev, lower(hex(e.hash)) AS hash, e.body
     FROM event e JOIN chain c ON c.id = e.chain ORDER BY e.id`,
  )

/** The running hash at each position of the common order. */
export const orderOf = (db: ReadDb): string[] =>
  rows<{ hash: string }>(
    db,
    'SELECT lower(hex(running)) AS hash FROM stream_order ORDER BY pos',
  ).map(({ hash }) => hash)

/** The ids of all commands that are done. */
export const commandsOf = (db: ReadDb): Set<string> =>
  new Set(rows<{ id: string }>(db, 'SELECT id FROM command_done').map(({ id }) => id))

function rows<Row>(db: ReadDb, sql: string): Row[] {
  return db.prepare(sql).all() as Row[]
}

/**
 * Opens a folder's ledger as the program does when it starts, and lets `look` look into it. Answers what
 * was found wrong at the opening, which is nothing where no harm was done, and what `look` says.
 */
export function lookInto<T>(
  folder: string,
  look: (db: WriteDb) => T,
): { readonly alarms: readonly string[]; readonly seen: T | null } {
  try {
    const hooks = { beforeUpgrade: () => {}, now: Date.now }
    const { db, opening } = openLedger(join(folder, 'ledger.db'), [], hooks)
    try {
      const { findings, anchorMissing } = opening
      const alarms = findings.map((finding) => `an alarm: ${JSON.stringify(finding)}`)
      return { alarms: anchorMissing ? [...alarms, 'no anchor'] : alarms, seen: look(db) }
    } finally {
      db.close()
    }
  } catch (error) {
    return { alarms: [`it does not open: ${String(error)}`], seen: null }
  }
}

/** What is wrong with the file or with the chain of its events. */
export function faultsOf(db: ReadDb): string[] {
  const faults: string[] = []
  const integrity = db.pragma('integrity_check', { simple: true })
  if (integrity !== 'ok') faults.push(`integrity: ${integrity}`)
  const checked = checkRun(sha256, null, envelopesOf(db))
  if (!checked.ok) faults.push(`the chain does not verify: ${JSON.stringify(checked.error)}`)
  return faults
}

/** Whether the derived tables are what they are derived from; they are made anew. */
export function derivedFaults(db: WriteDb): string[] {
  const live = JSON.stringify(derivedOf(db))
  rebuild(db)
  const isSame = JSON.stringify(derivedOf(db)) === live
  return isSame ? [] : ['the tables are not what they are derived from']
}
