import type Database from 'better-sqlite3'
import type { Cursor } from '#shared/sync/protocol.ts'
import type { ServiceContext } from './context.ts'
import { allBenches, theSite } from './store/benches.ts'
import { streamHead } from './store/shelf.ts'

/** Since when no donor's key is lent, because the data may be older than an erasure. */
export interface Held {
  /** Names this hold, 32 hexadecimal digits: what a bench told in an earlier one does not count. */
  readonly id: string
  /** UTC milliseconds. */
  readonly at: number
  /** Up to where the restored order went. */
  readonly pos: number
}

/** A bench that was in before the hold began. */
export interface Awaited {
  readonly install: string
  /** It has received at least all that the restored data have. */
  readonly saw: boolean
  /** It has told of every erased donor that it knows. */
  readonly told: boolean
}

/** Whether keys are lent. It lies with them: who puts the keys back puts this back. */
export interface Hold {
  now(): Held | null
  awaited(): readonly Awaited[]
  /** The epoch that the keys were last kept in; null before the first time. */
  epoch(): string | null
  setEpoch(epoch: string): void
  begin(held: Held, installs: readonly string[]): void
  saw(install: string): void
  told(install: string): void
  end(): void
}

export const HOLD_SCHEMA = `
CREATE TABLE IF NOT EXISTS epoch (one INTEGER PRIMARY KEY CHECK (one = 1), name TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS hold (
  one INTEGER PRIMARY KEY CHECK (one = 1), id TEXT NOT NULL, at INTEGER NOT NULL, pos INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS hold_bench (
  install TEXT PRIMARY KEY, saw INTEGER NOT NULL, told INTEGER NOT NULL
) STRICT;`

export function holdIn(db: Database.Database): Hold {
  const run = (sql: string, ...given: unknown[]) => void db.prepare(sql).run(...given)
  const end = () => {
    run('DELETE FROM hold')
    run('DELETE FROM hold_bench')
  }
  const begin = ({ id, at, pos }: Held, installs: readonly string[]) => {
    end()
    run('INSERT INTO hold(one, id, at, pos) VALUES (1, ?, ?, ?)', id, at, pos)
    for (const install of installs)
      run('INSERT INTO hold_bench(install, saw, told) VALUES (?, 0, 0)', install)
  }
  return {
    now: () => (db.prepare('SELECT id, at, pos FROM hold').get() as Held | undefined) ?? null,
    awaited: () =>
      (db.prepare('SELECT install, saw, told FROM hold_bench').all() as AwaitedRow[]).map(
        ({ install, saw, told }) => ({ install, saw: saw === 1, told: told === 1 }),
      ),
    epoch: () => (db.prepare('SELECT name FROM epoch').pluck().get() as string | undefined) ?? null,
    setEpoch: (epoch) => run('INSERT OR REPLACE INTO epoch(one, name) VALUES (1, ?)', epoch),
    begin: (held, installs) => db.transaction(begin).immediate(held, installs),
    saw: (install) => run('UPDATE hold_bench SET saw = 1 WHERE install = ?', install),
    told: (install) => run('UPDATE hold_bench SET told = 1 WHERE install = ?', install),
    end: () => db.transaction(end).immediate(),
  }
}

interface AwaitedRow {
  readonly install: string
  readonly saw: 0 | 1
  readonly told: 0 | 1
}

/**
 * At every start, before anybody is answered: keys that were kept in another epoch than the log's may be of donors
 * who were erased since. The epoch is noted last, so that an end in between begins the hold once more.
 */
export async function holdAfterRestore(
  context: ServiceContext,
  isRestored: boolean,
): Promise<void> {
  const { database, keys } = context
  const [row] = await database.query<{ epoch: string }>('select epoch from service')
  const { epoch } = row!
  const known = keys.hold.epoch()
  if (isRestored || (known !== null && known !== epoch)) await beginHold(context)
  if (known !== epoch) keys.hold.setEpoch(epoch)
}

export const HELD =
  "These data may be older than an erasure: no donor's key is lent until a bench from before has told whom it knows to be erased (see also: npm run service -- lend-again)."

async function beginHold({ database, keys, now, random, say }: ServiceContext): Promise<void> {
  const site = await theSite(database)
  // Nobody was let in yet, so nothing can have been erased.
  if (!site) return
  const { pos } = (await streamHead(database, site.stream))!
  const benches = (await allBenches(database)).filter(({ revoked }) => !revoked)
  const id = Buffer.from(random(16)).toString('hex')
  keys.hold.begin(
    { id, at: now(), pos: Number(pos) },
    benches.map(({ install }) => install),
  )
  say(HELD)
}

/**
 * Where a bench stands in the order, as it has said in a call. One that has received something in this very epoch
 * that is not here knows more than these data: they were restored, and nobody has said so.
 */
export async function noteDiverged(
  context: ServiceContext,
  install: string,
  cursor: Cursor,
  head: Cursor,
): Promise<void> {
  const { hold } = context.keys
  const isUnsaid = cursor.epoch === head.epoch
  if (isUnsaid && !hold.now()) await beginHold(context)
  const held = hold.now()
  if (held && (isUnsaid || cursor.pos >= held.pos)) hold.saw(install)
}

/**
 * Ends the hold once one bench that had received all that was restored, or every bench that was in before and still is,
 * has told of the erasures it knows. Answers the hold that is left.
 */
export async function heldFor(
  { database, keys, say }: Pick<ServiceContext, 'database' | 'keys' | 'say'>,
  install: string,
  told: string | undefined,
): Promise<Held | null> {
  const { hold } = keys
  const held = hold.now()
  if (!held) return null
  if (told === held.id) hold.told(install)
  const benches = await allBenches(database)
  const isIn = new Set(benches.flatMap((one) => (one.revoked ? [] : one.install)))
  const awaited = hold.awaited().filter((one) => isIn.has(one.install))
  const isKnown = awaited.some((one) => one.saw && one.told)
  const isAll = awaited.length > 0 && awaited.every((one) => one.told)
  if (!isKnown && !isAll) return held
  hold.end()
  say("A bench from before has told whom it knows to be erased: donors' keys are lent again.")
  return null
}
