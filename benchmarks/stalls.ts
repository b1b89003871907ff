import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { v7 } from 'uuid'
import { assert } from '#shared/lib/assert.ts'
import type { Campaign, Figures, Given } from './support/campaign.ts'
import {
  atCentral,
  catchUp,
  closing,
  handOver,
  joinSite,
  type LinkedBench,
  seedFolder,
} from './support/site.ts'
import { median, percentile } from './support/statistics.ts'
import { round } from './support/timed.ts'

/**
 * How long the bench's own thread, which the screens talk to, stands still while a whole site is received,
 * and how long a look-up and an act wait meanwhile; beside the same process at rest.
 */
export const stalling: Campaign = {
  name: 'stalls',
  sizes: { specimens: { full: 10_000, small: 200 } },
  goals: [{ figure: 'stallsOver16Ms', must: 'be at most', value: 0 }],
  run: async (given) => {
    const { folder, size, say } = given
    const events = seedFolder(join(folder, 'first'), size.specimens!)
    return atCentral(join(folder, 'service'), async (central) => {
      say(`${events} events are handed over to the service`)
      await handOver(central, join(folder, 'first'))
      const bench = await joinSite(central, join(folder, 'second'), 'Bench 2')
      const seen = await closing(bench, watchPull)
      return figuresOf({ events, ...seen }, given)
    })
  },
}

async function watchPull(bench: LinkedBench) {
  const rest = await watched(() => pause(3_000))
  const waits: number[] = []
  const meanwhile = await watched(async () => {
    const done = catchUp(bench)
    let isOver = false
    const asking = ask(bench, waits, () => isOver)
    await done.finally(() => {
      isOver = true
    })
    await asking
  })
  return { rest, meanwhile, waits }
}

const BEAT = 1

/**
 * How much later than it should each beat of a timer comes while something is done, and how much of the
 * time before it the thread was computing, in milliseconds. What is late and did not compute has waited for
 * a processor that others had.
 */
async function watched(work: () => Promise<unknown>) {
  const late: number[] = []
  const busy: number[] = []
  let before = performance.now()
  let used = process.threadCpuUsage()
  const timer = setInterval(() => {
    const now = performance.now()
    const { user, system } = process.threadCpuUsage(used)
    late.push(Math.max(0, now - before - BEAT))
    busy.push((user + system) / 1_000)
    before = now
    used = process.threadCpuUsage()
  }, BEAT)
  const start = performance.now()
  await work().finally(() => clearInterval(timer))
  return { late, busy, ms: performance.now() - start }
}

/** What a person does meanwhile: an act that the thread which writes has to answer. */
async function ask(bench: LinkedBench, waits: number[], isOver: () => boolean): Promise<void> {
  const { write, read } = bench.store
  const [person] = await read.people()
  while (!isOver()) {
    const start = performance.now()
    const study = { study: v7(), code: `S-${waits.length}`, name: 'Meanwhile' }
    const via = { source: 'click', device: '' } as const
    const done = await write.execute(person?.person ?? v7(), {
      ...{ type: 'createStudy', id: v7(), via },
      ...study,
    })
    assert(done.ok || person === undefined || done.error.type !== 'DiskFull', 'an answer')
    waits.push(performance.now() - start)
    if (done.ok) bench.link.changed()
    await pause(100)
  }
}

type Watched = Awaited<ReturnType<typeof watched>>

function figuresOf(
  given: { events: number; rest: Watched; meanwhile: Watched; waits: readonly number[] },
  { say }: Given,
): Figures {
  const { events, rest, meanwhile, waits } = given
  const over = (late: readonly number[]) => late.filter((ms) => ms > 16).length
  const figures = {
    events,
    pullMs: Math.round(meanwhile.ms),
    eventsPerSecond: Math.round((events * 1_000) / meanwhile.ms),
    beats: meanwhile.late.length,
    stallP99Ms: round(percentile(meanwhile.late, 99)),
    stallMaxMs: round(Math.max(...meanwhile.late)),
    stallsOver16Ms: over(meanwhile.late),
    busyMaxMs: round(Math.max(...meanwhile.busy)),
    busyOver16Ms: over(meanwhile.busy),
    restP99Ms: round(percentile(rest.late, 99)),
    restMaxMs: round(Math.max(...rest.late)),
    restOver16Ms: over(rest.late),
    restBusyOver16Ms: over(rest.busy),
    actP50Ms: round(median(waits)),
    actP95Ms: round(percentile(waits, 95)),
    actMaxMs: round(Math.max(...waits)),
  }
  say(
    `pull    ${figures.eventsPerSecond} events/s; the thread stands still for ${figures.stallP99Ms} ms at p99, ${figures.stallMaxMs} at most, ${figures.stallsOver16Ms} times over 16 ms, ${figures.busyOver16Ms} of them computing`,
  )
  say(
    `rest    ${figures.restP99Ms} ms at p99, ${figures.restMaxMs} at most, ${figures.restOver16Ms} times over 16 ms`,
  )
  say(
    `act     ${figures.actP50Ms} ms meanwhile (p95 ${figures.actP95Ms}, slowest ${figures.actMaxMs})`,
  )
  return figures
}
