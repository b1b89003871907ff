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
import { type Seen, scanToCell, scanToRow as seeScan, watchKeys } from './support/cell-watch.ts'
import { openDemoBench } from './support/demo-bench.ts'
import { withElectron } from './support/electron.ts'
import { openOneCell } from './support/one-cell.ts'
import { median, percentile, ratios } from './support/statistics.ts'
import { round } from './support/timed.ts'

/**
 * From the last key of a scanner's burst to the painted row of a batch of registrations, in the built program. On the
 * folder that `--data` names, in which the tubes stay registered, or on a demo biobank. Floor: the same burst to a
 * page of one cell.
 */
export const scanToRow: Campaign = {
  name: 'scan-to-row',
  sizes: { bursts: { full: 150, small: 20 } },
  goals: [{ figure: 'rowP95Ms', must: 'be at most', value: 100 }],
  run: (given) => withElectron(async () => figuresOf(await measure(given), given)),
}

interface Pair {
  readonly bench: Seen
  readonly floor: Seen
}

const WARM_UP = 10
/** Hands need longer for the next tube; whatever a scan leaves to do is done until then. */
const BETWEEN = 150

interface Measured {
  readonly pairs: readonly Pair[]
  readonly specimens: number
}

async function measure({ size, folder, data: given }: Given): Promise<Measured> {
  const data = given ?? join(folder, 'data')
  const { specimens, first } = prepare(data, given === null)
  const bench = await launchBench({ data })
  const floor = await openOneCell(join(folder, 'floor'))
  try {
    await watchKeys(bench.page)
    await bench.page.reload()
    await goToBatch(bench.page)
    const pairs: Pair[] = []
    for (let i = 0; i < size.bursts! + WARM_UP; i++) {
      const code = `FX${first + i}`
      const row = await seeScan(bench.page, code)
      await pause(BETWEEN)
      pairs.push({ bench: row, floor: await scanToCell(floor.page, code) })
      await pause(BETWEEN)
    }
    assert(bench.problems.length === 0, `a page without problems: ${bench.problems.join('; ')}`)
    return { pairs: pairs.slice(WARM_UP), specimens }
  } finally {
    await floor.close()
    await bench.close()
  }
}

/** Opens a batch, and says how many specimens the ledger has and from where on codes are free. */
function prepare(data: string, isOwn: boolean): { specimens: number; first: number } {
  if (isOwn) mkdirSync(data)
  const bench = openDemoBench(data)
  const setup = { study: bench.study, material: 'plasma', tubeType: 'cryotube' } as const
  const plain = { collectedAt: null, donor: null, nanolitres: null, visit: null, planned: null }
  const started = bench.writer.startWork({ kind: 'accession', ...setup, ...plain }, bench.actor)
  assert(started.ok, 'a study that takes tubes')
  const specimens = bench.db.prepare('SELECT count(*) FROM specimen').pluck().get() as number
  bench.writer.close()
  // A folder is measured more than once, and each tube is registered once.
  return { specimens, first: 90_000_000 + specimens }
}

async function goToBatch(page: Page): Promise<void> {
  await page.getByText(words['signin.scanBadge']).first().waitFor()
  await scan(page, DEMO_PEOPLE[0]!.badge)
  await page.getByText(words['home.batchOpen']).waitFor()
  await scan(page, 'FK:ACCESSION')
  await page.getByText(words['work.line.new-tube']).first().waitFor()
}

function figuresOf({ pairs, specimens }: Measured, { say }: Given): Figures {
  const of = (which: keyof Pair, part: keyof Seen) => pairs.map((pair) => pair[which][part])
  const row = of('bench', 'toCell')
  const floor = of('floor', 'toCell')
  const figures = {
    specimens,
    rowP50Ms: round(median(row)),
    rowP95Ms: round(percentile(row, 95)),
    rowMaxMs: round(Math.max(...row)),
    floorP50Ms: round(median(floor)),
    floorP95Ms: round(percentile(floor, 95)),
    timesFloor: round(median(ratios(row, floor))),
    pageToChangeP95Ms: round(percentile(of('bench', 'toChange'), 95)),
    changeToPaintP95Ms: round(percentile(of('bench', 'toPaint'), 95)),
  }
  say(`row   ${figures.rowP50Ms} ms (p95 ${figures.rowP95Ms}, most ${figures.rowMaxMs})`)
  say(`floor ${figures.floorP50Ms} ms (p95 ${figures.floorP95Ms}), ${specimens} specimens`)
  return figures
}
