import { existsSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { hashOfFile } from '../../../../electron/store/aside.ts'
import { readManifest } from '../../../../electron/store/backup/manifest.ts'
import { formatOf } from '../../../../electron/store/migrations/index.ts'
import { openLedger } from '../../../../electron/store/opening.ts'
import { copyBeforeUpgrade } from '../../../../electron/store/upgrade-copy.ts'
import { examine } from '../../../../electron/store/verify/examine.ts'
import { verifyFull } from '../../../../electron/store/verify/full.ts'
import { type EventRow, eventsOf } from '../../recovery/lived-in.ts'
import type { Ended } from './kill.ts'
import { isImported, ROWS } from './table.ts'

/** What a job began with. */
export interface Before {
  /** All events of the ledger. */
  readonly events: readonly EventRow[]
  /** Those that a job keeps in a new ledger: of the backup, or those that can be proven. */
  readonly kept: readonly EventRow[]
  readonly sha256: string
}

/** What is wrong with a ledger after a job that was killed, and how the job has come out. */
export interface Found {
  readonly faults: readonly string[]
  readonly outcome: 'as it was' | 'new' | 'none'
}

/** Starts the ledger as the program does and looks what is there. */
export function checkAfter(job: string, file: string, before: Before, ended: Ended): Found {
  const opened = openLedger(file, [], {
    now: Date.now,
    beforeUpgrade: (db, format) => copyBeforeUpgrade(db, format, Date.now(), () => {}),
  })
  const findings = opened.opening.findings.map((one) => JSON.stringify(one))
  const format = formatOf(opened.db)
  opened.db.close()
  const backups = backupFaults(file)
  switch (job) {
    case 'backup':
      return { ...same(file, before, findings, ended, backups), outcome: 'as it was' }
    case 'migrate':
      return migrated(file, before, [...findings, ...backups], format)
    case 'import':
      return imported(file, before, [...findings, ...backups], ended)
    case 'sync':
    case 'torn':
      return synced(file, before, findings, ended)
    default:
      return replaced(file, before, findings, ended)
  }
}

function same(
  file: string,
  before: Before,
  findings: readonly string[],
  ended: Ended,
  backups: readonly string[],
) {
  const made = namesIn(file, 'backups').filter((name) =>
    readManifest(join(dirname(file), 'backups', name)),
  )
  const faults = [...findings, ...backups, ...soundFaults(file)]
  if (!isSame(eventsOf(file), before.events)) faults.push('the ledger has other events')
  if (ended.done && made.length < 2) faults.push('a backup that was said to be made is not there')
  return { faults }
}

function migrated(
  file: string,
  before: Before,
  findings: readonly string[],
  format: number,
): Found {
  const faults = [...findings, ...soundFaults(file)]
  if (!isSame(eventsOf(file), before.events)) faults.push('the ledger has other events')
  if (format < 5) faults.push(`the ledger has format ${format}`)
  if (!namesIn(file, 'backups').some((name) => name.startsWith('before-format-')))
    faults.push('there is no copy of the ledger in its old format')
  return { faults, outcome: 'new' }
}

function imported(file: string, before: Before, findings: readonly string[], ended: Ended): Found {
  const faults = [...findings, ...soundFaults(file)]
  const { db, close } = examine(file)
  const codes = db.prepare('SELECT code FROM specimen').pluck().all() as string[]
  close()
  const count = codes.filter(isImported).length
  if (count !== 0 && count !== ROWS) faults.push(`${count} of ${ROWS} rows are there`)
  if (ended.done && count === 0) faults.push('an import that was said to be done is not there')
  const known = new Set(eventsOf(file).map((e) => e.hash))
  if (!before.events.every((e) => known.has(e.hash))) faults.push('events are missing')
  return { faults, outcome: count === 0 ? 'as it was' : 'new' }
}

/** Whatever was lost and came again, the bench has every event, each proven, and derives the same. */
function synced(file: string, before: Before, findings: readonly string[], ended: Ended): Found {
  const faults = [...findings, ...soundFaults(file, true)]
  const { db, close } = examine(file)
  const lost = db.prepare('SELECT count(*) FROM past_order').pluck().get() as number
  const end = db.prepare('SELECT max(pos) FROM stream_order').pluck().get() as number
  const last = db.prepare('SELECT coalesce(max(pos), 0) FROM past_order').pluck().get() as number
  close()
  const known = new Set(eventsOf(file).map((e) => e.hash))
  if (!before.events.every((e) => known.has(e.hash))) faults.push('events are missing')
  if (ended.done && (lost === 0 || end < last))
    faults.push('what was said to be taken in is not there')
  return { faults, outcome: lost === 0 ? 'as it was' : 'new' }
}

/** Either all is as it was, or there is a new ledger and the old files lie aside as they were. */
function replaced(file: string, before: Before, findings: readonly string[], ended: Ended): Found {
  if (!existsSync(file)) return { faults: ['there is no ledger'], outcome: 'none' }
  if (hashOfFile(file) === before.sha256 || isSame(eventsOf(file), before.events)) {
    const faults = ended.done ? ['a new ledger that was said to be there is not'] : []
    return { faults, outcome: 'as it was' }
  }
  const faults = [...findings, ...soundFaults(file)]
  const events = eventsOf(file)
  const kept = new Set(before.kept.map((e) => e.hash))
  if (events.filter((e) => kept.has(e.hash)).length !== kept.size) faults.push('events are missing')
  if (events.length <= kept.size) faults.push('the new ledger says nothing of what happened')
  const hashes = namesIn(file, 'aside').map((name) =>
    join(dirname(file), 'aside', name, 'ledger.db'),
  )
  if (!hashes.some((old) => existsSync(old) && hashOfFile(old) === before.sha256))
    faults.push('the old ledger is not aside')
  return { faults, outcome: 'new' }
}

const isSame = (a: readonly EventRow[], b: readonly EventRow[]): boolean =>
  JSON.stringify(a) === JSON.stringify(b)

const namesIn = (file: string, folder: string): string[] => {
  const path = join(dirname(file), folder)
  return existsSync(path) ? readdirSync(path) : []
}

function soundFaults(file: string, derived = false): string[] {
  const { db, close } = examine(file)
  try {
    const report = verifyFull(db, { structure: true, derived })!
    return report.sound ? [] : [`not sound: ${JSON.stringify(report.findings[0])}`]
  } finally {
    close()
  }
}

/** Every backup that has its name and its manifest is whole. */
function backupFaults(file: string): string[] {
  return namesIn(file, 'backups')
    .filter((name) => name.endsWith('.db'))
    .flatMap((name) => {
      const path = join(dirname(file), 'backups', name)
      const said = readManifest(path)
      if (!said) return [`${name} has no manifest`]
      const isWhole = hashOfFile(path) === said.sha256
      return isWhole
        ? soundFaults(path).map((what) => `${name} is ${what}`)
        : [`${name} is not whole`]
    })
}
