import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { KeepingFault } from '#shared/contract/keeping.ts'
import type { Finding } from '#shared/ledger/findings.ts'
import { err, ok, type Result } from '#shared/lib/result.ts'
import { backupFolder } from '../backup/backups.ts'
import { type Manifest, readManifest } from '../backup/manifest.ts'
import { getMeta } from '../meta.ts'
import { FORMAT } from '../migrations/index.ts'
import type { ReadDb } from '../open.ts'
import { chainsNamedOutside } from './known.ts'

/** A backup as a person has named it. */
export interface BackupFile {
  readonly path: string
  readonly said: Manifest
}

export function findBackup(ledger: string, file: string): Result<BackupFile, KeepingFault> {
  const path = join(backupFolder(ledger), file)
  const said = existsSync(path) ? readManifest(path) : null
  return said ? ok({ path, said: { ...said, file } }) : err({ type: 'NoSuchBackup', file })
}

/** What is wrong with the bytes of a backup, by their hash. */
export function bytesFindings(sha256: string, said: Manifest): Finding[] {
  const what = 'its bytes are not those of its manifest'
  return sha256 === said.sha256 ? [] : [{ type: 'file', fault: 'structure', what }]
}

/**
 * Why a bench must not go on as this backup, if there is a reason. `present` is null where the present
 * ledger cannot be read; then what lies beside it says whose it was.
 */
export function refuseBackup(
  ledger: string,
  present: ReadDb | null,
  { install, stream, format }: Manifest,
): KeepingFault | null {
  if (format > FORMAT) return { type: 'NewerLedger', format }
  if (stream === null) return { type: 'OtherBench' }
  const known = whoseIs(ledger, present)
  const isSame = !known || (known.install === install && known.stream === stream)
  return isSame ? null : { type: 'OtherBench' }
}

/** A manifest can be written by anybody: whose a backup is says the ledger in it. */
export const isWhoseItSays = (db: ReadDb, { install, stream }: Manifest): boolean =>
  ask(db, 'install') === install && ask(db, 'stream') === stream

interface Whose {
  readonly install: string
  readonly stream: string
}

/** Null for a bench that belongs to no site yet, and where nothing says whose the ledger was. */
function whoseIs(ledger: string, present: ReadDb | null): Whose | null {
  const [install, stream] = present ? [ask(present, 'install'), ask(present, 'stream')] : []
  if (install && stream) return { install, stream }
  return chainsNamedOutside(ledger, { backups: false })[0] ?? null
}

function ask(db: ReadDb, key: 'install' | 'stream'): string | null {
  try {
    return getMeta(db, key)
  } catch {
    return null
  }
}
