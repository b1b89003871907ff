import { rmSync } from 'node:fs'
import type { Finding } from '#shared/ledger/findings.ts'
import { verifyFile } from '../../../../electron/store/verify/file.ts'
import type { ProvenLedger } from '../../ledger/proven-ledger.ts'
import { contentsOfAnchor, contentsOfDatabase, contentsOfExport } from './contents.ts'

export const TARGETS = ['database', 'wal', 'anchor', 'backup', 'export'] as const
export type TargetName = (typeof TARGETS)[number]

/** A file whose bits are turned, and how one tells what became of it. */
export interface Target {
  readonly name: TargetName
  /** The file that is harmed, and the one that is verified. */
  readonly file: string
  readonly verified: string
  /** What the file says: where it is as it was, a flip has altered nothing. */
  contents(): string
}

export function targetsOf(proven: ProvenLedger): Record<TargetName, Target> {
  const { ledger, anchor, backup, exported, atWork } = proven
  const target = (name: TargetName, file: string, verified: string, contents: () => string) => ({
    name,
    file,
    verified,
    contents,
  })
  return {
    database: target('database', ledger, ledger, () => contentsOfDatabase(ledger)),
    wal: target('wal', `${atWork}-wal`, atWork, () => {
      forgetIndex(atWork)
      return contentsOfDatabase(atWork)
    }),
    anchor: target('anchor', anchor, ledger, () => contentsOfAnchor(anchor)),
    backup: target('backup', backup, backup, () => contentsOfDatabase(backup)),
    export: target('export', exported, exported, () => contentsOfExport(exported)),
  }
}

/** The index of a log is made anew from it, as after a restart of the computer. */
const forgetIndex = (ledger: string): void => rmSync(`${ledger}-shm`, { force: true })

/** A check that a control leaves out. */
export type LeftOut = Finding['type'] | null

/**
 * Whether the verification names that something is wrong. Tables are derived anew only where nothing else
 * was found: that is the slowest of its checks.
 */
export function isNamed({ name, verified }: Target, leftOut: LeftOut): boolean {
  for (const derived of name === 'export' ? [false] : [false, true]) {
    if (name === 'wal') forgetIndex(verified)
    const report = verifyFile(verified, { structure: true, derived })
    if (!report.ok) return true
    if (report.value.findings.some(({ type }) => type !== leftOut)) return true
    if (report.value.notes.includes('anchor-slot')) return true
  }
  return false
}
