import { readKept } from '#shared/ledger/body.ts'
import type { Cell } from '#shared/ledger/seal.ts'
import type { StoreContext } from '../context.ts'
import { headsOf } from '../entities.ts'
import { remembering } from '../heads.ts'
import { transact, type WriteDb } from '../open.ts'
import { projectClocksAgain } from '../projections/clocks.ts'
import { projectAgain, projectForksAgain } from '../projections/project.ts'
import { sumOf } from '../row-sum.ts'
import { statement } from '../sql.ts'
import { mustHold } from './contradiction.ts'
import { getCursor, setCursor } from './cursor.ts'
import { runningAt } from './order.ts'
import { acknowledged, ownLives, setAcknowledged } from './own-lives.ts'

/**
 * The service goes on in `epoch` from `common`, up to which its order and the one received here are the
 * same; what came after is gone there. It is kept as evidence, own events are to be sent again, and nothing
 * is forgotten: what has no position any more is still shown. With the cursor as `common` only what was
 * acknowledged and never came back is to be sent again.
 *
 * Throws `PageContradicts` where `common` is no position of the order as it was received.
 */
export function diverge(
  store: StoreContext,
  common: { readonly pos: number; readonly hash: string },
  epoch: string,
): void {
  const { db } = store
  transact(db, () => remembering(db, () => divergeWithin(store, common, epoch), 'later'))
}

function divergeWithin(
  { db, clock }: StoreContext,
  { pos, hash }: { readonly pos: number; readonly hash: string },
  epoch: string,
): void {
  const before = getCursor(db)
  mustHold(runningAt(db, [pos])[0] === hash, `position ${pos} as it was received`)
  const again = before ? lose(db, before.epoch, pos, clock.now()) : []
  setCursor(db, { epoch, pos, hash })
  sendLostAgain(db)
  for (const name of again) projectAgain(db, name)
  projectClocksAgain(db)
  projectForksAgain(db)
}

interface Lost {
  readonly pos: number
  readonly event: number
  readonly alias: number | null
  readonly hash: Uint8Array
  readonly running: Uint8Array
  readonly received_at: number
  readonly receipt: Uint8Array
  readonly quarantine: string | null
  readonly body: string
}

const LOST = `
  SELECT o.pos, o.event, o.alias, coalesce(a.hash, e.hash) AS hash, o.running, o.received_at, o.receipt,
    o.quarantine, e.body
  FROM stream_order o JOIN event e ON e.id = o.event LEFT JOIN alias a ON a.id = o.alias
  WHERE o.pos > ? ORDER BY o.pos LIMIT 1000`

/** Keeps every position after `pos` as a lost one. Answers the entities whose events have come into another order. */
function lose(db: WriteDb, epoch: string, pos: number, lostAt: number): Set<string> {
  const again = new Set<string>()
  let before = runningBytes(db, pos)
  let last = pos
  for (;;) {
    const rows = statement(db, LOST).all(last) as Lost[]
    for (const row of rows) {
      keep(db, epoch, before, row, lostAt)
      for (const name of readKept(row.body, '').ents)
        if (row.quarantine !== null || headsOf(db, name).length > 1) again.add(name)
      before = row.running
      last = row.pos
    }
    if (rows.length < 1000) break
  }
  statement(db, 'DELETE FROM stream_order WHERE pos > ?').run(pos)
  return again
}

const runningBytes = (db: WriteDb, pos: number): Uint8Array =>
  (statement(db, 'SELECT running FROM stream_order WHERE pos = ?').pluck().get(pos) as
    | Uint8Array
    | undefined) ?? Buffer.alloc(32)

function keep(db: WriteDb, epoch: string, before: Uint8Array, row: Lost, lostAt: number): void {
  const last = statement(db, 'SELECT coalesce(max(id), 0) FROM past_order').pluck().get() as number
  const { pos, event, alias, hash, running, received_at, receipt, quarantine } = row
  const cells: Cell[] = [last + 1, epoch, pos, event, alias, hash, before, running]
  cells.push(received_at, receipt, quarantine, lostAt)
  statement(
    db,
    `INSERT INTO past_order(id, epoch, pos, event, alias, hash, before, running, received_at, receipt,
       quarantine, lost_at, sum) VALUES (${cells.map(() => '?').join(', ')}, ?)`,
  ).run(...cells, sumOf('past_order', ...cells))
}

const LAST_STANDING = `
  SELECT max(seq) FROM (
    SELECT max(e.seq) AS seq FROM event e JOIN stream_order o ON o.event = e.id
    WHERE e.chain = :chain AND o.alias IS NULL
    UNION ALL
    SELECT max(a.seq) FROM alias a JOIN stream_order o ON o.alias = a.id AND o.event = a.event
    WHERE a.chain = :chain)`

/**
 * What stands in the order is the last link that the service surely has of a chain; a chain's links come to
 * it one after the other, so it has those before as well.
 */
function sendLostAgain(db: WriteDb): void {
  const known = { ...acknowledged(db) }
  for (const { id, name } of ownLives(db)) {
    const stands = statement(db, LAST_STANDING).pluck().get({ chain: id }) as number | null
    known[name] = Math.min(known[name] ?? 0, stands ?? 0)
  }
  setAcknowledged(db, known)
}
