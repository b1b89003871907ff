import type { Command } from '#shared/domain/commands.ts'
import { carryOut, someCommand, writeNewer } from './acts.ts'
import { Bench } from './bench.ts'
import type { FaultName } from './faults.ts'
import { CALM, type Weather } from './network.ts'
import type { Random } from './random.ts'
import { credentialOf, type SimService } from './service.ts'
import { Site } from './site.ts'
import { ledgerFromSnapshot } from './snapshot.ts'
import { installOfBench, keyOfBench, ledgerOfBench, MOST_BENCHES } from './template.ts'
import { factsIn } from './truth.ts'

export interface ScheduleOptions {
  readonly seed: number
  readonly steps: number
  readonly benches: readonly [least: number, most: number]
  readonly traced: boolean
  /** Which of two sets of wrong clocks the benches have. */
  readonly clocks: 0 | 1
  /** What must not happen, to look at one trouble alone. */
  readonly without?: readonly string[]
  readonly except?: readonly string[]
}

const HOUR = 3_600_000
const YEAR = 365 * 24 * HOUR

/** What a day at a site may bring, beside the acts of its people. */
type Event =
  | 'act'
  | 'wait'
  | 'newer type'
  | 'newer version'
  | 'repeat'
  | 'cut'
  | 'heal'
  | 'weather'
  | 'await crash'
  | 'statement crash'
  | 'commit crash'
  | 'reopen'
  | 'restart'
  | 'copy'
  | 'restore'
  | 'clone'
  | 'service copy'
  | 'service restore'
  | 'service away'
  | 'clock'
  | 'join'
  | 'weeks'

const WEIGHTS: Readonly<Record<Event, number>> = {
  act: 50,
  wait: 60,
  'newer type': 2,
  'newer version': 2,
  repeat: 4,
  cut: 4,
  heal: 6,
  weather: 3,
  'await crash': 3,
  'statement crash': 3,
  'commit crash': 1,
  reopen: 8,
  restart: 1,
  copy: 4,
  restore: 2,
  clone: 0.7,
  'service copy': 3,
  'service restore': 1.5,
  'service away': 1,
  clock: 2,
  join: 0.3,
  weeks: 0.5,
}

/** A whole day, as its seed says. The quiet that follows is `becomeQuiet`. */
export async function play(options: ScheduleOptions): Promise<Site> {
  const site = new Site(String(options.seed), options.traced)
  try {
    const day = new Day(site, options)
    await day.begin()
    for (site.step = 1; site.step <= options.steps; site.step++) {
      day.step()
      await day.letTimePass()
      if (site.violation) throw site.violation
    }
    return site
  } catch (error) {
    throw Object.assign(error as Error, { site })
  }
}

class Day {
  readonly #site: Site
  readonly #random: Random
  readonly #options: ScheduleOptions
  readonly #weights: readonly (readonly [Event, number])[]
  #next = 1
  #clones = 0
  #backups: SimService[] = []
  #commands: { bench: Bench; command: Command }[] = []

  constructor(site: Site, options: ScheduleOptions) {
    this.#site = site
    this.#random = site.random.fork('day')
    this.#options = options
    // Each day has its own troubles, and some that others have it does not.
    this.#weights = (Object.entries(WEIGHTS) as [Event, number][]).map(([event, weight]) => {
      const isKept = event === 'act' || event === 'wait' || event === 'reopen' || event === 'heal'
      const chance = isKept ? 1 : this.#random.pick([0, 0.5, 1, 1, 2])
      return [event, options.without?.includes(event) ? 0 : weight * chance] as const
    })
  }

  async begin(): Promise<void> {
    await this.#site.begin()
    const [least, most] = this.#options.benches
    const few = this.#random.weighted([
      [2, 50],
      [3, 27],
      [4, 11],
      [this.#random.between(5, 6), 7],
      [this.#random.between(7, 10), 3],
      [this.#random.between(11, 20), 1.3],
      [this.#random.between(21, 30), 0.7],
    ])
    const count = Math.min(most, Math.max(least, few))
    for (let i = 0; i < count; i++) this.#join()
    this.#weather()
    await this.#site.time.pass(200)
  }

  #join(from: Bench | null = null): void {
    if (this.#next > Math.min(MOST_BENCHES, this.#options.benches[1])) return
    const n = this.#next++
    const given = {
      name: `b${n}`,
      install: installOfBench(n),
      key: keyOfBench(n),
      credential: credentialOf(n),
      image: (from && this.#fromSnapshot(from, n)) ?? ledgerOfBench(n),
    }
    const bench = new Bench(this.#site, given)
    this.#site.benches.push(bench)
    bench.start(given.image)
    this.#site.note(`${bench.name} joins`)
    this.#habits(bench)
  }

  #late = 0

  #joinLate(): void {
    if (this.#late >= 2 || this.#next > MOST_BENCHES) return
    this.#late++
    this.#count('bench joins late')
    const { running } = this.#site
    this.#join(running.length > 0 && this.#random.chance(0.3) ? this.#random.pick(running) : null)
  }

  #fromSnapshot(of: Bench, n: number): Uint8Array | null {
    const image = ledgerFromSnapshot(of, n)
    if (image) this.#count('bench begins with a snapshot')
    if (image) this.#site.note(`b${n} begins with a snapshot of ${of.name}`)
    return image
  }

  #habits(bench: Bench): void {
    const random = this.#random
    bench.hears = random.chance(0.6)
    bench.isNewer = random.chance(0.1)
    bench.pageSize = random.chance(0.25) ? random.pick([2, 5, 20]) : null
    bench.runSize = random.chance(0.15) ? random.pick([1, 2, 5]) : null
  }

  step(): void {
    const random = this.#random
    const event = random.weighted(this.#weights)
    const bench = random.pick(this.#site.benches)
    if (bench.isDown && event !== 'reopen' && random.chance(0.5)) this.#reopen(bench)
    this.#carryOut(event, bench)
  }

  #carryOut(event: Event, bench: Bench): void {
    const site = this.#site
    const random = this.#random
    const up = bench.isDown ? null : bench
    switch (event) {
      case 'act':
        if (up) this.#act(up)
        break
      case 'wait':
        break
      case 'newer type':
        if (up) this.#newer(up, 'type')
        break
      case 'newer version':
        if (up) this.#newer(up, 'version')
        break
      case 'repeat':
        this.#repeat()
        break
      case 'cut':
        this.#count('partition')
        bench.isCut = true
        break
      case 'heal':
        for (const one of site.benches) if (random.chance(0.5)) one.isCut = false
        break
      case 'weather':
        this.#weather()
        break
      case 'await crash':
        if (up) up.process.awaits = random.between(1, 12)
        break
      case 'statement crash':
        if (up) up.fuse.statements = random.between(1, 120)
        break
      case 'commit crash':
        if (up) up.fuse.commits = random.between(1, 4)
        break
      case 'reopen':
        for (const one of site.benches) if (one.isDown) this.#reopen(one)
        break
      case 'restart':
        bench.restart()
        break
      case 'copy':
        bench.copies.push(bench.image())
        if (bench.copies.length > 3) bench.copies.shift()
        break
      case 'restore':
        this.#restore(bench)
        break
      case 'clone':
        this.#clone(bench)
        break
      case 'service copy':
        this.#backups.push(site.service.copy(() => site.time.now))
        if (this.#backups.length > 3) this.#backups.shift()
        break
      case 'service restore':
        this.#restoreService()
        break
      case 'service away':
        site.network.isServiceAway = !site.network.isServiceAway
        if (site.network.isServiceAway) site.network.hangUp()
        break
      case 'clock':
        this.#setClock(bench)
        break
      case 'join':
        this.#joinLate()
        break
      case 'weeks':
        this.#isWeeks = true
        break
    }
  }

  #isWeeks = false

  async letTimePass(): Promise<void> {
    const random = this.#random
    const { time } = this.#site
    if (this.#isWeeks) {
      this.#isWeeks = false
      this.#count('weeks pass')
      return time.sleep(random.between(7, 40) * 24 * HOUR)
    }
    const how = random.weighted([
      ['at once', 55],
      ['soon', 30],
      ['later', 12],
      ['much later', 3],
    ])
    if (how === 'at once') return time.pass(random.between(0, 20))
    if (how === 'soon') return time.pass(random.between(50, 400))
    if (how === 'later') return time.sleep(random.between(1_000, 30_000))
    return time.sleep(random.between(60_000, 8 * HOUR))
  }

  #count(name: FaultName): void {
    this.#site.counts.add(name)
  }

  #act(bench: Bench): void {
    const command = someCommand(bench, this.#random)
    this.#commands.push({ bench, command })
    if (this.#commands.length > 8) this.#commands.shift()
    carryOut(bench, command, this.#site.step)
  }

  #newer(bench: Bench, how: 'type' | 'version'): void {
    this.#count(how === 'type' ? 'unknown event type' : 'higher version')
    writeNewer(bench, this.#random, how, this.#site.step)
  }

  /** Somebody asks again, as after an answer that was not seen. */
  #repeat(): void {
    const asked = this.#commands.filter(({ bench }) => !bench.isDown)
    if (asked.length === 0) return
    const { bench, command } = this.#random.pick(asked)
    this.#count('command repeated')
    carryOut(bench, command, this.#site.step)
  }

  #weather(): void {
    const random = this.#random
    const some = (most: number) => (random.chance(0.4) ? random.next() * most : 0)
    const weather: Weather = {
      lost: some(0.2),
      twice: some(0.2),
      late: some(0.2),
      stale: some(0.08),
      cut: some(0.08),
      refused: some(0.08),
    }
    this.#site.network.weather = random.chance(0.3) ? CALM : weather
  }

  #reopen(bench: Bench): void {
    const image = bench.image()
    bench.db.close()
    bench.start(image)
  }

  #restore(bench: Bench): void {
    if (bench.copies.length === 0) return
    this.#count('bench restored')
    const image = this.#random.pick(bench.copies)
    const held = factsIn(bench.db)
    bench.restore(image)
    this.#site.note(`${bench.name} is restored`)
    this.#site.forgetUnheld(held)
  }

  #clone(bench: Bench): void {
    const { benches } = this.#site
    if (this.#clones >= 2 || benches.length >= this.#options.benches[1]) return
    this.#clones++
    this.#count('bench cloned')
    const name = `${bench.name}'${benches.length}`
    const clone = new Bench(this.#site, { ...bench.given, name, image: bench.image() })
    clone.clock.off = bench.clock.off
    clone.clock.wasSet = bench.clock.wasSet
    clone.confirmed = new Set(bench.confirmed)
    benches.push(clone)
    clone.start(clone.given.image)
    this.#habits(clone)
    this.#site.note(`${bench.name} is cloned as ${clone.name}`)
  }

  #restoreService(): void {
    if (this.#backups.length === 0) return
    const site = this.#site
    const backup = this.#random.pick(this.#backups).copy(() => site.time.now)
    const isNew = this.#random.chance(0.5)
    this.#count(isNew ? 'service restored, new epoch' : 'service restored, same epoch')
    const held = site.service.log().map(({ uid }) => uid)
    site.service = backup
    site.network.hangUp()
    if (isNew) backup.renew(this.#random.id())
    site.note(`the service is restored to ${backup.log().length}${isNew ? ', new epoch' : ''}`)
    site.forgetUnheld(held)
  }

  #setClock(bench: Bench): void {
    const random = this.#random
    const isFar = random.chance(0.5)
    const share = random.next() * 2 - 1
    this.#count(isFar ? 'clock set' : 'clock jumps')
    bench.clock.wasSet = true
    // Of the other set of clocks each is as wrong, the other way.
    const way = this.#options.clocks === 0 ? 1 : -1
    if (isFar) bench.clock.off = way * Math.round(share * 10 * YEAR)
    else bench.clock.off += way * Math.round(share * 2 * HOUR)
  }
}
