import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Finding } from '#shared/ledger/findings.ts'
import { anchorFile } from '../../../../electron/store/anchor.ts'
import { createKeeper } from '../../../../electron/store/keeper.ts'
import { openLedger } from '../../../../electron/store/opening.ts'
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
 * Whether a person is told that something is wrong: a finding counts, and neither a note nor that nothing
 * could be said. Of the ledger itself that is what the bench finds when it opens it or verifies it; of the
 * other files what the verification of a file finds, which derives the tables anew where nothing else was.
 */
export function isNamed(target: Target, leftOut: LeftOut): boolean {
  const { name, verified } = target
  if (name === 'wal') forgetIndex(verified)
  const counts = (findings: readonly Finding[]) => findings.some(({ type }) => type !== leftOut)
  if (name === 'database') return counts(onTheBench(verified))
  const found = [false, true].some((derived) => {
    if (derived && name === 'export') return false
    const report = verifyFile(verified, { structure: true, derived })
    return report.ok && counts(report.value.findings)
  })
  // One slot of an anchor vouches for the other one: that it is not whole is noted, and loses nothing.
  return found || (name === 'anchor' && isSlotNoted(verified))
}

function isSlotNoted(ledger: string): boolean {
  const report = verifyFile(ledger)
  return report.ok && report.value.notes.includes('anchor-slot')
}

/** What a bench finds of a ledger: verified from its thread for long work, and else when it is opened. */
function onTheBench(ledger: string): readonly Finding[] {
  const folder = mkdtempSync(join(tmpdir(), 'frostkeep-flip-'))
  const file = join(folder, 'ledger.db')
  try {
    copyFileSync(ledger, file)
    copyFileSync(anchorFile(ledger), anchorFile(file))
    const verified = verifiedBy(file)
    return verified.length > 0 ? verified : foundByOpening(file)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function verifiedBy(file: string): readonly Finding[] {
  const start = {
    role: 'keeper',
    file,
    cancel: new SharedArrayBuffer(4),
    quiet: 0,
    key: null,
  } as const
  try {
    const { verify } = createKeeper(start, { say: () => {}, isCancelled: () => false })
    return verify()?.findings ?? []
  } catch {
    // That it failed names nothing: the next start may.
    return []
  }
}

function foundByOpening(file: string): readonly Finding[] {
  try {
    const { db, opening } = openLedger(file, [], { now: Date.now, beforeUpgrade: () => {} })
    db.close()
    return opening.findings
  } catch {
    return []
  }
}
