import { join } from 'node:path'
import type { JobProgress } from '#shared/contract/keeping.ts'
import type { Finding } from '#shared/ledger/findings.ts'
import { stamp } from './aside.ts'
import { backupFolder } from './backup/backups.ts'
import { copyVerified } from './backup/copy.ts'
import type { WriteDb } from './open.ts'

/** The copy that is made before a ledger's format is changed is not what the ledger is. */
export class CopyNotSound extends Error {
  override readonly name = 'CopyNotSound'
  readonly findings: readonly Finding[]
  constructor(file: string, findings: readonly Finding[]) {
    super(`${file}: ${JSON.stringify(findings[0])}`)
    this.findings = findings
  }
}

/**
 * Copies a ledger before its format is changed, and checks the copy from its first event to its last.
 * Throws, so that the ledger stays as it is, where the copy cannot be made or is not sound. Such a copy
 * is never removed by the bench itself.
 */
export function copyBeforeUpgrade(
  db: WriteDb,
  format: number,
  now: number,
  say: (progress: JobProgress) => void,
): void {
  const name = `before-format-${format + 1}-${stamp(now)}.db`
  const file = join(backupFolder(db.name), name)
  const progress = (done: number, of: number) => say({ job: 'upgrade', done, of })
  const made = copyVerified(db, file, { now, program: '', progress })
  if (made.ok) return
  throw new CopyNotSound(file, made.error.type === 'NotSound' ? made.error.report.findings : [])
}
