import { closeSync, fdatasyncSync, openSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { assert } from '#shared/lib/assert.ts'
import type { Campaign, Figures, Given } from './support/campaign.ts'
import { addBoxes, type DemoBench, openDemoBench } from './support/demo-bench.ts'
import { median, percentile, ratios, spread } from './support/statistics.ts'
import { round, type Timed, timed } from './support/timed.ts'

/**
 * How much of the disk's own rate is left to a scan of a batch intake: from the code to the answer, with
 * the commit flushed. Floor: one `write` of as many bytes as the write-ahead log grew by, and `fdatasync`.
 */
export const scanCommit: Campaign = {
  name: 'scan-commit',
  sizes: { scans: { full: 300, small: 60 } },
  goals: [{ figure: 'rateOfFloor', must: 'be at least', value: 0.8 }],
  run: async (given) => figuresOf(measure(given), given),
}

interface Pair {
  readonly bytes: number
  readonly scan: Timed<unknown>
  readonly floor: Timed<unknown>
}

const BOX = 81
/** Scans before the first that counts: statements are prepared and code is compiled. */
const WARM_UP = 40
const ROUNDS = 10

function measure({ size, folder }: Given): Pair[] {
  const scans = size.scans!
  const bench = openDemoBench(folder)
  const boxes = addBoxes(bench, Math.ceil((scans + WARM_UP) / BOX), 'plasma')
  bench.db.pragma('wal_checkpoint(TRUNCATE)')
  const floor = openSync(join(folder, 'floor'), 'a')
  const pairs = Array.from({ length: scans + WARM_UP }, (_, i) => {
    if (i % BOX === 0) openBox(bench, boxes[i / BOX]!)
    return pairOf(bench, i, floor)
  })
  closeSync(floor)
  bench.writer.close()
  return pairs.slice(WARM_UP)
}

function openBox({ writer, study }: DemoBench, box: string): void {
  const kind = { material: 'plasma', tubeType: 'cryotube', collectedAt: null } as const
  assert(writer.startIntake({ box, study, ...kind }).ok, 'a box that takes plasma')
}

/** A scan, then the floor. The log only grows here: nothing moves it into the database meanwhile. */
function pairOf({ writer, file, actor }: DemoBench, i: number, floor: number): Pair {
  const code = `FX${String(90_000_000 + i)}`
  const by = { id: v7(), actor, via: { source: 'hid', device: 'Benchmark' } } as const
  const before = logSize(file)
  const scan = timed(() => writer.scanInto(code, by))
  assert(scan.value.outcome.type === 'stored', 'a scan that is stored')
  const bytes = logSize(file) - before
  assert(bytes > 0, 'a log that has grown')
  const block = Buffer.alloc(bytes, code)
  const flushed = timed(() => {
    assert(writeSync(floor, block) === bytes, 'a block that is written whole')
    fdatasyncSync(floor)
  })
  return { bytes, scan, floor: flushed }
}

const logSize = (file: string): number => statSync(`${file}-wal`).size

function figuresOf(pairs: readonly Pair[], { say }: Given): Figures {
  const scan = pairs.map((pair) => pair.scan.ms)
  const floor = pairs.map((pair) => pair.floor.ms)
  const cpu = pairs.map((pair) => pair.scan.cpuMs)
  const rate = spread(rounds(pairs).map(rateOfFloor))
  const cpuShare = median(ratios(cpu, scan))
  const figures = {
    rateOfFloor: round(rate.median),
    rateOfFloorMin: round(rate.min),
    rateOfFloorMax: round(rate.max),
    scanP50Ms: round(median(scan)),
    scanP95Ms: round(percentile(scan, 95)),
    floorP50Ms: round(median(floor)),
    floorP95Ms: round(percentile(floor, 95)),
    scanCpuP50Ms: round(median(cpu)),
    floorCpuP50Ms: round(median(pairs.map((pair) => pair.floor.cpuMs))),
    cpuShare: round(cpuShare),
    bytesP50: Math.round(median(pairs.map(({ bytes }) => bytes))),
    scansPerSecond: Math.round(1_000 / median(scan)),
    metFromFlushMs: round(flushThatMeets(pairs)),
  }
  say(`scan  ${figures.scanP50Ms} ms (p95 ${figures.scanP95Ms}), of it CPU ${figures.scanCpuP50Ms}`)
  say(`floor ${figures.floorP50Ms} ms (p95 ${figures.floorP95Ms}) for ${figures.bytesP50} bytes`)
  say(
    `rate  ${figures.rateOfFloor} of the floor's (${rate.min.toFixed(2)} to ${rate.max.toFixed(2)})`,
  )
  say(`the goal would be met on a disk that needs ${figures.metFromFlushMs} ms for such a flush`)
  return figures
}

/** The pairs in up to ten runs of neighbours, so that the rate has a spread of its own. */
function rounds(pairs: readonly Pair[]): Pair[][] {
  const length = Math.ceil(pairs.length / ROUNDS)
  const starts = Array.from({ length: Math.ceil(pairs.length / length) }, (_, i) => i * length)
  return starts.map((start) => pairs.slice(start, start + length))
}

const rateOfFloor = (pairs: readonly Pair[]): number =>
  median(pairs.map(({ floor }) => floor.ms)) / median(pairs.map(({ scan }) => scan.ms))

/** f / (f + rest) = 0.8, where the rest is what a scan takes beside its flush, whatever the disk. */
function flushThatMeets(pairs: readonly Pair[]): number {
  const rest = median(pairs.map(({ scan, floor }) => scan.ms - floor.ms))
  const goal = scanCommit.goals[0]!.value
  return (rest * goal) / (1 - goal)
}
