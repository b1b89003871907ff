import type { Act, Command } from '#shared/domain/commands.ts'
import { decide } from '#shared/domain/decide.ts'
import type { Refusal } from '#shared/domain/refusals.ts'
import type { Cell } from '#shared/ledger/seal.ts'
import { err, ok, type Result } from '#shared/lib/result.ts'
import { accessions } from './accessions.ts'
import type { StoreContext } from './context.ts'
import { bodyOf } from './entities.ts'
import { remembering } from './heads.ts'
import { append } from './ledger.ts'
import { transact, type WriteDb } from './open.ts'
import { sumOf } from './row-sum.ts'
import { sealIfDue } from './seals.ts'
import { statement } from './sql.ts'
import { seen } from './sync/cursor.ts'
import { createWorld } from './world.ts'

export interface Saved {
  /** The last event of the ledger after the act. */
  readonly position: number
  readonly touched: readonly string[]
}

/** Carries out one command as one transaction, flushed to the disk when this returns. */
export function execute(
  store: StoreContext,
  actor: string,
  command: Command,
  each?: (done: number) => void,
): Result<Saved, Refusal> {
  return transact(store.db, () =>
    remembering(store.db, () => executeWithin(store, actor, command, each)),
  )
}

/** The same inside a transaction that is already open. A command that is done already answers as it did. */
export function executeWithin(
  store: StoreContext,
  actor: string,
  command: Command,
  each?: (done: number) => void,
): Result<Saved, Refusal> {
  const { db, clock } = store
  const before = done(db, command.id)
  if (before) return ok(before)
  const numbering = accessions(store)
  const act: Act = { actor, now: clock.now(), accession: numbering.next }
  const decided = decide(createWorld(db), act, command)
  if (!decided.ok) return decided
  if (decided.value.length === 0) return err({ type: 'NothingToUndo' })
  const { via, id } = command
  const how = { actor, command: id, via, clock, newId: store.newId, seen: seen(db), key: store.key }
  const events = append(db, decided.value, how, each)
  sealIfDue(store)
  numbering.keep()
  remember(db, command, actor, act.now, events)
  const touched = new Set(decided.value.flatMap((draft) => draft.ents))
  return ok({ position: events.at(-1)!, touched: [...touched] })
}

function done(db: WriteDb, id: string): Saved | null {
  const row = statement(db, 'SELECT first_event, last_event FROM command_done WHERE id = ?').get(
    id,
  ) as { first_event: number; last_event: number } | undefined
  if (!row) return null
  const bodies = statement(db, 'SELECT body FROM event WHERE id BETWEEN ? AND ?').all(
    row.first_event,
    row.last_event,
  ) as { body: string }[]
  const touched = new Set(bodies.flatMap(({ body }) => bodyOf(body).ents))
  return { position: row.last_event, touched: [...touched] }
}

function remember(
  db: WriteDb,
  command: Command,
  actor: string,
  at: number,
  events: readonly number[],
): void {
  const [first, last] = [events[0]!, events.at(-1)!]
  const done = [command.id, command.type, actor, at, first, last, null] as const
  statement(
    db,
    `INSERT INTO command_done(id, type, actor, at, first_event, last_event, undone_by, sum)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(...done, sumOf('command_done', ...done))
  if (command.type === 'undo') rememberUndone(db, command.command, command.id)
}

function rememberUndone(db: WriteDb, id: string, by: string): void {
  const row = statement(
    db,
    'SELECT id, type, actor, at, first_event, last_event FROM command_done WHERE id = ?',
  )
    .raw()
    .get(id) as Cell[] | undefined
  if (!row) return
  statement(db, 'UPDATE command_done SET undone_by = ?, sum = ? WHERE id = ?').run(
    by,
    sumOf('command_done', ...row, by),
    id,
  )
}
