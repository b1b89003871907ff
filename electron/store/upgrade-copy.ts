import { mkdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { JobProgress } from '#shared/contract/keeping.ts'
import { flushFolder } from '../files.ts'
import { stamp } from './aside.ts'
import { openReader, type WriteDb } from './open.ts'
import { verifyFull } from './verify/full.ts'

/** The copy that is made before a ledger's format is changed is not what the ledger is. */
export class CopyNotSound extends Error {
  override readonly name = 'CopyNotSound'
}

export const backupFolder = (ledger: string): string => join(dirname(ledger), 'backups')

/**
 * Copies a ledger before its format is changed, and checks the copy from its first event to its last.
 * Throws, so that the ledger stays as it is, where the copy cannot be made or is not sound.
 */
export function copyBeforeUpgrade(
  db: WriteDb,
  format: number,
  now: number,
  say: (progress: JobProgress) => void,
): void {
  const folder = backupFolder(db.name)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, `before-format-${format + 1}-${stamp(now)}.db`)
  const unfinished = `${file}.unfinished`
  rmSync(unfinished, { force: true })
  db.prepare('VACUUM INTO ?').run(unfinished)
  check(unfinished, say)
  renameSync(unfinished, file)
  flushFolder(folder)
}

function check(file: string, say: (progress: JobProgress) => void): void {
  const copy = openReader(file)
  try {
    const report = verifyFull(copy, {
      progress: (done, of) => say({ job: 'upgrade', done, of }),
    })
    if (!report?.sound) throw new CopyNotSound(`${file}: ${JSON.stringify(report?.findings[0])}`)
  } finally {
    copy.close()
  }
}
