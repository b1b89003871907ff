import { type Random, seeded } from '../../../../electron/store/demo/random.ts'
import { bodyOf } from '../../../../electron/store/entities.ts'
import { BOX, NOON, OTHER_BOX, specimenData } from '../../domain/facts.ts'
import { TestBench } from '../../store/test-bench.ts'
import { testId } from '../../sync/events.ts'
import { derivedFaults, faultsOf } from '../sound.ts'

const YEAR = 365 * 86_400_000
const TUBES = 6
const ACTS = 40

/** Where a clock is set to: years off in both directions, and to what a broken battery says. */
const SETTINGS = [-56, -20, -1, 0, 1, 11, 40, 73].map((years) => NOON + years * YEAR)

export interface ClockTally {
  readonly rounds: number
  readonly acts: number
  /** Times that a clock was set. */
  readonly set: number
  /** Benches whose order, heads or answers are not those of the same bench with a steady clock. */
  readonly misled: number
  readonly broken: number
  /** Entities whose newest event by the clock is not the one that counts: there to be misled by. */
  readonly misleading: number
  readonly told: readonly string[]
}

type Counted = {
  -readonly [K in keyof ClockTally]: ClockTally[K] extends number ? number : string[]
}

/** The same work under a steady clock and under one that is set again and again. */
export function clockCampaign(rounds: number, seed: number): ClockTally {
  const tally: Counted = {
    ...{ rounds: 0, acts: 0, set: 0, misled: 0, broken: 0, misleading: 0, told: [] },
  }
  for (let n = 0; n < rounds; n++) {
    const steady = work(seed + n, () => false, tally)
    const moved = work(seed + n, (random) => random.below(3) === 0, tally)
    tally.rounds++
    if (JSON.stringify(moved.said) !== JSON.stringify(steady.said)) {
      tally.misled++
      tally.told.push(`seed ${seed + n}: another order, other heads or other answers`)
    }
    tally.broken += moved.faults.length
    tally.told.push(...moved.faults)
    tally.misleading += moved.misleading
  }
  return tally
}

interface Worked {
  readonly said: unknown
  readonly faults: readonly string[]
  readonly misleading: number
}

/** What a bench does follows from the seed alone; the clock's settings have their own chance. */
function work(seed: number, isSet: (random: Random) => boolean, tally: Counted): Worked {
  const bench = new TestBench().found().box(BOX, 'BX-1').box(OTHER_BOX, 'BX-2')
  // Whoever sets a clock leaves the time since the start alone.
  let sinceStart = 0
  Object.assign(bench.clock, { monotonic: () => ++sinceStart })
  const chance = seeded(seed)
  const settings = seeded(seed + 1)
  const answers: unknown[] = []
  for (let n = 0; n < ACTS; n++) {
    bench.clock.at += 1_000
    if (isSet(settings)) {
      bench.clock.at = settings.of(SETTINGS)
      tally.set++
    }
    const done = step(bench, chance)
    answers.push(done.ok ? done.value : done.error.type)
    tally.acts++
    if (n % 10 === 9) bench.restart()
  }
  const said = { answers, ...orderAndHeads(bench) }
  const misleading = misleadingIn(bench)
  const faults = [...faultsOf(bench.db), ...derivedFaults(bench.db)]
  bench.remove()
  return { said, faults, misleading }
}

function step(bench: TestBench, chance: Random) {
  const specimen = testId('7', 1 + chance.below(TUBES))
  const at = { container: chance.of([BOX, OTHER_BOX]), index: chance.below(8) }
  const last = bench.column<string>('SELECT id FROM command_done ORDER BY last_event DESC')[0]!
  switch (chance.below(5)) {
    case 0:
      return bench.act('takeIn', { ...specimenData(specimen), at })
    case 1:
      return bench.act('checkOut', { specimen, reason: null })
    case 2:
      return bench.act('returnTube', { specimen, at })
    case 3:
      return bench.act('undo', { command: last })
    default:
      return bench.act('move', { specimen, at })
  }
}

/** What counts in a ledger: which event came when, and what each entity goes on from. No time is in it. */
function orderAndHeads(bench: TestBench) {
  const heads = bench
    .rows<{ name: string; heads: string }>('SELECT name, heads FROM entity ORDER BY name')
    .map(({ name, heads }) => [name, uidsOf(heads)])
  return { order: bench.column<string>('SELECT uid FROM event ORDER BY id'), heads }
}

const uidsOf = (heads: string): string[] =>
  (JSON.parse(heads) as { uid: string }[]).map(({ uid }) => uid)

/** How many entities would go on from another event if the clock decided. */
function misleadingIn(bench: TestBench): number {
  const newest = new Map<string, { uid: string; at: number }>()
  for (const body of bench.column<string>('SELECT body FROM event ORDER BY id')) {
    const { uid, at, ents } = bodyOf(body)
    for (const name of ents)
      if (at >= (newest.get(name)?.at ?? -Infinity)) newest.set(name, { uid, at })
  }
  const heads = new Map(
    bench
      .rows<{ name: string; heads: string }>('SELECT name, heads FROM entity')
      .map(({ name, heads }) => [name, uidsOf(heads)]),
  )
  return [...newest].filter(([name, { uid }]) => !heads.get(name)?.includes(uid)).length
}
