import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hashOfFile } from '../../../../electron/store/aside.ts'
import { backupFolder, listBackups } from '../../../../electron/store/backup/backups.ts'
import { seeded } from '../../../../electron/store/demo/random.ts'
import { eventsOf } from '../../recovery/lived-in.ts'
import { type Before, checkAfter, type Found } from './check.ts'
import { type Ended, type Point, runAndKill } from './kill.ts'
import { type Ledgers, makeLedgers, ownEventsOf } from './ledgers.ts'

export const JOBS = ['backup', 'restore', 'salvage', 'migrate', 'import', 'sync'] as const
export type Job = (typeof JOBS)[number] | 'careless' | 'torn'

export interface JobTally {
  kills: number
  /** Rounds in which the job came to its end before it was killed. */
  done: number
  /** Rounds after which the ledger was another one, or another state of it. */
  changed: number
  readonly faults: string[]
}

/** Kills each job again and again at points that follow from the seed, and starts the ledger afterwards. */
export async function jobCampaign(rounds: number, seed: number): Promise<Record<string, JobTally>> {
  const ledgers = makeLedgers()
  const random = seeded(seed)
  const tallies: Record<string, JobTally> = {}
  try {
    for (const job of JOBS) {
      const whole = await once(ledgers, job, {})
      const tally: JobTally = { kills: 0, done: 0, changed: 0, faults: [...whole.faults] }
      tallies[job] = tally
      for (let n = 0; n < rounds; n++) {
        const ms = random.below(Math.ceil(whole.ended.ms * 1.1))
        const calls = 1 + random.below(whole.ended.calls)
        const point = n % 2 === 0 ? { ms } : { calls }
        const { faults, outcome, ended } = await once(ledgers, job, point)
        tally.kills++
        if (ended.done) tally.done++
        if (outcome !== 'as it was') tally.changed++
        tally.faults.push(...faults.map((what) => `${JSON.stringify(point)}: ${what}`))
      }
    }
    return tallies
  } finally {
    ledgers.remove()
  }
}

/**
 * A restore that takes the old ledger away first, or an order that is lost without a word, killed in between:
 * what has to be found.
 */
export async function controlFaults(job: 'careless' | 'torn'): Promise<readonly string[]> {
  const ledgers = makeLedgers()
  try {
    return (await once(ledgers, job, { ms: 300 })).faults
  } finally {
    ledgers.remove()
  }
}

/** One job on a ledger of its own. */
async function once(
  ledgers: Ledgers,
  job: Job,
  point: Point,
): Promise<Found & { readonly ended: Ended }> {
  const folder = mkdtempSync(join(tmpdir(), 'frostkeep-job-'))
  try {
    cpSync(templateOf(ledgers, job), folder, { recursive: true })
    const file = join(folder, 'ledger.db')
    const before = beforeOf(job, file)
    const ended = await runAndKill(job, file, point)
    return { ...checkAfter(job, file, before, ended), ended }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

export function templateOf({ sound, damaged, older }: Ledgers, job: Job): string {
  switch (job) {
    case 'salvage':
      return damaged
    case 'migrate':
      return older
    default:
      return sound
  }
}

export function beforeOf(job: Job, file: string): Before {
  const events = eventsOf(file)
  const sha256 = hashOfFile(file)
  if (job === 'salvage') {
    const bad = ownEventsOf(file).at(-5)!
    const kept = events.filter((e) => e.chain !== bad.chain || e.seq < bad.seq)
    return { events, kept, sha256 }
  }
  const backup = join(backupFolder(file), listBackups(file)[0]?.file ?? '')
  const isRestore = job === 'restore' || job === 'careless'
  return { events, kept: isRestore ? eventsOf(backup) : events, sha256 }
}
