import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { v7 } from 'uuid'
import { entity } from '#shared/domain/entities.ts'
import { assert } from '#shared/lib/assert.ts'
import { seeded } from '../electron/store/demo/random.ts'
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
 * From the answer to an act on one bench until another one that is online has it in its ledger, both
 * linked to the service by HTTP: at a person's pace, and in a burst. Beside it the time of the act itself.
 */
export const lagging: Campaign = {
  name: 'lag',
  sizes: { acts: { full: 150, small: 20 } },
  goals: [{ figure: 'lagP95Ms', must: 'be at most', value: 1_000 }],
  run: (given) => {
    const { folder } = given
    seedFolder(join(folder, 'first'), 300)
    return atCentral(join(folder, 'service'), async (central) => {
      await handOver(central, join(folder, 'first'))
      const second = await joinSite(central, join(folder, 'second'), 'Bench 2')
      return closing(second, async (one) => {
        const third = await joinSite(central, join(folder, 'third'), 'Bench 3')
        return closing(third, (other) => measure(one, other, given))
      })
    })
  },
}

async function measure(one: LinkedBench, other: LinkedBench, given: Given): Promise<Figures> {
  for (const bench of [one, other]) await catchUp(bench)
  const acts = given.size.acts!
  const slow = await lags(one, other, acts, () => pause(200 + Math.random() * 300))
  const burst = await lags(one, other, acts, () => pause(5))
  return figuresOf(slow, burst, given)
}

interface Lags {
  readonly act: readonly number[]
  readonly lag: readonly number[]
}

async function lags(
  one: LinkedBench,
  other: LinkedBench,
  acts: number,
  rest: () => Promise<void>,
): Promise<Lags> {
  const random = seeded(7)
  const [person] = await one.store.read.people()
  const { specimens } = await one.store.read.home()
  assert(person, 'somebody who may act')
  const answered = new Map<string, number>()
  const [act, lag]: [number[], number[]] = [[], []]
  other.onApplied = ({ touched }) => {
    const now = performance.now()
    for (const name of touched) {
      const at = answered.get(name)
      if (at !== undefined && answered.delete(name)) lag.push(now - at)
    }
  }
  for (let n = 0; n < acts; n++) {
    const code = `FX${String(random.below(specimens)).padStart(8, '0')}`
    const found = await one.store.read.resolve(code, null)
    if (found.kind !== 'specimen') continue
    const common = { specimen: found.specimen, via: { source: 'hid', device: 'B' } } as const
    const start = performance.now()
    let done = await one.store.write.execute(person.person, {
      ...{ type: 'checkOut', id: v7(), reason: null },
      ...common,
    })
    if (!done.ok)
      done = await one.store.write.execute(person.person, {
        ...{ type: 'returnTube', id: v7(), at: null },
        ...common,
      })
    if (!done.ok) continue
    const now = performance.now()
    act.push(now - start)
    answered.set(entity.tube(found.specimen), now)
    one.link.changed()
    await rest()
  }
  const last = performance.now()
  while (answered.size > 0) {
    assert(performance.now() - last < 60_000, 'every act on the other bench within a minute')
    await pause(20)
  }
  return { act, lag }
}

function figuresOf(slow: Lags, burst: Lags, { say }: Given): Figures {
  const figures = {
    acts: slow.lag.length + burst.lag.length,
    actP50Ms: round(median(slow.act)),
    lagP50Ms: round(median(slow.lag)),
    lagP95Ms: round(percentile(slow.lag, 95)),
    lagMaxMs: round(Math.max(...slow.lag)),
    burstP50Ms: round(median(burst.lag)),
    burstP95Ms: round(percentile(burst.lag, 95)),
    burstMaxMs: round(Math.max(...burst.lag)),
  }
  say(`act     ${figures.actP50Ms} ms on the bench itself`)
  say(`lag     ${figures.lagP50Ms} ms (p95 ${figures.lagP95Ms}, slowest ${figures.lagMaxMs})`)
  say(`burst   ${figures.burstP50Ms} ms (p95 ${figures.burstP95Ms}, slowest ${figures.burstMaxMs})`)
  return figures
}
