import type { KeepingFault } from '#shared/contract/keeping.ts'
import type { ChainEnd, LostRun } from '#shared/domain/keeping/facts.ts'
import { readChainName } from '#shared/ledger/chain.ts'
import type { VerifyReport } from '#shared/ledger/findings.ts'
import { assert } from '#shared/lib/assert.ts'
import { err, ok, type Result } from '#shared/lib/result.ts'
import { anchorOf } from '../anchor.ts'
import { copyFlushed } from '../copy-flushed.ts'
import { ownChain } from '../ledger.ts'
import { migrate } from '../migrations/index.ts'
import { openDatabase, type ReadDb, type WriteDb } from '../open.ts'
import { rebuildIfOld } from '../rebuild.ts'
import { verifyFull } from '../verify/full.ts'
import { raiseAccessions } from './accessions.ts'
import {
  type BackupFile,
  bytesFindings,
  findBackup,
  isWhoseItSays,
  refuseBackup,
} from './backup-file.ts'
import { chainsNamedOutside, chainsOf, highestLife } from './known.ts'
import { headOf } from './lacking.ts'
import { tolerant, withPresent } from './present.ts'
import { freeAside, stagedFile } from './replacing.ts'
import { seenOf } from './seen.ts'
import { beginLife, type Staged, type StageGiven, staging } from './staging.ts'

/**
 * Makes a ledger from a backup that can take the present one's place: of this format, with a chain of
 * its own in which it says what happened, so that no end of the program leaves a restored ledger that
 * goes on with a chain that another life went on with. The present ledger is not touched.
 */
export function stageRestore(
  ledger: string,
  file: string,
  given: StageGiven,
): Result<Staged, KeepingFault> {
  const found = findBackup(ledger, file)
  if (!found.ok) return found
  const seen = seenOf(ledger)
  return withPresent(ledger, (present) => {
    const no = refuseBackup(ledger, present, found.value.said)
    if (no) return err(no)
    return staging(ledger, () => fromBackup(ledger, present, found.value, { ...given, seen }))
  })
}

function fromBackup(
  ledger: string,
  present: ReadDb | null,
  { path, said }: BackupFile,
  given: StageGiven & { seen: string },
): Result<Staged, KeepingFault> {
  const target = stagedFile(ledger)
  const more = bytesFindings(copyFlushed(path, target), said)
  const db = openDatabase(target, 'write')
  try {
    if (!isWhoseItSays(db, said)) return err({ type: 'OtherBench' })
    migrate(db)
    rebuildIfOld(db)
    const report = verifyFull(db, { ...given, more })
    if (!report) return err({ type: 'Cancelled' })
    if (!report.sound) return err({ type: 'NotSound', report })
    raiseAccessions(db, present)
    return ok(beginLife(db, given, lifeOf(ledger, present, db, report, said.file, given)))
  } finally {
    if (db.open) db.close()
  }
}

function lifeOf(
  ledger: string,
  present: ReadDb | null,
  db: WriteDb,
  report: VerifyReport,
  file: string,
  { clock, seen }: StageGiven & { seen: string },
) {
  const own = readChainName(ownChain(db)?.name ?? '')
  assert(own, 'a backup of a bench that belongs to a site')
  const here = present ? chainsOf(present).flatMap((name) => readChainName(name) ?? []) : []
  const chains = report.chains.toSorted((a, b) => Number(b.own) - Number(a.own))
  return {
    reason: 'restored',
    seen,
    aside: freeAside(ledger, 'restored', clock.now()),
    sources: [file],
    proven: chains.map(({ name, seq, hash }): ChainEnd => ({ chain: name, seq, hash })),
    lost: lostBy(ledger, present, db, own.install),
    above: highestLife([...here, ...chainsNamedOutside(ledger)], own.install),
  } as const
}

/** Own events that the present ledger has, or its anchor names, and the backup lacks. */
function lostBy(ledger: string, present: ReadDb | null, db: WriteDb, install: string): LostRun[] {
  const { newest } = anchorOf(ledger)
  const ends = new Map(newest && newest.seq > 0 ? [[newest.chain, newest.seq]] : [])
  for (const chain of present ? chainsOf(present) : []) {
    const seq = tolerant(() => headOf(present!, chain)?.seq ?? 0, 0)
    ends.set(chain, Math.max(seq, ends.get(chain) ?? 0))
  }
  return [...ends].flatMap(([chain, to]) => {
    if (readChainName(chain)?.install !== install) return []
    const from = (headOf(db, chain)?.seq ?? 0) + 1
    return to >= from ? [{ chain, from, to }] : []
  })
}
