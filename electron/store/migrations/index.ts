import type Database from 'better-sqlite3'
import { type ReadDb, transact, type WriteDb } from '../open.ts'
import { sql as ledger } from './0001-ledger.ts'
import { sql as eventUid } from './0002-event-uid.ts'
import { sql as chainGaps } from './0003-chain-gaps.ts'
import { sql as derived } from './0004-derived.ts'
import { upgrade as proof } from './0005-proof.ts'

/**
 * One step of the format. `safeFor` is the oldest format whose programs may go on working on a ledger
 * that has taken the step: its own number where they would break or forget something.
 */
interface Migration {
  readonly run: string | ((db: Database.Database) => void)
  readonly safeFor: number
}

/** Every migration that ever landed, in order. One that has landed is never changed. */
const MIGRATIONS: readonly Migration[] = [
  { run: ledger, safeFor: 1 },
  { run: eventUid, safeFor: 1 },
  { run: chainGaps, safeFor: 3 },
  { run: derived, safeFor: 4 },
  { run: proof, safeFor: 5 },
]

/** The format of a ledger that this program has brought up to date. */
export const FORMAT = MIGRATIONS.length

export class NewerLedger extends Error {
  override readonly name = 'NewerLedger'
  readonly version: number
  constructor(version: number) {
    super(`The ledger has format ${version}; this program knows up to ${FORMAT}`)
    this.version = version
  }
}

export const formatOf = (db: ReadDb): number =>
  db.pragma('user_version', { simple: true }) as number

/**
 * Brings a ledger to this version's format; `before` is told of the format that it has, before the first
 * change of one that holds something. A ledger of a newer program is refused untouched, unless that
 * program has said that this one may go on working on it. Only a check of an older ledger's schema stops
 * at `upTo`.
 */
export function migrate(
  db: WriteDb,
  before: (format: number) => void = () => {},
  upTo = FORMAT,
): void {
  const format = formatOf(db)
  if (format > FORMAT && minSafeVersion(db) > FORMAT) throw new NewerLedger(format)
  if (format > 0 && format < FORMAT) before(format)
  for (let next = format; next < upTo; next++)
    transact(db, () => {
      const { run, safeFor } = MIGRATIONS[next]!
      if (typeof run === 'string') db.exec(run)
      else run(db)
      db.pragma(`user_version = ${next + 1}`)
      sayMinSafe(db, safeFor)
    })
}

/** The oldest format whose programs may work on this ledger. A ledger that does not say it is for its own only. */
function minSafeVersion(db: ReadDb): number {
  const said = db.pragma('table_info(format)') as unknown[]
  if (said.length === 0) return formatOf(db)
  return db.prepare('SELECT min_safe_version FROM format').pluck().get() as number
}

/** From format 5 on a ledger says it itself. */
function sayMinSafe(db: WriteDb, safeFor: number): void {
  const said = db.pragma('table_info(format)') as unknown[]
  if (said.length > 0)
    db.prepare('UPDATE format SET min_safe_version = max(min_safe_version, ?)').run(safeFor)
}
