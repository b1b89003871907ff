import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { seeded } from '../../../../electron/store/demo/random.ts'
import { mustRun } from '../../process.ts'
import { shortLived, writeImage } from '../image.ts'
import { watched } from '../shim/build.ts'
import { type Call, readLog } from '../shim/log.ts'
import type { Acknowledgement } from './acknowledged.ts'
import { checkImage, type Truth, truthOf, type Verdict } from './check.ts'
import { Disk } from './disk.ts'

const JOB = join(import.meta.dirname, 'job.ts')

/** Steps of a bench at work in one log, and images that are made of it. */
const STEPS = 60
const IMAGES_OF_A_LOG = 250
/** One image in so many is looked at more deeply. */
const DEEP = 10
/** So many faults are told; all are counted. */
const TOLD = 20

export interface PowerTally {
  readonly images: number
  readonly logs: number
  /** Calls that changed a file, in all logs. */
  readonly calls: number
  /** Images at whose cut something was not yet synced. */
  readonly unsettled: number
  /** Events that had been acknowledged, over all images. */
  readonly acknowledged: number
  /** Images that lack something acknowledged. */
  readonly lost: number
  /** Images that are wrong in another way. */
  readonly broken: number
  /** Images whose opening finds something wrong. */
  readonly alarms: number
  readonly told: readonly string[]
}

/** Whether a commit is flushed before it is acknowledged: what the program does, and what it must not do. */
export type Flushing = 'full' | 'normal'

/** Cuts the power of benches at work, at points that follow from the seed, and opens what is left. */
export async function powerCampaign(
  images: number,
  seed: number,
  flushing: Flushing = 'full',
): Promise<PowerTally> {
  const tally = {
    images: 0,
    logs: 0,
    calls: 0,
    unsettled: 0,
    acknowledged: 0,
    lost: 0,
    broken: 0,
    alarms: 0,
    told: [] as string[],
  }
  while (tally.images < images) {
    const own = seed + tally.logs
    const worked = await benchAtWork(own, flushing)
    tally.logs++
    tally.calls += worked.calls.length
    cutAll(worked, Math.min(IMAGES_OF_A_LOG, images - tally.images), own, tally)
  }
  return tally
}

interface Worked {
  readonly calls: readonly Call[]
  readonly truth: Truth
}

/** One bench from its first start to its end, with all that it did to its folder. */
async function benchAtWork(seed: number, flushing: Flushing): Promise<Worked> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'frostkeep-power-')))
  try {
    const root = join(folder, 'bench')
    mkdirSync(root)
    const log = join(folder, 'log')
    const args = [JOB, root, String(seed), String(STEPS), flushing]
    await mustRun(process.execPath, args, { env: await watched({ root, log }) })
    return { calls: readLog(readFileSync(log)), truth: truthOf(root) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const NOTHING: Acknowledgement = { events: 0, commands: 0, order: 0, intake: null }

type Counted = {
  -readonly [K in keyof PowerTally]: PowerTally[K] extends number ? number : string[]
}

function cutAll({ calls, truth }: Worked, images: number, seed: number, tally: Counted): void {
  const random = seeded(seed)
  const points = Array.from({ length: images }, () => random.below(calls.length + 1))
  const disk = new Disk()
  const folder = shortLived('image')
  let played = 0
  for (const [n, point] of points.sort((a, b) => a - b).entries()) {
    for (; played < point; played++) disk.play(calls[played]!)
    writeImage(folder, disk.cut(random), random)
    const { had, next } = acknowledgedAt(calls, point)
    const verdict = checkImage(folder, truth, had, next, n % DEEP === 0)
    tally.acknowledged += had.events
    if (disk.open > 0) tally.unsettled++
    count(verdict, `seed ${seed}, image ${n}, after call ${point} of ${calls.length}`, tally)
  }
  rmSync(folder, { recursive: true, force: true })
}

/** What had been acknowledged before a call, and what would have been next. */
function acknowledgedAt(calls: readonly Call[], point: number) {
  const isSaid = ({ op }: Call) => op === 'said'
  const before = calls.slice(0, point).findLast(isSaid)
  const after = calls.slice(point).find(isSaid)
  const had = before ? acknowledgementIn(before.data) : NOTHING
  return { had, next: after ? acknowledgementIn(after.data) : had }
}

function count({ lost, broken, alarms }: Verdict, what: string, tally: Counted): void {
  tally.images++
  if (lost.length > 0) tally.lost++
  if (broken.length > 0) tally.broken++
  if (alarms.length > 0) tally.alarms++
  const faults = [...lost.map((one) => `lost ${one}`), ...broken, ...alarms]
  if (faults.length > 0 && tally.told.length < TOLD)
    tally.told.push(`${what}: ${faults.join('; ')}`)
}

const acknowledgementIn = (data: Buffer): Acknowledgement => JSON.parse(data.toString())
