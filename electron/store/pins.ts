import { randomBytes, scryptSync, timingSafeEqual } from 'node:crypto'
import type { SignInFault } from '#shared/contract/contract.ts'
import { err, ok, type Result } from '#shared/lib/result.ts'
import type { ReadDb, WriteDb } from './open.ts'
import { sumOf } from './row-sum.ts'
import { statement } from './sql.ts'

/** After so many wrong PINs only the badge opens the account: no clock takes part, so none can be turned. */
const TRIES = 5

/** About 60 ms on a bench's computer: much for a guesser of four digits, little for a person. */
const COST = { N: 32_768, r: 8, p: 1, maxmem: 64 * 1024 * 1024 } as const

interface PinRow {
  readonly salt: Uint8Array
  readonly hash: Uint8Array
  readonly wrong: number
}

/** A PIN belongs to this bench and is not in the ledger: ten thousand guesses would find it there. */
export function setPin(db: WriteDb, person: string, pin: string): void {
  const salt = randomBytes(16)
  putPin(db, person, { salt, hash: scryptSync(pin, salt, 32, COST), wrong: 0 })
}

function putPin(db: WriteDb, person: string, { salt, hash, wrong }: PinRow): void {
  statement(
    db,
    'INSERT OR REPLACE INTO pin(person, salt, hash, wrong, sum) VALUES (?, ?, ?, ?, ?)',
  ).run(person, salt, hash, wrong, sumOf('pin', person, salt, hash, wrong))
}

const pinOf = (db: ReadDb, person: string): PinRow | undefined =>
  statement(db, 'SELECT salt, hash, wrong FROM pin WHERE person = ?').get(person) as
    | PinRow
    | undefined

export const hasPin = (db: ReadDb, person: string): boolean =>
  statement(db, 'SELECT 1 FROM pin WHERE person = ?').get(person) !== undefined

/**
 * A damaged ledger is not written to, and people sign in to mend it: there wrong tries are counted for as
 * long as the program runs.
 */
const uncounted = new WeakMap<ReadDb, Map<string, number>>()

function uncountedIn(db: ReadDb): Map<string, number> {
  const known = uncounted.get(db) ?? new Map<string, number>()
  uncounted.set(db, known)
  return known
}

const wrongOf = (db: ReadDb, person: string, { wrong }: PinRow): number =>
  uncounted.get(db)?.get(person) ?? wrong

function count(db: WriteDb, person: string, row: PinRow, wrong: number): void {
  if (db.readonly) uncountedIn(db).set(person, wrong)
  else putPin(db, person, { ...row, wrong })
}

/** Checks a PIN. Wrong ones are counted on the disk, so a restart forgets none. */
export function checkPin(db: WriteDb, person: string, pin: string): Result<null, SignInFault> {
  const row = pinOf(db, person)
  if (!row) return err({ type: 'NoPin' })
  const before = wrongOf(db, person, row)
  if (before >= TRIES) return err({ type: 'BadgeNeeded' })
  const isRight = timingSafeEqual(scryptSync(pin, row.salt, 32, COST), row.hash)
  const wrong = isRight ? 0 : before + 1
  if (wrong !== before) count(db, person, row, wrong)
  if (isRight) return ok(null)
  return err(
    wrong >= TRIES ? { type: 'BadgeNeeded' } : { type: 'WrongPin', triesLeft: TRIES - wrong },
  )
}

/** The badge was shown: the wrong tries are forgotten. */
export function forgiveTries(db: WriteDb, person: string): void {
  const row = pinOf(db, person)
  if (row) count(db, person, row, 0)
}
