import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Page } from '@playwright/test'
import { assert } from '#shared/lib/assert.ts'
import { DEMO_PEOPLE } from '../electron/store/demo/people.ts'
import words from '../renderer/i18n/en.json' with { type: 'json' }
import { launchBench } from '../test/e2e/support/bench.ts'
import { scan } from '../test/e2e/support/scan.ts'
import type { Campaign, Figures, Given } from './support/campaign.ts'
import { type Seen, scanToCell as seeScan, watchKeys } from './support/cell-watch.ts'
import { addBoxes, openDemoBench } from './support/demo-bench.ts'
import { withElectron } from './support/electron.ts'
import { openOneCell } from './support/one-cell.ts'
import { median, percentile, ratios, spread } from './support/statistics.ts'
import { round } from './support/timed.ts'

/**
 * From the last key of a scanner's burst to the painted position of the box map, in a batch intake of the
 * built program: keys, act, commit, answer, frame. Floor: the same burst to a page of one cell.
 */
export const scanToCell: Campaign = {
  name: 'scan-to-cell',
  sizes: { bursts: { full: 150, small: 20 } },
  goals: [{ figure: 'cellP95Ms', must: 'be at most', value: 100 }],
  run: (given) => withElectron(async () => figuresOf(await measure(given), given)),
}

interface Pair {
  readonly bench: Seen
  readonly floor: Seen
}

const BOX = 81
const WARM_UP = 10
/** Hands need longer for the next tube; whatever a scan leaves to do is done until then. */
const BETWEEN = 150

async function measure({ size, folder }: Given): Promise<Pair[]> {
  const count = size.bursts! + WARM_UP
  const data = join(folder, 'data')
  const codes = prepare(data, Math.ceil(count / BOX))
  const bench = await launchBench({ data })
  const floor = await openOneCell(join(folder, 'floor'))
  try {
    await watchKeys(bench.page)
    await bench.page.reload()
    await goToIntake(bench.page)
    const pairs: Pair[] = []
    for (let i = 0; i < count; i++) {
      if (i > 0 && i % BOX === 0) await changeBox(bench.page, codes[i / BOX]!)
      pairs.push(await pairOf(bench.page, floor.page, i))
    }
    assert(bench.problems.length === 0, `a page without problems: ${bench.problems.join('; ')}`)
    return pairs.slice(WARM_UP)
  } finally {
    await floor.close()
    await bench.close()
  }
}

/** A demo biobank with new boxes and an intake into the first of them; the codes of the boxes. */
function prepare(data: string, boxes: number): string[] {
  mkdirSync(data)
  const bench = openDemoBench(data)
  const ids = addBoxes(bench, boxes, 'plasma')
  const kind = { material: 'plasma', tubeType: 'cryotube', collectedAt: null } as const
  const started = bench.writer.startIntake({ box: ids[0]!, study: bench.study, ...kind })
  assert(started.ok, 'a box that takes plasma')
  const codeOf = bench.db.prepare('SELECT code FROM container WHERE id = ?').pluck()
  const codes = ids.map((id) => String(codeOf.get(id)))
  bench.writer.close()
  return codes
}

async function goToIntake(page: Page): Promise<void> {
  await page.getByText(words['signin.scanBadge']).first().waitFor()
  await scan(page, DEMO_PEOPLE[0]!.badge)
  await page.getByRole('button', { name: words['home.continue'] }).click()
  await page.getByRole('grid').waitFor()
}

async function changeBox(page: Page, code: string): Promise<void> {
  await scan(page, code)
  await page.getByRole('grid', { name: code }).waitFor()
  await pause(BETWEEN)
}

async function pairOf(bench: Page, floor: Page, i: number): Promise<Pair> {
  const code = `FX${90_000_000 + i}`
  const seen = await seeScan(bench, code)
  await pause(BETWEEN)
  const plain = await seeScan(floor, code)
  await pause(BETWEEN)
  return { bench: seen, floor: plain }
}

function figuresOf(pairs: readonly Pair[], { say }: Given): Figures {
  const of = (which: keyof Pair, part: keyof Seen) => pairs.map((pair) => pair[which][part])
  const cell = of('bench', 'toCell')
  const floor = of('floor', 'toCell')
  const times = spread(rounds(ratios(cell, floor)))
  const figures = {
    cellP50Ms: round(median(cell)),
    cellP95Ms: round(percentile(cell, 95)),
    cellMaxMs: round(Math.max(...cell)),
    floorP50Ms: round(median(floor)),
    floorP95Ms: round(percentile(floor, 95)),
    timesFloor: round(median(ratios(cell, floor))),
    timesFloorMin: round(times.min),
    timesFloorMax: round(times.max),
    keyToPageP50Ms: round(median(of('bench', 'toPage'))),
    pageToChangeP50Ms: round(median(of('bench', 'toChange'))),
    pageToChangeP95Ms: round(percentile(of('bench', 'toChange'), 95)),
    changeToPaintP50Ms: round(median(of('bench', 'toPaint'))),
    changeToPaintP95Ms: round(percentile(of('bench', 'toPaint'), 95)),
  }
  say(`cell  ${figures.cellP50Ms} ms (p95 ${figures.cellP95Ms}, most ${figures.cellMaxMs})`)
  say(
    `  key to page ${figures.keyToPageP50Ms}, to changed cell ${figures.pageToChangeP50Ms}, to paint ${figures.changeToPaintP50Ms}`,
  )
  say(`floor ${figures.floorP50Ms} ms (p95 ${figures.floorP95Ms})`)
  say(`${figures.timesFloor} times the floor`)
  return figures
}

const ROUND = 10

/** The medians of runs of ten neighbours. */
function rounds(values: readonly number[]): number[] {
  const starts = Array.from({ length: Math.ceil(values.length / ROUND) }, (_, i) => i * ROUND)
  return starts.map((start) => median(values.slice(start, start + ROUND)))
}
