import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Random, seeded } from '../../../../electron/store/demo/random.ts'
import { mustRun } from '../../process.ts'
import { type Image, shortLived, writeImage } from '../image.ts'
import { Disk } from '../power/disk.ts'
import { watched } from '../shim/build.ts'
import { type Call, readLog } from '../shim/log.ts'
import { beforeOf, type Job, templateOf } from './campaign.ts'
import { type Before, checkAfter } from './check.ts'
import type { Ledgers } from './ledgers.ts'

const CHILD = join(import.meta.dirname, 'job.ts')

export interface CutTally {
  images: number
  /** Images after which the ledger was another one, or another state of it. */
  changed: number
  readonly faults: string[]
}

interface Watched {
  readonly image: Image
  readonly before: Before
  readonly calls: readonly Call[]
}

/** Cuts the power within a job at so many points, and starts what is left. */
export async function cutPower(
  ledgers: Ledgers,
  job: Job,
  images: number,
  random: Random = seeded(1),
  flushing: 'flushed' | 'unflushed' = 'flushed',
): Promise<CutTally> {
  const watchedJob = await watch(ledgers, job, flushing)
  const tally: CutTally = { images: 0, changed: 0, faults: [] }
  const folder = shortLived('job')
  const disk = new Disk(watchedJob.image)
  let played = 0
  try {
    for (const point of pointsIn(watchedJob.calls, images, random, flushing === 'unflushed')) {
      for (; played < point; played++) disk.play(watchedJob.calls[played]!)
      writeImage(folder, disk.cut(random), random)
      const done = watchedJob.calls.slice(0, point).some(({ op }) => op === 'said')
      const { faults, outcome } = found(job, join(folder, 'ledger.db'), watchedJob.before, done)
      tally.images++
      if (outcome !== 'as it was') tally.changed++
      tally.faults.push(...faults.map((what) => `after call ${point}: ${what}`))
    }
    return tally
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** That a ledger cannot be started is the worst of all. */
function found(job: Job, file: string, before: Before, done: boolean) {
  try {
    return checkAfter(job, file, before, { done, calls: 0, ms: 0 })
  } catch (error) {
    return { faults: [`it does not start: ${error}`], outcome: 'none' as const }
  }
}

async function watch(ledgers: Ledgers, job: Job, flushing: string): Promise<Watched> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'frostkeep-job-power-')))
  try {
    const root = join(folder, 'bench')
    mkdirSync(root)
    cpSync(templateOf(ledgers, job), root, { recursive: true })
    const file = join(root, 'ledger.db')
    const before = beforeOf(job, file)
    const image = imageOf(root)
    const log = join(folder, 'log')
    const args = [CHILD, job, file, ...(flushing === 'unflushed' ? [flushing] : [])]
    await mustRun(process.execPath, args, { env: await watched({ root, log }) })
    return { image, before, calls: readLog(readFileSync(log)) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The files of a folder and of the folders within. */
function imageOf(root: string): Image {
  const names = (readdirSync(root, { recursive: true }) as string[]).sort()
  return new Map(
    names.map((name) => {
      const path = join(root, name)
      return [name, statSync(path).isDirectory() ? null : readFileSync(path)]
    }),
  )
}

/**
 * A third of them anywhere; a third beside a call that changes a folder or flushes, of which there are few;
 * a third in the short time in which one ledger takes the place of another. `isShort`: only there, and
 * after the last call of all, when all was said to be done.
 */
function pointsIn(
  calls: readonly Call[],
  images: number,
  random: Random,
  isShort: boolean,
): number[] {
  const few = calls.flatMap(({ op }, n) => (op === 'write' || op === 'open' ? [] : [n]))
  const start = calls.findIndex(({ name }) => name.startsWith('replacing.json'))
  const from = start < 0 ? 0 : start
  const kinds = [
    () => random.below(calls.length + 1),
    () => random.of(few) + random.below(2),
    () => from + random.below(calls.length + 1 - from),
  ]
  return Array.from({ length: images }, (_, n) =>
    isShort && n % 2 === 0 ? calls.length : kinds[isShort ? 2 : n % 3]!(),
  ).sort((a, b) => a - b)
}
