import { createHash } from 'node:crypto'
import { Counts, FAULTS } from './faults.ts'
import { checkAll, INVARIANTS } from './invariants.ts'
import { peek } from './memory-ledger.ts'
import { becomeQuiet } from './quiet.ts'
import { play, type ScheduleOptions } from './schedule.ts'
import type { Site } from './site.ts'
import { Violation } from './violation.ts'

export interface CampaignOptions {
  readonly seeds: readonly number[]
  readonly steps: number
  readonly benches: readonly [least: number, most: number]
  readonly without: readonly string[]
  /** Invariants that are left out, to look for others. */
  readonly except: readonly string[]
  readonly mutant: string | null
  /** The whole trace of a failure, and of a single seed. */
  readonly whole: boolean
}

/** One of so many schedules is played again with other clocks. I17 */
const CLOCKS_EVERY = 10

/** What came of one schedule. */
export interface Played {
  readonly site: Site
  readonly failure: Violation | Error | null
}

/** Plays one schedule to its end and checks all that must hold. */
export async function playOne(options: ScheduleOptions): Promise<Played> {
  const site = await play(options).catch((error: unknown) => error as Error & { site?: Site })
  if (site instanceof Error) return { site: site.site!, failure: site }
  try {
    await becomeQuiet(site)
    await checkAll(site, options.except ?? [])
    return { site, failure: null }
  } catch (error) {
    return { site, failure: error as Error }
  }
}

/** What the clocks of a schedule must not change. */
function shown({ site }: Played): string {
  const order = site.service.log().map(({ uid }) => uid)
  const benches = site.benches.map(({ name, db }) => {
    const heads = db
      .prepare(
        "SELECT name, heads FROM entity WHERE name NOT LIKE 'discrepancy:clock-suspect%' ORDER BY name",
      )
      .all() as { name: string; heads: string }[]
    const worklist = db
      .prepare("SELECT id FROM discrepancy WHERE id NOT LIKE 'clock-suspect%' ORDER BY id")
      .pluck()
      .all()
    return {
      name,
      heads: heads.map((one) => [
        one.name,
        (JSON.parse(one.heads) as { uid: string }[]).map(({ uid }) => uid),
      ]),
      worklist,
    }
  })
  return JSON.stringify({ order, benches })
}

/** Plays many schedules and says what came of them. Answers whether anything did not hold. */
export async function campaign(
  options: CampaignOptions,
  say: (line: string) => void,
): Promise<boolean> {
  const counts = new Counts()
  const sum = createHash('sha256')
  const began = clock()
  const total = { events: 0, benches: 0, calls: 0, failed: 0, clocks: 0 }
  const isAlone = options.seeds.length === 1
  let first: { schedule: number; invariant: string } | null = null
  for (const [i, seed] of options.seeds.entries()) {
    const isTwice = seed % CLOCKS_EVERY === 0
    // How many statements a transaction has depends on what clocks there are to suspect.
    const without = isTwice ? [...options.without, 'statement crash'] : options.without
    const schedule: ScheduleOptions = { ...options, without, seed, traced: false, clocks: 0 }
    const played = await playOne(schedule)
    let { failure } = played
    if (!failure && isTwice) {
      total.clocks++
      failure = await otherClocks(schedule, played)
    }
    const { site } = played
    counts.addAll(site.counts)
    total.events += site.service.log().length
    total.benches += site.benches.length
    total.calls += site.network.calls
    sum.update(digestOf(site))
    close(site)
    if ((i + 1) % 200 === 0) say(`${i + 1} schedules, ${total.failed} of them failed`)
    if (!failure) continue
    total.failed++
    first ??= { schedule: i + 1, invariant: invariantOf(failure) }
    await tellFailure(options, schedule, failure, say)
    if (options.mutant !== null) break
  }
  const spent = clock() - began
  if (isAlone && options.whole && total.failed === 0)
    await tellTrace({ ...options, seed: options.seeds[0]!, traced: true, clocks: 0 }, say)
  return tell(options, { counts, total, first, spent, digest: sum.digest('hex') }, say)
}

const invariantOf = (failure: Error): string =>
  failure instanceof Violation ? failure.invariant : failure.name

const clock = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

/** I17: the same schedule with every clock otherwise wrong. */
async function otherClocks(schedule: ScheduleOptions, played: Played): Promise<Error | null> {
  const other = await playOne({ ...schedule, clocks: 1 })
  try {
    if (other.failure) return other.failure
    const [one, two] = [shown(played), shown(other)]
    if (one === two) return null
    const at = Array.from(one).findIndex((char, i) => char !== two[i])
    const [here, there] = [one, two].map((text) => text.slice(Math.max(0, at - 120), at + 80))
    return new Violation('I17', `other clocks: ${here} / ${there}`)
  } finally {
    close(other.site)
  }
}

function close(site: Site): void {
  for (const { db } of site.benches) db.close()
}

const META = 'SELECT key, value FROM meta ORDER BY key'

/** Everything that came of a schedule, as one text: the same for the same seed. */
function digestOf(site: Site): string {
  const order = site.service.log().map(({ envelope, running }) => `${envelope.hash} ${running}`)
  const benches = site.benches.map(({ name, db }) => [name, peek(db, META).all()])
  return JSON.stringify([site.seed, order, benches, site.counts.of, site.network.calls])
}

async function tellFailure(
  { mutant, steps, benches, whole, without }: CampaignOptions,
  schedule: ScheduleOptions,
  failure: Error,
  say: (line: string) => void,
): Promise<void> {
  // Of a mutant it is enough to know that it was caught.
  const isTold = mutant === null || whole
  const again = isTold ? await playOne({ ...schedule, traced: true }) : null
  const flags = [
    `--seed ${schedule.seed}`,
    ...(steps === 200 ? [] : [`--steps ${steps}`]),
    ...(benches.join('-') === '2-30' ? [] : [`--benches ${benches.join('-')}`]),
    ...(without.length ? [`--without '${without.join(',')}'`] : []),
    ...(mutant === null ? [] : [`--mutant ${mutant}`]),
  ]
  say(`FAILED ${invariantOf(failure)}: ${failure.message.slice(0, 4_000)}`)
  if (!(failure instanceof Violation)) say(String(failure.stack))
  say(`  seed ${schedule.seed}; again: npm run simulate -- ${flags.join(' ')}`)
  for (const line of again?.site.trace?.slice(whole ? 0 : -15) ?? [])
    say(`  ${line.slice(0, whole ? 2_000 : 240)}`)
  if (again) close(again.site)
}

async function tellTrace(schedule: ScheduleOptions, say: (line: string) => void): Promise<void> {
  const { site } = await playOne(schedule)
  for (const line of site.trace!) say(line)
  close(site)
}

interface Outcome {
  readonly counts: Counts
  readonly total: { events: number; benches: number; calls: number; failed: number; clocks: number }
  readonly first: { readonly schedule: number; readonly invariant: string } | null
  readonly spent: number
  readonly digest: string
}

async function tell(
  options: CampaignOptions,
  { counts, total, first, spent, digest }: Outcome,
  say: (line: string) => void,
): Promise<boolean> {
  const n = options.seeds.length
  if (options.mutant !== null) {
    say(
      first === null
        ? `mutant ${options.mutant}: NOT caught in ${n} schedules`
        : `mutant ${options.mutant}: caught in schedule ${first.schedule} by ${first.invariant}`,
    )
    return first === null
  }
  for (const name of FAULTS) say(`${String(counts.of[name]).padStart(9)}  ${name}`)
  say('')
  for (const { id, says, check, why } of INVARIANTS)
    say(`${id.padEnd(4)} ${check ? says : `${says}: NOT CHECKED, ${why}`}`)
  say('')
  const played = n + total.clocks
  const each = spent / played
  const empty = await emptySchedule(options)
  const per = (sum: number) => (sum / n).toFixed(1)
  say(
    `${n} schedules (${total.clocks} of them twice, with other clocks) of ${options.steps} steps; on average ${per(total.benches)} benches, ${per(total.events)} events, ${per(total.calls)} calls`,
  )
  say(
    `${(60 / each).toFixed(0)} schedules a minute of one core; ${(each / empty).toFixed(1)} times an empty schedule (${(empty * 1000).toFixed(1)} ms)`,
  )
  say(`digest ${digest}`)
  const isTested = n === 1 || options.without.length > 0 || counts.missing.length === 0
  if (!isTested) say(`FAILED: never happened: ${counts.missing.join(', ')}`)
  say(total.failed === 0 ? 'all that was checked holds' : `FAILED: ${total.failed} schedules`)
  return total.failed > 0 || !isTested
}

/** Seconds of a schedule with the same benches in which nothing is done. */
async function emptySchedule(options: CampaignOptions): Promise<number> {
  const seeds = options.seeds.slice(0, 20)
  const began = clock()
  for (const seed of seeds) {
    const site = await play({ ...options, seed, steps: 0, traced: false, clocks: 0 })
    close(site)
  }
  return (clock() - began) / seeds.length
}
