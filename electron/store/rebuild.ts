import { dirname, join } from 'node:path'
import { readKept } from '#shared/ledger/body.ts'
import { DERIVED, SEARCH_INDEX } from './derived.ts'
import { remembering } from './heads.ts'
import { getMeta, setMeta } from './meta.ts'
import { transact, type WriteDb } from './open.ts'
import { PROJECTIONS, project } from './projections/project.ts'
import { indexSome } from './projections/text.ts'
import { extentOf, inOrder } from './rebuild/order.ts'
import { type BuildHooks, openShadow, removeShadow } from './rebuild/shadow.ts'
import { clearLeftovers, swap } from './rebuild/swap.ts'

export { DERIVED } from './derived.ts'

/** From so many events on tables are derived in a file apart: one transaction would fill the log many times. */
const MANY = 20_000

export interface RebuildHooks {
  say(done: number, of: number): void
}

const NOBODY: RebuildHooks = { say: () => {} }

/** Where the tables are derived again, beside the ledger. It holds nothing that is not in the ledger. */
export const shadowFileOf = (ledger: string): string => join(dirname(ledger), 'rebuild.db')

/**
 * Derives every table again from the ledger, in the common order and then this bench's own events, while
 * nobody else writes.
 */
export function rebuild(db: WriteDb, hooks: RebuildHooks = NOBODY, many = MANY): void {
  if (extentOf(db).event > many && !db.memory) rebuildApart(db, hooks)
  else rebuildInPlace(db)
  while (indexSome(db));
}

function rebuildInPlace(db: WriteDb): void {
  transact(db, () => {
    for (const table of DERIVED) db.exec(`DELETE FROM ${table}`)
    db.exec(`INSERT INTO ${SEARCH_INDEX}(${SEARCH_INDEX}) VALUES ('delete-all')`)
    const again = () => {
      for (const { id, body, uid } of inOrder(db, extentOf(db)))
        project(db, id, readKept(body, uid))
    }
    remembering(db, again, 'later')
    setMeta(db, 'projections', String(PROJECTIONS))
  })
}

function rebuildApart(db: WriteDb, { say }: RebuildHooks): void {
  const file = shadowFileOf(db.name)
  const shadow = openShadow(db.name, file)
  try {
    shadow.build({ say, isCancelled: () => false })
  } finally {
    shadow.close()
  }
  const steps = swap(db, file, ALL_AT_ONCE)
  while (!steps.next().done) db.pragma('wal_checkpoint(TRUNCATE)')
}

/** Milliseconds of one step, where nobody waits for the next. */
const ALL_AT_ONCE = 2_000

/**
 * Removes what an end in the middle of a rebuild has left, and rebuilds where this version derives something
 * else than the one that last wrote here.
 */
export function rebuildIfOld(db: WriteDb, hooks: RebuildHooks = NOBODY): void {
  clearLeftovers(db)
  if (!db.memory) removeShadow(shadowFileOf(db.name))
  const made = getMeta(db, 'projections')
  if (made === String(PROJECTIONS)) return
  if (made === null) setMeta(db, 'projections', String(PROJECTIONS))
  else rebuild(db, hooks)
}

/**
 * Derives all tables again in a file apart, beside a ledger that goes on. Answers the tables that the ledger
 * has otherwise, or null when it was cancelled; the file is kept for the writer where something differs, or
 * with `keep`.
 */
export function deriveApart(ledger: string, keep: boolean, hooks: BuildHooks): string[] | null {
  const file = shadowFileOf(ledger)
  const shadow = openShadow(ledger, file)
  try {
    const differ = shadow.build(hooks) ? shadow.differences(hooks) : null
    shadow.close()
    if (differ === null || (differ.length === 0 && !keep)) removeShadow(file)
    return differ
  } catch (error) {
    shadow.close()
    removeShadow(file)
    throw error
  }
}

/** The steps of a swap one by one, for a thread that answers other calls in between. */
export function createSwap(db: WriteDb): () => boolean {
  let steps: Generator<void, void> | null = null
  return () => {
    steps ??= swap(db, shadowFileOf(db.name))
    try {
      const { done } = steps.next()
      if (done) steps = null
      return !done
    } catch (error) {
      steps = null
      throw error
    }
  }
}
