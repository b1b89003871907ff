import { cpSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { v7 } from 'uuid'
import { assert } from '#shared/lib/assert.ts'
import { openStore, type Store } from '../electron/store/client.ts'
import { seeded } from '../electron/store/demo/random.ts'
import { migrate } from '../electron/store/migrations/index.ts'
import { openWriter } from '../electron/store/open.ts'
import { rebuildInBackground } from '../electron/store/rebuild/background.ts'
import { openShadow } from '../electron/store/rebuild/shadow.ts'
import { rebuildIfOld } from '../electron/store/rebuild.ts'
import { seedLedger } from './seed/seed-ledger.ts'
import type { Campaign, Figures, Given } from './support/campaign.ts'
import { median, percentile } from './support/statistics.ts'
import { round, timed } from './support/timed.ts'

/**
 * How fast every table is derived again in a file apart, and how long scans take while that is done and
 * while the tables are changed over, beside the same scans when nothing else is done.
 */
export const rebuilding: Campaign = {
  name: 'rebuild',
  sizes: { specimens: { full: 20_000, small: 2_000 } },
  goals: [{ figure: 'eventsPerSecond', must: 'be at least', value: 25_000 }],
  run: async (given) => {
    const events = makeFolder(given)
    const built = build(given)
    return figuresOf(events, built, await scanMeanwhile(given.folder), given)
  },
}

function makeFolder({ folder, size }: Given): number {
  const db = openWriter(join(folder, 'ledger.db'))
  migrate(db)
  rebuildIfOld(db)
  const events = seedLedger(db, { specimens: size.specimens!, seed: 20_417, say: () => {} })
  db.close()
  return events
}

/** Three times, each from the start. */
function build({ folder }: Given) {
  return Array.from({ length: 3 }, () => {
    const shadow = openShadow(join(folder, 'ledger.db'), join(folder, 'apart.db'))
    const hooks = { say: () => {}, isCancelled: () => false }
    const { value, ms, cpuMs } = timed(() => shadow.build(hooks))
    assert(value, 'tables that were derived')
    const compared = timed(() => shadow.differences(hooks))
    assert(compared.value?.length === 0, 'tables as the ledger has them')
    shadow.close()
    return { ms, cpuMs, compareMs: compared.ms }
  })
}

interface Meanwhile {
  readonly quiet: readonly number[]
  readonly busy: readonly number[]
  readonly rebuildMs: number
}

async function scanMeanwhile(folder: string): Promise<Meanwhile> {
  const at = join(folder, 'copy')
  mkdirSync(at)
  cpSync(join(folder, 'ledger.db'), join(at, 'ledger.db'))
  const worker = new URL('../electron/store/worker.ts', import.meta.url)
  const store = await openStore(worker, join(at, 'ledger.db'))
  const quiet = await scans(store, (count) => count < 150)
  let isOver = false
  const start = performance.now()
  const rebuilt = rebuildInBackground(store.keep, store.write, () => false, true).then(() => {
    isOver = true
    return performance.now() - start
  })
  const busy = await scans(store, () => !isOver)
  const rebuildMs = await rebuilt
  await store.close()
  return { quiet, busy, rebuildMs }
}

/** Tubes go out and come back, with a pause between as a person makes; each in milliseconds. */
async function scans(
  { read, write }: Store,
  goesOn: (count: number) => boolean,
): Promise<number[]> {
  const random = seeded(3)
  const { specimens } = await read.home()
  const [person] = await read.people()
  assert(person, 'somebody who may act')
  const all: number[] = []
  while (goesOn(all.length)) {
    const code = `FX${String(random.below(specimens)).padStart(8, '0')}`
    const it = await read.resolve(code, null)
    assert(it.kind === 'specimen', `a code that is known: ${code}`)
    const common = { id: v7(), specimen: it.specimen, via: { source: 'hid', device: 'B' } } as const
    const start = performance.now()
    const out = await write.execute(person.person, { ...common, type: 'checkOut', reason: null })
    if (!out.ok)
      await write.execute(person.person, { ...common, id: v7(), type: 'returnTube', at: null })
    all.push(performance.now() - start)
    await pause(10)
  }
  return all
}

function figuresOf(
  events: number,
  built: ReturnType<typeof build>,
  { quiet, busy, rebuildMs }: Meanwhile,
  { say }: Given,
): Figures {
  const perSecond = (ms: number) => Math.round((events * 1_000) / ms)
  const figures = {
    events,
    eventsPerSecond: perSecond(median(built.map(({ ms }) => ms))),
    eventsPerSecondMax: perSecond(Math.min(...built.map(({ ms }) => ms))),
    eventsPerCpuSecond: perSecond(median(built.map(({ cpuMs }) => cpuMs))),
    comparedPerSecond: perSecond(median(built.map(({ compareMs }) => compareMs))),
    rebuildMs: Math.round(rebuildMs),
    scansMeanwhile: busy.length,
    quietP50Ms: round(median(quiet)),
    quietP99Ms: round(percentile(quiet, 99)),
    busyP50Ms: round(median(busy)),
    busyP99Ms: round(percentile(busy, 99)),
    busyMaxMs: round(Math.max(...busy)),
  }
  say(
    `derive  ${figures.eventsPerSecond} events/s (${figures.eventsPerCpuSecond} per second of CPU)`,
  )
  say(`compare ${figures.comparedPerSecond} events/s`)
  say(`scans   ${figures.quietP50Ms} ms (p99 ${figures.quietP99Ms}) when nothing else is done`)
  say(
    `        ${figures.busyP50Ms} ms (p99 ${figures.busyP99Ms}, slowest ${figures.busyMaxMs}) during a rebuild of ${figures.rebuildMs} ms`,
  )
  return figures
}
