import type { KeepingFault, SalvagePreview } from '#shared/contract/keeping.ts'
import { readChainName } from '#shared/ledger/chain.ts'
import { err, ok, type Result } from '#shared/lib/result.ts'
import { migrate } from '../migrations/index.ts'
import { openDatabase } from '../open.ts'
import { chainsNamedOutside, highestLife } from '../restore/known.ts'
import { freeAside, stagedFile } from '../restore/replacing.ts'
import { seenOf } from '../restore/seen.ts'
import { beginLife, type Staged, type StageGiven, staging } from '../restore/staging.ts'
import { verifyFull } from '../verify/full.ts'
import { build } from './build.ts'
import { type Collected, type CollectGiven, collect, provenEnds } from './collect.ts'
import { type Scratch, withScratch } from './scratch.ts'
import { unprovenActs } from './unproven.ts'

/** What could be saved of a damaged ledger, from everything that lies beside it. Nothing is changed. */
export function previewSalvage(
  ledger: string,
  given: CollectGiven,
): Result<SalvagePreview, KeepingFault> {
  return withScratch(ledger, (scratch) => {
    const collected = collect(ledger, scratch, given)
    if (collected === 'cancelled') return err({ type: 'Cancelled' })
    if (!collected) return err({ type: 'NothingProven' })
    return ok(previewOf(ledger, scratch, collected))
  })
}

/** `most`: so many acts are listed that nothing proves; left out, as many as a screen shows. */
function previewOf(
  ledger: string,
  scratch: Scratch,
  collected: Collected,
  most?: number,
): SalvagePreview {
  const { sources, lost, own } = collected
  const others = scratch
    .prepare('SELECT count(*) FROM ordered WHERE chain NOT IN (SELECT value FROM json_each(?))')
    .pluck()
    .get(JSON.stringify(own.map(({ id }) => id))) as number
  return {
    sources,
    proven: provenEnds(collected),
    events: own.reduce((sum, { seq }) => sum + seq, others),
    lost,
    unproven: unprovenActs(ledger, scratch, collected, most),
  }
}

/**
 * Makes a ledger of all that is proven, with a chain of its own in which it says what happened. The
 * damaged files are only read.
 */
export function stageSalvage(ledger: string, given: StageGiven): Result<Staged, KeepingFault> {
  const seen = seenOf(ledger)
  return withScratch(ledger, (scratch) => {
    const collected = collect(ledger, scratch, { ...given, key: given.key?.public ?? null })
    if (collected === 'cancelled') return err({ type: 'Cancelled' })
    if (!collected) return err({ type: 'NothingProven' })
    return staging(ledger, () => fromCollected(ledger, scratch, collected, given, seen))
  })
}

function fromCollected(
  ledger: string,
  scratch: Scratch,
  collected: Collected,
  given: StageGiven,
  seen: string,
): Result<Staged, KeepingFault> {
  const db = openDatabase(stagedFile(ledger), 'create')
  try {
    migrate(db)
    build(db, scratch, collected)
    const report = verifyFull(db, given)
    if (!report) return err({ type: 'Cancelled' })
    if (!report.sound) return err({ type: 'NotSound', report })
    const preview = previewOf(ledger, scratch, collected, Number.POSITIVE_INFINITY)
    const staged = beginLife(db, given, lifeOf(ledger, collected, given, seen))
    return ok({ ...staged, report: { ...(staged.report as object), salvage: preview } })
  } finally {
    if (db.open) db.close()
  }
}

function lifeOf(ledger: string, collected: Collected, { clock }: StageGiven, seen: string) {
  const named = [
    ...chainsNamedOutside(ledger),
    ...collected.own.flatMap(({ name }) => readChainName(name) ?? []),
  ]
  return {
    reason: 'salvaged',
    seen,
    aside: freeAside(ledger, 'salvaged', clock.now()),
    sources: collected.sources.filter(({ events }) => events > 0).map(({ name }) => name),
    proven: provenEnds(collected),
    lost: collected.lost,
    above: highestLife(named, collected.install),
  } as const
}
