import { transact, type WriteDb } from '../open.ts'
import { sql as ledger } from './0001-ledger.ts'
import { sql as eventUid } from './0002-event-uid.ts'
import { sql as chainGaps } from './0003-chain-gaps.ts'
import { sql as derived } from './0004-derived.ts'

/** Every migration that ever landed, in order. One that has landed is never changed. */
const MIGRATIONS: readonly string[] = [ledger, eventUid, chainGaps, derived]

export class NewerLedger extends Error {
  override readonly name = 'NewerLedger'
  readonly version: number
  constructor(version: number) {
    super(`The ledger has format ${version}; this program knows up to ${MIGRATIONS.length}`)
    this.version = version
  }
}

/** Brings a ledger to this version's format. A ledger of a newer program is refused untouched. */
export function migrate(db: WriteDb): void {
  const version = db.pragma('user_version', { simple: true }) as number
  if (version > MIGRATIONS.length) throw new NewerLedger(version)
  for (let next = version; next < MIGRATIONS.length; next++)
    transact(db, () => {
      db.exec(MIGRATIONS[next]!)
      db.pragma(`user_version = ${next + 1}`)
    })
}
