import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DEMO_PEOPLE } from '../electron/store/demo/people.ts'
import words from '../renderer/i18n/en.json' with { type: 'json' }
import { typeAsScanner } from '../test/e2e/support/scan.ts'
import type { Campaign, Figures, Given } from './support/campaign.ts'
import { openDemoBench } from './support/demo-bench.ts'
import { EMPTY_WINDOW, ROOT, startElectron, withElectron } from './support/electron.ts'
import { watchFirstPage } from './support/page-watch.ts'
import { median, ratios, spread } from './support/statistics.ts'
import { round } from './support/timed.ts'

/**
 * From the start of the process to the sign-in screen that takes a badge, and from the badge to the home
 * screen that takes any code, with the demo biobank. Peer: an Electron with one empty window.
 */
export const coldStart: Campaign = {
  name: 'cold-start',
  sizes: { runs: { full: 5, small: 2 } },
  goals: [{ figure: 'readyMaxMs', must: 'be at most', value: 3_000 }],
  run: (given) => withElectron(async () => figuresOf(await measure(given), given)),
}

interface Pair {
  /** From the start of the process to the sign-in screen, milliseconds. */
  readonly ready: number
  /** From the badge's last key to the home screen, milliseconds. */
  readonly home: number
  /** From the start of the process to the empty window, milliseconds. */
  readonly empty: number
}

async function measure({ size, folder }: Given): Promise<Pair[]> {
  const data = join(folder, 'data')
  mkdirSync(data)
  openDemoBench(data).writer.close()
  // The first start of each is not counted: it reads the program from the disk and fills its caches.
  await startBench(data)
  await startEmpty(join(folder, 'empty'))
  const pairs: Pair[] = []
  for (let i = 0; i < size.runs!; i++) {
    const bench = await startBench(data)
    pairs.push({ ...bench, empty: await startEmpty(join(folder, 'empty')) })
  }
  return pairs
}

const SIGN_IN = words['signin.scanBadge']
const HOME = words['home.scanBox']

async function startBench(data: string): Promise<{ ready: number; home: number }> {
  const bench = startElectron(ROOT, ['--data', data])
  try {
    const [, address] = await bench.line(/DevTools listening on (ws:\S+)/)
    const page = await watchFirstPage(address!, [SIGN_IN, HOME])
    const readyAt = await page.shown(SIGN_IN)
    const lastKeyAt = await typeAsScanner(page.send, DEMO_PEOPLE[0]!.badge)
    const homeAt = await page.shown(HOME)
    page.close()
    return { ready: readyAt - bench.at, home: homeAt - lastKeyAt }
  } finally {
    await bench.end()
  }
}

async function startEmpty(data: string): Promise<number> {
  const empty = startElectron(EMPTY_WINDOW, [`--data=${data}`])
  try {
    const [, at] = await empty.line(/shown at (\d+)/)
    return Number(at) - empty.at
  } finally {
    await empty.end()
  }
}

function figuresOf(pairs: readonly Pair[], { say }: Given): Figures {
  const ready = pairs.map((pair) => pair.ready)
  const home = pairs.map((pair) => pair.home)
  const empty = pairs.map((pair) => pair.empty)
  const times = spread(ratios(ready, empty))
  const figures = {
    readyMs: round(median(ready)),
    readyMinMs: round(Math.min(...ready)),
    readyMaxMs: round(Math.max(...ready)),
    emptyMs: round(median(empty)),
    emptyMinMs: round(Math.min(...empty)),
    emptyMaxMs: round(Math.max(...empty)),
    timesEmpty: round(times.median),
    timesEmptyMin: round(times.min),
    timesEmptyMax: round(times.max),
    badgeToHomeMs: round(median(home)),
    badgeToHomeMaxMs: round(Math.max(...home)),
  }
  say(`sign-in ready ${figures.readyMs} ms (${figures.readyMinMs} to ${figures.readyMaxMs})`)
  say(`empty window  ${figures.emptyMs} ms (${figures.emptyMinMs} to ${figures.emptyMaxMs})`)
  say(
    `${figures.timesEmpty} times the empty window (${figures.timesEmptyMin} to ${figures.timesEmptyMax})`,
  )
  say(`badge to home ${figures.badgeToHomeMs} ms (at most ${figures.badgeToHomeMaxMs})`)
  return figures
}
