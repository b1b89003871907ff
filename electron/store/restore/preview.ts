import type { KeepingFault, RestorePreview } from '#shared/contract/keeping.ts'
import { err, ok, type Result } from '#shared/lib/result.ts'
import { anchorOf } from '../anchor.ts'
import { hashOfFile } from '../aside.ts'
import { position } from '../ledger.ts'
import { getMeta } from '../meta.ts'
import type { ReadDb } from '../open.ts'
import { acknowledged } from '../sync/own-lives.ts'
import { examine } from '../verify/examine.ts'
import { type FullOptions, verifyFull } from '../verify/full.ts'
import { actsOf, namesIn, type Readable } from './acts.ts'
import {
  type BackupFile,
  bytesFindings,
  findBackup,
  isWhoseItSays,
  refuseBackup,
} from './backup-file.ts'
import { countLacking, isOfInstall, type Lacking, lackingIn } from './lacking.ts'
import { tolerant, withPresent } from './present.ts'

/**
 * What restoring a backup would change, without changing anything: the backup is verified in full, and
 * compared with the present ledger as far as that can be read.
 */
export function previewRestore(
  ledger: string,
  file: string,
  options: Pick<FullOptions, 'progress' | 'isCancelled'>,
): Result<RestorePreview, KeepingFault> {
  const found = findBackup(ledger, file)
  if (!found.ok) return found
  return withPresent(ledger, (present) => {
    const no = refuseBackup(ledger, present, found.value.said)
    if (no && no.type !== 'OtherBench') return err(no)
    return compare(ledger, present, found.value, no === null, options)
  })
}

function compare(
  ledger: string,
  present: ReadDb | null,
  { path, said }: BackupFile,
  isSaidSame: boolean,
  options: Pick<FullOptions, 'progress' | 'isCancelled'>,
): Result<RestorePreview, KeepingFault> {
  const more = bytesFindings(hashOfFile(path), said)
  const backup = examine(path)
  try {
    const report = verifyFull(backup.db, { ...options, structure: true, more })
    if (!report) return err({ type: 'Cancelled' })
    const there = report.events
    const isSameBench = isSaidSame && isWhoseItSays(backup.db, said)
    const read = present && isSameBench ? changeOf(present, backup.db) : NO_CHANGE
    const change = isSameBench
      ? withUnread(read, anchorOf(ledger).newest?.events ?? 0, there)
      : read
    return ok({ file: said.file, at: said.made_at, report, isSameBench, there, ...change })
  } finally {
    backup.close()
  }
}

type Change = Pick<RestorePreview, 'here' | 'lacking' | 'atService' | 'acts'>

const NO_CHANGE: Change = { here: 0, lacking: 0, atService: 0, acts: [] }

/** What the anchor names and nobody can read is gone with the rest. */
function withUnread(read: Change, anchored: number, there: number): Change {
  const unread = Math.max(0, anchored - Math.max(read.here, there))
  return { ...read, here: Math.max(read.here, anchored), lacking: read.lacking + unread }
}

function changeOf(present: ReadDb, backup: ReadDb): Change {
  const known = tolerant(() => acknowledged(present), {})
  const chains = tolerant(() => lackingIn(present, backup), [])
  const counts = chains.map((chain) =>
    tolerant(() => countLacking(present, chain, known), {
      events: chain.to - chain.from,
      atService: 0,
    }),
  )
  return {
    here: tolerant(() => position(present), 0),
    lacking: counts.reduce((sum, { events }) => sum + events, 0),
    atService: counts.reduce((sum, { atService }) => sum + atService, 0),
    acts: actsOf(newestFirst(present, chains), namesIn(present)),
  }
}

/** This bench's own events that the backup lacks, of its last life first; as far as they can be read. */
function* newestFirst(present: ReadDb, chains: readonly Lacking[]): Generator<Readable> {
  const install = tolerant(() => getMeta(present, 'install'), null)
  for (const { id, chain, from } of chains.toReversed()) {
    if (!isOfInstall(chain, install)) continue
    const sql = 'SELECT body, uid FROM event WHERE chain = ? AND seq > ? ORDER BY seq DESC'
    const rows = present.prepare(sql).iterate(id, from) as IterableIterator<Readable>
    try {
      for (const row of rows) yield row
    } catch {
      // What lies beyond cannot be read.
    }
  }
}
