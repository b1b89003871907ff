import { entity } from '#shared/domain/entities.ts'
import { readChainName, withoutBranch } from '#shared/ledger/chain.ts'
import type { VerifyReport } from '#shared/ledger/findings.ts'
import { err, ok, type Result } from '#shared/lib/result.ts'
import type { SnapshotManifest } from '#shared/sync/snapshot.ts'
import type { StoreContext } from '../context.ts'
import { derivedDigest } from '../derived-digest.ts'
import { headsOf } from '../entities.ts'
import { join } from '../found.ts'
import { ownChain, position } from '../ledger.ts'
import { getMeta, setMeta } from '../meta.ts'
import { FORMAT, formatOf } from '../migrations/index.ts'
import { openDatabase, openReader, type ReadDb, transact } from '../open.ts'
import { PROJECTIONS } from '../projections/project.ts'
import { rebuildIfOld } from '../rebuild.ts'
import { freeAside, stagedFile } from '../restore/replacing.ts'
import { seenOf } from '../restore/seen.ts'
import type { Staged } from '../restore/staging.ts'
import { getCursor } from '../sync/cursor.ts'
import { type FullOptions, verifyFull } from '../verify/full.ts'
import { createWriter } from '../writer.ts'

/** As which bench of which site this one goes on. */
export interface Joining {
  readonly stream: string
  readonly number: number
  readonly name: string
}

export interface PlaceGiven
  extends Omit<StoreContext, 'db'>,
    Pick<FullOptions, 'progress' | 'isCancelled'> {
  readonly manifest: SnapshotManifest
  readonly joining: Joining
}

/** Why a bench does not begin with a snapshot. It then receives event by event. */
export type PlaceFault =
  | { readonly type: 'Cancelled' }
  /** It was made by an older or a newer version of the program. */
  | { readonly type: 'OtherFormat'; readonly format: number }
  | { readonly type: 'NotSound'; readonly report: VerifyReport }
  /** It is not what its maker, or the ledger in it, says that it is. */
  | { readonly type: 'NotAsSaid'; readonly what: string }
  /** This bench has recorded something already. */
  | { readonly type: 'NotNew' }

/**
 * Makes the database that lies as `staged.db` beside a new bench's ledger into that bench's own: verified
 * from its first event to its last, compared with what its maker has signed, with a chain of its own
 * begun. It then needs nothing but its place.
 */
export function stageSnapshot(ledger: string, given: PlaceGiven): Result<Staged, PlaceFault> {
  const seen = seenOf(ledger)
  const install = installOfNew(ledger)
  if (install === null) return err({ type: 'NotNew' })
  const file = stagedFile(ledger)
  const checked = check(file, install, given)
  if (!checked.ok) return checked
  const { manifest, joining, progress: _, isCancelled: __, ...context } = given
  const db = openDatabase(file, 'write')
  const store = { ...context, db }
  transact(db, () => setMeta(db, 'install', install))
  rebuildIfOld(db)
  join(store, joining.stream, joining.number, joining.name)
  const writer = createWriter(store, { say: () => {}, isCancelled: () => false })
  const chain = ownChain(db)!.name
  const events = position(db)
  writer.close()
  const aside = freeAside(ledger, 'joined', given.clock.now())
  return ok({ events, chain, aside, report: { joined: joining.stream, manifest }, seen })
}

/** Null where the ledger that is to be replaced has a site, or anything recorded in it. */
function installOfNew(ledger: string): string | null {
  const db = openReader(ledger)
  try {
    return getMeta(db, 'stream') === null && position(db) === 0 ? getMeta(db, 'install') : null
  } finally {
    db.close()
  }
}

function check(file: string, install: string, given: PlaceGiven): Result<null, PlaceFault> {
  const db = openReader(file)
  try {
    const format = formatOf(db)
    if (format !== FORMAT) return err({ type: 'OtherFormat', format })
    const report = verifyFull(db, given)
    if (!report) return err({ type: 'Cancelled' })
    if (!report.sound) return err({ type: 'NotSound', report })
    const what = contradiction(db, install, given)
    return what === null ? ok(null) : err({ type: 'NotAsSaid', what })
  } finally {
    db.close()
  }
}

function contradiction(
  db: ReadDb,
  install: string,
  { manifest, joining }: PlaceGiven,
): string | null {
  const { epoch, pos, running, key, stream, derived, projections } = manifest
  const at = getCursor(db)
  if (at?.epoch !== epoch || at.pos !== pos || at.hash !== running) return 'where it ends'
  if (position(db) !== pos) return 'how many events it has'
  if (stream !== joining.stream) return 'of which site it is'
  const chains = db.prepare('SELECT name FROM chain').pluck().all() as string[]
  const read = chains.map((name) => readChainName(withoutBranch(name)))
  if (read.some((one) => one?.stream !== stream)) return 'of which site its chains are'
  if (read.some((one) => one?.install === install)) return 'whose chains it has'
  if (headsOf(db, entity.key(key)).length === 0) return 'who has made it'
  // Of another version of the program they are derived anew.
  if (projections !== PROJECTIONS) return null
  const here = derivedDigest(db)
  const isSame = Object.keys(here).every((table) => here[table] === derived[table])
  return isSame ? null : 'the tables that are derived'
}
