import { closeSync, fdatasyncSync, openSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { assert } from '#shared/lib/assert.ts'
import { openWriter, transact } from '../electron/store/open.ts'
import type { Campaign, Figures, Given } from './support/campaign.ts'
import { addBoxes, type DemoBench, openDemoBench } from './support/demo-bench.ts'
import { median, percentile, ratios, spread } from './support/statistics.ts'
import { round, type Timed, timed } from './support/timed.ts'

/**
 * How much of the disk's own rate is left to a scan of a batch intake: from the code to the answer, with
 * the commit flushed. Floor: one `write` of as many bytes as the write-ahead log grew by, and `fdatasync`.
 * Between them, a peer: SQLite committing as many pages of nothing, with the ledger's settings.
 */
export const scanCommit: Campaign = {
  name: 'scan-commit',
  sizes: { scans: { full: 300, small: 60 } },
  goals: [{ figure: 'rateOfFloor', must: 'be at least', value: 0.8 }],
  run: async (given) => figuresOf(measure(given), given),
}

interface Trio {
  readonly bytes: number
  readonly scan: Timed<unknown>
  readonly bare: Timed<unknown>
  readonly floor: Timed<unknown>
}

const BOX = 81
/** Scans before the first that counts: statements are prepared and code is compiled. */
const WARM_UP = 40
const ROUNDS = 10

function measure({ size, folder }: Given): Trio[] {
  const scans = size.scans!
  const bench = openDemoBench(folder)
  const boxes = addBoxes(bench, Math.ceil((scans + WARM_UP) / BOX), 'plasma')
  bench.db.pragma('wal_checkpoint(TRUNCATE)')
  const bare = openBare(join(folder, 'bare.db'))
  const floor = openSync(join(folder, 'floor'), 'a')
  const trios = Array.from({ length: scans + WARM_UP }, (_, i) => {
    if (i % BOX === 0) openBox(bench, boxes[i / BOX]!)
    const { scan, bytes } = scanOnce(bench, i)
    return { scan, bytes, bare: timed(() => bare.commit(bytes)), floor: flush(floor, bytes) }
  })
  closeSync(floor)
  bare.close()
  bench.writer.close()
  return trios.slice(WARM_UP)
}

function openBox({ writer, study }: DemoBench, box: string): void {
  const kind = { material: 'plasma', tubeType: 'cryotube', collectedAt: null } as const
  assert(writer.startIntake({ box, study, ...kind }).ok, 'a box that takes plasma')
}

/** The log only grows here: nothing moves it into the database meanwhile. */
function scanOnce({ writer, file, actor }: DemoBench, i: number) {
  const code = `FX${String(90_000_000 + i)}`
  const by = { id: v7(), actor, via: { source: 'hid', device: 'Benchmark' } } as const
  const before = logSize(file)
  const scan = timed(() => writer.scanInto(code, by))
  assert(scan.value.outcome.type === 'stored', 'a scan that is stored')
  const bytes = logSize(file) - before
  assert(bytes > 0, 'a log that has grown')
  return { scan, bytes }
}

const logSize = (file: string): number => statSync(`${file}-wal`).size

const FRAME = 24 + 4096

/** The same engine with the same settings and one row of nothing, as large as the scan's pages. */
function openBare(file: string) {
  const db = openWriter(file)
  db.exec('CREATE TABLE block(bytes BLOB)')
  const insert = db.prepare('INSERT INTO block VALUES (zeroblob(?))')
  return {
    commit: (bytes: number) => {
      // Two pages are the table's own; each of the rest holds four bytes that lead to the next.
      const pages = Math.max(1, bytes / FRAME - 2)
      transact(db, () => insert.run(Math.floor(pages * 4092)))
    },
    close: () => db.close(),
  }
}

function flush(file: number, bytes: number): Timed<void> {
  const block = Buffer.alloc(bytes, 'FX')
  return timed(() => {
    assert(writeSync(file, block) === bytes, 'a block that is written whole')
    fdatasyncSync(file)
  })
}

function figuresOf(trios: readonly Trio[], { say }: Given): Figures {
  const scan = trios.map((trio) => trio.scan.ms)
  const bare = trios.map((trio) => trio.bare.ms)
  const floor = trios.map((trio) => trio.floor.ms)
  const cpu = trios.map((trio) => trio.scan.cpuMs)
  const rate = spread(rounds(trios).map((round) => rateOf(round, 'floor')))
  const figures = {
    rateOfFloor: round(rate.median),
    rateOfFloorMin: round(rate.min),
    rateOfFloorMax: round(rate.max),
    rateOfBare: round(median(rounds(trios).map((round) => rateOf(round, 'bare')))),
    scanP50Ms: round(median(scan)),
    scanP95Ms: round(percentile(scan, 95)),
    bareP50Ms: round(median(bare)),
    bareP95Ms: round(percentile(bare, 95)),
    floorP50Ms: round(median(floor)),
    floorP95Ms: round(percentile(floor, 95)),
    scanCpuP50Ms: round(median(cpu)),
    bareCpuP50Ms: round(median(trios.map((trio) => trio.bare.cpuMs))),
    floorCpuP50Ms: round(median(trios.map((trio) => trio.floor.cpuMs))),
    cpuShare: round(median(ratios(cpu, scan))),
    bytesP50: Math.round(median(trios.map(({ bytes }) => bytes))),
    scansPerSecond: Math.round(1_000 / median(scan)),
    metFromFlushMs: round(flushThatMeets(trios)),
  }
  say(`scan  ${figures.scanP50Ms} ms (p95 ${figures.scanP95Ms}), of it CPU ${figures.scanCpuP50Ms}`)
  say(`bare  ${figures.bareP50Ms} ms (p95 ${figures.bareP95Ms}): a commit of as many pages`)
  say(`floor ${figures.floorP50Ms} ms (p95 ${figures.floorP95Ms}) for ${figures.bytesP50} bytes`)
  say(
    `rate  ${figures.rateOfFloor} of the floor's (${figures.rateOfFloorMin} to ${figures.rateOfFloorMax})`,
  )
  say(`      ${figures.rateOfBare} of the bare commit's`)
  say(`a disk that needs ${figures.metFromFlushMs} ms or more for such a flush meets the goal`)
  return figures
}

/** The trios in up to ten runs of neighbours, so that the rate has a spread of its own. */
function rounds(trios: readonly Trio[]): Trio[][] {
  const length = Math.ceil(trios.length / ROUNDS)
  const starts = Array.from({ length: Math.ceil(trios.length / length) }, (_, i) => i * length)
  return starts.map((start) => trios.slice(start, start + length))
}

const rateOf = (trios: readonly Trio[], other: 'bare' | 'floor'): number =>
  median(trios.map((trio) => trio[other].ms)) / median(trios.map(({ scan }) => scan.ms))

/** f / (f + rest) = 0.8, where the rest is what a scan computes beside its flush, whatever the disk. */
function flushThatMeets(trios: readonly Trio[]): number {
  const rest = median(trios.map(({ scan, floor }) => scan.cpuMs - floor.cpuMs))
  const goal = scanCommit.goals[0]!.value
  return (rest * goal) / (1 - goal)
}
