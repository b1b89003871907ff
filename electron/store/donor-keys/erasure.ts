import type { ClaimOf } from '#shared/domain/claims.ts'
import { benchActor } from '#shared/domain/directory/rules.ts'
import { donorOf, holderOf } from '#shared/domain/donor/rules.ts'
import { entity } from '#shared/domain/entities.ts'
import type { Head } from '#shared/domain/fold.ts'
import type { StoreContext } from '../context.ts'
import { bodiesOf } from '../entities.ts'
import { executeWithin } from '../execute.ts'
import { installOf, SETUP_VIA } from '../found.ts'
import { ownChain } from '../ledger.ts'
import { type ReadDb, transact } from '../open.ts'
import { statement } from '../sql.ts'
import { createWorld } from '../world.ts'

/** Removes encrypted files by their hashes, whatever of them is here. */
export type ForgetBlobs = (ledger: string, blobs: readonly string[]) => void

/**
 * DON-4: what the ledger says of erasures is done in every file of this bench, and what was done stands in the
 * ledger. At every start and whenever an erasure comes: an end may have come in between, and a ledger that was
 * restored may be older than an erasure, which the store of keys remembers.
 */
export function applyErasures(store: StoreContext, forgetBlobs: ForgetBlobs): void {
  const { db, donorKeys } = store
  const inLedger = erasedIn(db)
  donorKeys?.erase(inLedger)
  const known = donorKeys?.erased() ?? []
  const missing = known.filter((holder) => !inLedger.includes(holder))
  if (ownChain(db)) for (const holder of missing) record(store, holder)
  const blobs = [...new Set([...inLedger, ...known])].flatMap((holder) => blobsOf(db, holder))
  if (blobs.length > 0) forgetBlobs(db.name, blobs)
}

/** Every holder that an event of this ledger has erased. */
function erasedIn(db: ReadDb): string[] {
  const rows = statement(
    db,
    `SELECT name, heads FROM entity
     WHERE name >= 'donor:' AND name < 'donor;' AND instr(heads, '"erased":true') > 0`,
  ).all() as { name: string; heads: string }[]
  return rows.flatMap(({ name, heads }) => {
    const claims = (JSON.parse(heads) as Head[]).map(
      ({ claim }) => claim as ClaimOf['donor'] | null,
    )
    return claims.some((claim) => claim?.erased) ? name.slice('donor:'.length) : []
  })
}

function record(store: StoreContext, donor: string): void {
  const { db, newId } = store
  const command = { type: 'eraseDonor', id: newId(), via: SETUP_VIA, donor } as const
  transact(db, () => {
    executeWithin(store, benchActor(installOf(store)), command)
  })
}

/** The encrypted files of all specimens of a donor, those that were made from them included. */
function blobsOf(db: ReadDb, holder: string): string[] {
  // Of a consignment, the key and the files are its own. SHP-6
  const own = new Set([...specimensOf(db, holder), holder])
  return [...own].flatMap((of) =>
    bodiesOf(db, entity.files(of)).flatMap(({ body }) =>
      WITH_FILES.has(body.type) && typeof body.data.blob === 'string' ? body.data.blob : [],
    ),
  )
}

const WITH_FILES: ReadonlySet<string> = new Set(['specimen.attached', 'shipment.photographed'])

const OF_HOLDER = `
WITH RECURSIVE own(id) AS (
  SELECT id FROM specimen WHERE donor = ? OR id = ?
  UNION SELECT s.id FROM specimen s JOIN own ON s.parent = own.id WHERE s.donor IS NULL
  UNION SELECT s.id FROM parentage p JOIN own ON p.parent = own.id JOIN specimen s ON s.id = p.child
    WHERE s.donor IS NULL
)
SELECT id FROM own`

/** Whose texts are sealed to a holder's key. DON-3 */
export function specimensOf(db: ReadDb, holder: string): string[] {
  const world = createWorld(db)
  const found = statement(db, OF_HOLDER).pluck().all(holder, holder) as string[]
  return found.filter((id) => holderOf(world, id) === holder || donorOf(world, id) === holder)
}
