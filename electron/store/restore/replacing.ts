import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { assert } from '#shared/lib/assert.ts'
import { flushFolder, isAbsent, writeWhole } from '../../files.ts'
import { anchorFile } from '../anchor.ts'
import { asideFolder, describe, filesOf, stamp } from '../aside.ts'
import { seenOf } from './seen.ts'

/**
 * One ledger takes another's place so that an end at any point leaves the old one or the new one:
 *
 * 1. the new one lies beside the old as `staged.db` with its anchor, whole and on the disk;
 * 2. `replacing.json` says that it is to take the place; from here on it will;
 * 3. the old files go to `aside/NAME/`, each with its hash, before the new anchor and last the new
 *    database get their names;
 * 4. `replacing.json` goes.
 *
 * Whoever opens the ledger finishes first what is not finished. Nothing is deleted.
 */

/** `aside` is a plain name: nothing is ever put outside of the folder. */
const journal = z.object({ v: z.literal(1), aside: z.string().regex(/^[a-z]+-[\dA-Z-]+$/i) })

export const stagedFile = (ledger: string): string => join(dirname(ledger), 'staged.db')
const journalFile = (ledger: string): string => join(dirname(ledger), 'replacing.json')

/** What was recorded after a ledger was staged would be left behind. */
export class ChangedMeanwhile extends Error {
  override readonly name = 'ChangedMeanwhile'
  constructor() {
    super(
      'Something was recorded while a ledger was prepared that was to take the place of this one',
    )
  }
}

/** A name in `aside/` that is free: what was there before is kept in it. */
export function freeAside(
  ledger: string,
  why: 'restored' | 'salvaged' | 'joined',
  now: number,
): string {
  for (let n = 1; ; n++) {
    const name = `${why}-${stamp(now)}${n === 1 ? '' : `-${n}`}`
    if (!existsSync(join(asideFolder(ledger), name))) return name
  }
}

/** What is left of a ledger that was never to take the place. */
export function forgetStaged(ledger: string): void {
  assert(!existsSync(journalFile(ledger)), 'a staged ledger that nobody waits for')
  for (const file of allOf(stagedFile(ledger))) rmSync(file, { force: true })
}

const allOf = (file: string): string[] => [
  file,
  `${file}-wal`,
  `${file}-shm`,
  `${file}-journal`,
  anchorFile(file),
]

/**
 * From now on the staged ledger takes the place of the present one, when that is next opened. Nobody may
 * have the present one open. Throws `ChangedMeanwhile`, or the system's error, as on a full disk; then
 * nothing has changed.
 */
export function beginReplacing(
  ledger: string,
  { aside, report, seen }: { aside: string; report: unknown; seen: string },
): void {
  const folder = join(asideFolder(ledger), aside)
  if (seenOf(ledger) !== seen) {
    giveUp(ledger, folder)
    throw new ChangedMeanwhile()
  }
  const staged = stagedFile(ledger)
  assert(existsSync(staged) && existsSync(anchorFile(staged)), 'a staged ledger with its anchor')
  assert(!existsSync(`${staged}-wal`), 'a staged ledger that has been closed')
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    writeWhole(join(folder, 'report.json'), `${JSON.stringify(report, null, 2)}\n`)
    flushFolder(asideFolder(ledger))
    flushFolder(dirname(ledger))
    writeWhole(journalFile(ledger), JSON.stringify({ v: 1, aside }))
  } catch (error) {
    giveUp(ledger, folder)
    throw error
  }
}

/** Nothing was put aside yet. A disk that is full is not to stay full of what is never used. */
function giveUp(ledger: string, folder: string): void {
  rmSync(journalFile(ledger), { force: true })
  flushFolder(dirname(ledger))
  forgetStaged(ledger)
  rmSync(folder, { recursive: true, force: true })
}

/** Finishes what was begun, if anything. To be called before a ledger is opened. */
export function finishReplacing(ledger: string, say: (line: string) => void): void {
  const begun = readJournal(ledger, say)
  if (!begun) return
  const folder = join(asideFolder(ledger), begun.aside)
  const staged = stagedFile(ledger)
  // Once the new anchor has its name, so have all the old files their new places.
  if (existsSync(anchorFile(staged))) {
    if (!listFiles(ledger, folder, say)) return
    // The database last: while it is in its place, nothing has been replaced.
    for (const file of filesOf(ledger).reverse()) renameSync(file, join(folder, basename(file)))
    flushFolder(folder)
    flushFolder(dirname(ledger))
    renameSync(anchorFile(staged), anchorFile(ledger))
    flushFolder(dirname(ledger))
  }
  if (existsSync(staged)) renameSync(staged, ledger)
  flushFolder(dirname(ledger))
  rmSync(journalFile(ledger))
  flushFolder(dirname(ledger))
}

/**
 * The list is made while all files are in their places, and not made again after an end in between. On a
 * full disk the present ledger stays.
 */
function listFiles(ledger: string, folder: string, say: (line: string) => void): boolean {
  const list = join(folder, 'files.json')
  if (existsSync(list)) return true
  try {
    writeWhole(list, JSON.stringify({ files: filesOf(ledger).map(describe) }, null, 2))
    return true
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    say(`Frostkeep goes on with the present ledger, for it cannot be put aside: ${why}`)
    giveUp(ledger, folder)
    return false
  }
}

function readJournal(ledger: string, say: (line: string) => void): z.infer<typeof journal> | null {
  const file = journalFile(ledger)
  try {
    return journal.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    if (isAbsent(error)) return null
    // What a disk has made of it says nothing: what is there is looked at as at any start.
    renameSync(file, `${file}.bad`)
    const why = error instanceof Error ? error.message : String(error)
    say(`${file} cannot be read (${why}); it is kept as ${file}.bad.`)
    return null
  }
}
