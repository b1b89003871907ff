import type { ReadDb, WriteDb } from '../../../../electron/store/open.ts'
import { derivedFaults, envelopesOf, faultsOf, lookInto, orderOf } from '../sound.ts'
import type { Acknowledgement } from './acknowledged.ts'

/** What a bench had in the end, to which every earlier state of it must be a beginning. */
export interface Truth {
  /** Hashes of all events, in order of arrival. */
  readonly events: readonly string[]
  /** Running hashes of the common order. */
  readonly order: readonly string[]
}

export interface Verdict {
  /** What had been acknowledged and is not there. */
  readonly lost: readonly string[]
  /** What is there and wrong. */
  readonly broken: readonly string[]
  /** What the program says when it starts, though nothing that was promised is gone. */
  readonly alarms: readonly string[]
}

/**
 * Opens what a power cut left, as the program does, and looks for all that had been acknowledged. `next` is
 * what would have been acknowledged next: the act that was under way may have been saved. `deeply`: derives
 * every table anew as well.
 */
export function checkImage(
  folder: string,
  truth: Truth,
  had: Acknowledgement,
  next: Acknowledgement,
  deeply: boolean,
): Verdict {
  const { alarms, seen } = lookInto(folder, (db) => ({
    lost: lost(db, had, next),
    broken: [...broken(db, truth), ...(deeply && !db.readonly ? derivedFaults(db) : [])],
  }))
  return { lost: [], broken: [], ...seen, alarms }
}

function lost(db: ReadDb, had: Acknowledgement, next: Acknowledgement): string[] {
  const count = (table: string) =>
    db.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number
  const missing = (what: string, is: number, was: number) =>
    is < was ? [`${was - is} ${what} of ${was}`] : []
  const intake = (db.prepare('SELECT session FROM intake').pluck().get() ?? null) as string | null
  return [
    ...missing('events', count('event'), had.events),
    ...missing('commands', count('command_done'), had.commands),
    ...missing('positions of the common order', count('stream_order'), had.order),
    ...(intake === had.intake || intake === next.intake ? [] : ['the state of the intake']),
  ]
}

function broken(db: WriteDb, truth: Truth): string[] {
  const faults = faultsOf(db)
  if (envelopesOf(db).some(({ hash }, n) => hash !== truth.events[n])) faults.push('other events')
  if (orderOf(db).some((hash, n) => hash !== truth.order[n])) faults.push('another common order')
  return faults
}

/** Reads the truth from the ledger that a bench has left whole. */
export function truthOf(folder: string): Truth {
  const { alarms, seen } = lookInto(folder, (db) => ({
    events: envelopesOf(db).map(({ hash }) => hash),
    order: orderOf(db),
  }))
  if (!seen || alarms.length > 0) throw new Error(`a bench that ended well: ${alarms.join('; ')}`)
  return seen
}
