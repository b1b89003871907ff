import type Database from 'better-sqlite3'
import { type ReadDb, transact, type WriteDb } from '../open.ts'
import { sql as ledger } from './0001-ledger.ts'
import { sql as eventUid } from './0002-event-uid.ts'
import { sql as chainGaps } from './0003-chain-gaps.ts'
import { sql as derived } from './0004-derived.ts'
import { upgrade as proof } from './0005-proof.ts'
import { sql as envelopes } from './0006-envelopes.ts'
import { sql as discrepancies } from './0007-discrepancies.ts'
import { sql as benchWork } from './0008-bench-work.ts'

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
  { run: envelopes, safeFor: 6 },
  { run: discrepancies, safeFor: 7 },
  { run: benchWork, safeFor: 8 },
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

/** What a ledger's header says of its format is not what the ledger itself says: one of them was changed. */
export class OtherFormat extends Error {
  override readonly name = 'OtherFormat'
  constructor(format: number, said: number | null) {
    super(`format ${format}, and the ledger itself says ${said ?? 'none'}`)
  }
}

/** From this format on a ledger says its format itself as well, in its table `format`. */
const SAYS_ITSELF = 5

/**
 * The format that a ledger names in itself, where that is another than its header's; null for none.
 * Undefined where both are the same.
 */
export function otherFormat(db: ReadDb): number | null | undefined {
  const format = formatOf(db)
  const columns = db.pragma('table_info(format)') as { name: string }[]
  const isSaid = columns.some(({ name }) => name === 'version')
  if (!isSaid) return format >= 0 && format < SAYS_ITSELF ? undefined : null
  const said = db.prepare('SELECT version FROM format').pluck().get() as number | undefined
  return said === format ? undefined : (said ?? null)
}

export const formatOf = (db: ReadDb): number =>
  db.pragma('user_version', { simple: true }) as number

/**
 * Brings a ledger to this version's format; `before` is told of the format that it has, before the first
 * change of one that holds something. A ledger of a newer program is refused untouched, unless that
 * program has said that this one may go on working on it; one whose format is not the one that it was
 * brought to, with `OtherFormat`. Only a check of an older ledger's schema stops
 * at `upTo`.
 */
export function migrate(
  db: WriteDb,
  before: (format: number) => void = () => {},
  upTo = FORMAT,
): void {
  const format = formatOf(db)
  const other = otherFormat(db)
  if (other !== undefined) throw new OtherFormat(format, other)
  if (format > FORMAT && minSafeVersion(db) > FORMAT) throw new NewerLedger(format)
  if (format > 0 && format < FORMAT) before(format)
  for (let next = format; next < upTo; next++)
    transact(db, () => {
      const { run, safeFor } = MIGRATIONS[next]!
      if (typeof run === 'string') db.exec(run)
      else run(db)
      sayFormat(db, next + 1, safeFor)
    })
}

/** The oldest format whose programs may work on this ledger. A ledger that does not say it is for its own only. */
function minSafeVersion(db: ReadDb): number {
  const said = db.pragma('table_info(format)') as unknown[]
  if (said.length === 0) return formatOf(db)
  return db.prepare('SELECT min_safe_version FROM format').pluck().get() as number
}

function sayFormat(db: WriteDb, format: number, safeFor: number): void {
  db.pragma(`user_version = ${format}`)
  if (format < SAYS_ITSELF) return
  db.prepare('UPDATE format SET version = ?, min_safe_version = max(min_safe_version, ?)').run(
    format,
    safeFor,
  )
}
