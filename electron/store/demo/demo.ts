import type { Command } from '#shared/domain/commands.ts'
import { assert } from '#shared/lib/assert.ts'
import type { StoreContext } from '../context.ts'
import { executeWithin } from '../execute.ts'
import { addBench, carryOut, found, SETUP_VIA } from '../found.ts'
import { setPin } from '../pins.ts'
import { badgeDigest } from '../queries/people.ts'
import { DEMO_PEOPLE, DEMO_STUDIES } from './people.ts'
import { demoPlans } from './plans.ts'
import { type Random, seeded } from './random.ts'
import { type DemoIntake, demoIntakes } from './specimens.ts'
import { demoStorage } from './storage.ts'

const HOUR = 3_600_000
const SEED = 20_417

/**
 * The demo biobank: a believable site with 2 freezers, a nitrogen tank, 3 studies, 3 people and 2,000
 * specimens with their lineage. Made by the same commands as everything else, with times in the past.
 */
export function foundDemo(store: StoreContext): void {
  const stream = store.newId()
  const random = seeded(SEED)
  const now = store.clock.now()
  const past = { ...store, clock: { ...store.clock, now: () => now - 240 * 24 * HOUR } }
  found(store, stream, 1, () => {
    const people = addPeople(past, stream)
    const studies = addSite(past, stream)
    for (const command of demoPlans(store.newId, studies))
      actAt(past, people[1]!, past.clock.now(), command)
    const { containers, boxes } = demoStorage(store.newId, random)
    carryOut(past, [{ type: 'createContainers', id: store.newId(), via: SETUP_VIA, containers }])
    const intakes = demoIntakes(store.newId, random, boxes, studies, now)
    for (const intake of intakes) {
      const actor = random.next() < 0.7 ? people[0]! : people[2]!
      actAt(store, actor, intake.at, intake.command)
    }
    outAndBack(store, people, random, intakes, now)
  })
}

function addPeople(store: StoreContext, stream: string): string[] {
  return DEMO_PEOPLE.map(({ name, role, badge, pin }) => {
    const person = store.newId()
    const digest = badgeDigest(stream, badge)
    carryOut(store, [
      { type: 'addPerson', id: store.newId(), via: SETUP_VIA, person, name, role, badge: digest },
    ])
    setPin(store.db, person, pin)
    return person
  })
}

function addSite(store: StoreContext, stream: string): string[] {
  const site = {
    site: stream,
    name: 'Uppsala',
    zone: store.clock.zone(),
    tubeCodes: ['FX########'],
  }
  carryOut(store, [
    { type: 'foundSite', id: store.newId(), via: SETUP_VIA, ...site },
    addBench(store, 'Bench 1', 1),
  ])
  return DEMO_STUDIES.map(({ code, name }) => {
    const study = store.newId()
    carryOut(store, [{ type: 'createStudy', id: store.newId(), via: SETUP_VIA, study, code, name }])
    return study
  })
}

function actAt(store: StoreContext, actor: string, at: number, command: Command): void {
  const then = { ...store, clock: { ...store.clock, now: () => at } }
  const done = executeWithin(then, actor, command)
  assert(done.ok, `the demo biobank: ${command.type} ${done.ok ? '' : done.error.type}`)
}

/** Some tubes that were out for a few minutes, and three that are out now. */
function outAndBack(
  store: StoreContext,
  people: readonly string[],
  random: Random,
  intakes: readonly DemoIntake[],
  now: number,
): void {
  const plasma = intakes.filter(({ command }) => command.origin === 'aliquot')
  const picked = Array.from({ length: 40 }, (_, i) => plasma[(i * 23 + 7) % plasma.length]!)
  picked.forEach(({ command: { specimen } }, i) => {
    const isOut = i >= picked.length - 3
    const at = isOut ? now - (picked.length - i) * HOUR * 0.7 : now - (60 - i) * 20 * HOUR
    const start = Math.round(at)
    const common = { via: SETUP_VIA, specimen } as const
    const actor = random.of(people)
    actAt(store, actor, start, {
      ...common,
      type: 'checkOut',
      id: store.newId(),
      reason: 'Request RQ-118',
    })
    if (isOut) return
    actAt(store, actor, start + 150_000 + random.below(200_000), {
      ...common,
      type: 'returnTube',
      id: store.newId(),
      at: null,
    })
  })
}
