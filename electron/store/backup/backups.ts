import { existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { BackupView } from '#shared/contract/keeping.ts'
import { ok, type Result } from '#shared/lib/result.ts'
import { flushFolder } from '../../files.ts'
import { stamp } from '../aside.ts'
import type { ReadDb } from '../open.ts'
import { type CopyFault, type CopyGiven, copyVerified } from './copy.ts'
import { type Manifest, manifestFile, readManifest } from './manifest.ts'
import { toRemove } from './retention.ts'

export const backupFolder = (ledger: string): string => join(dirname(ledger), 'backups')

/** Backups that the bench made of itself; only these does it ever remove. */
const OWN = /^ledger-.*\.db$/

/**
 * Makes a verified copy of the ledger in its backup folder, and then removes those that are no longer
 * needed. Throws what SQLite or the system says.
 */
export function makeBackup(db: ReadDb, given: CopyGiven): Result<BackupView, CopyFault> {
  const folder = backupFolder(db.name)
  forgetUnfinished(folder)
  const made = copyVerified(db, freeName(folder, given.now), given)
  if (!made.ok) return made
  removeOld(folder, made.value)
  return ok(viewOf(made.value, made.value.bytes))
}

/** Two backups within one second are two. */
function freeName(folder: string, now: number): string {
  const name = (more: string) => join(folder, `ledger-${stamp(now)}${more}.db`)
  for (let n = 1; ; n++) {
    const file = name(n === 1 ? '' : `-${n}`)
    if (!existsSync(file)) return file
  }
}

/** What is left of a copy that never became a backup, as after a power cut. */
function forgetUnfinished(folder: string): void {
  for (const name of namesIn(folder))
    if (/^ledger-.*\.db\.unfinished(-journal)?$/.test(name)) rmSync(join(folder, name))
}

/**
 * Another bench's backups are not this one's to remove, whatever they are called: they may be the last of
 * it. The copy just made stays whatever the clock said when the others were made.
 */
function removeOld(folder: string, made: Manifest): void {
  const isOwn = ({ file, install, stream }: Manifest) =>
    OWN.test(file) && install === made.install && stream === made.stream
  const own = manifestsIn(folder).filter(isOwn)
  const old = toRemove(own.map(({ file, made_at }) => ({ file, at: made_at }))).filter(
    (file) => file !== made.file,
  )
  for (const file of old) {
    rmSync(join(folder, file))
    rmSync(manifestFile(join(folder, file)), { force: true })
  }
  if (old.length > 0) flushFolder(folder)
}

/** Every backup that has a manifest, newest first. A hash of all its bytes is taken only when it is needed. */
export function listBackups(ledger: string): BackupView[] {
  const folder = backupFolder(ledger)
  return manifestsIn(folder)
    .flatMap((said) => {
      const there = statSync(join(folder, said.file), { throwIfNoEntry: false })
      return there ? viewOf(said, there.size) : []
    })
    .sort((a, b) => b.at - a.at)
}

const viewOf = (said: Manifest, bytes: number): BackupView => ({
  file: said.file,
  at: said.made_at,
  bytes,
  events: said.events,
  format: said.format,
  intact: bytes === said.bytes,
})

function manifestsIn(folder: string): Manifest[] {
  return namesIn(folder)
    .filter((name) => name.endsWith('.db'))
    .flatMap((name) => {
      const said = readManifest(join(folder, name))
      // A copy under another name is a backup all the same; its name is the one that it has now.
      return said ? [{ ...said, file: name }] : []
    })
}

/** What has the name of the folder and is none holds no backup. */
const namesIn = (folder: string): string[] =>
  statSync(folder, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(folder) : []

/** What is left of copies before a change of format, as after a power cut. No such copy may be under way. */
export function forgetUnfinishedUpgrades(ledger: string): void {
  const folder = backupFolder(ledger)
  for (const name of namesIn(folder))
    if (/^before-format-.*\.db\.unfinished(-journal)?$/.test(name))
      rmSync(join(folder, name), { force: true })
}
