import type { Command } from '#shared/domain/commands.ts'
import { assert } from '#shared/lib/assert.ts'
import type { StoreContext } from '../../electron/store/context.ts'
import { DEMO_PEOPLE, DEMO_STUDIES } from '../../electron/store/demo/people.ts'
import { type Random, seeded } from '../../electron/store/demo/random.ts'
import { executeWithin } from '../../electron/store/execute.ts'
import { addBench, carryOut, found, SETUP_VIA } from '../../electron/store/found.ts'
import { remembering } from '../../electron/store/heads.ts'
import { position } from '../../electron/store/ledger.ts'
import { transact, type WriteDb } from '../../electron/store/open.ts'
import { setPin } from '../../electron/store/pins.ts'
import { indexMore } from '../../electron/store/projections/text.ts'
import { badgeDigest } from '../../electron/store/queries/people.ts'
import { lifeOf, pauseBetween } from './days.ts'
import { POSITIONS, seedStorage } from './storage.ts'
import { SeedClock, seedIds } from './time.ts'

export interface Seeding {
  readonly specimens: number
  readonly seed: number
  say(done: number, events: number): void
}

const MATERIALS = ['plasma', 'serum', 'dna'] as const
/** Acts in one transaction. */
const AT_ONCE = 20_000

/**
 * Fills a new ledger with so many specimens and about ten events of each, by the same commands as
 * everything else. The same seed makes the same events.
 */
export function seedLedger(db: WriteDb, { specimens, seed, say }: Seeding): number {
  const random = seeded(seed)
  const clock = new SeedClock()
  const store: StoreContext = { db, clock, newId: seedIds(clock, random) }
  const site = foundSite(store, random, specimens)
  const acts = lifeOf(specimens, site)
  const pause = pauseBetween(specimens)
  for (let done = 0; ; done += AT_ONCE) {
    const some = () => carryOutSome(store, site.people, acts, pause, random)
    const isOver = transact(db, () => remembering(db, some))
    // A log that grew with the ledger would be slow to look through.
    db.pragma('wal_checkpoint(TRUNCATE)')
    say(Math.min(specimens, Math.floor((done + AT_ONCE) / 9)), position(db))
    if (isOver) break
  }
  while (transact(db, () => indexMore(db, AT_ONCE)) > 0);
  return position(db)
}

function foundSite(store: StoreContext, random: Random, specimens: number) {
  const { newId } = store
  const stream = newId()
  const wanted = MATERIALS.map((material) => ({
    material,
    boxes: Math.ceil((specimens * 1.02) / MATERIALS.length / POSITIONS) + 3,
  }))
  const { containers, boxes } = seedStorage(newId, wanted)
  const via = SETUP_VIA
  let people: string[] = []
  let studies: string[] = []
  found(store, stream, 1, () => {
    people = DEMO_PEOPLE.map(({ name, role, badge, pin }) => {
      const person = newId()
      const digest = badgeDigest(stream, badge)
      carryOut(store, [{ type: 'addPerson', id: newId(), via, person, name, role, badge: digest }])
      setPin(store.db, person, pin)
      return person
    })
    const site = {
      site: stream,
      name: 'Uppsala',
      zone: store.clock.zone(),
      tubeCodes: ['FX########'],
    }
    carryOut(store, [
      { type: 'foundSite', id: newId(), via, ...site },
      addBench(store, 'Bench 1', 1),
    ])
    studies = DEMO_STUDIES.map(({ code, name }) => {
      const study = newId()
      carryOut(store, [{ type: 'createStudy', id: newId(), via, study, code, name }])
      return study
    })
    carryOut(store, [{ type: 'createContainers', id: newId(), via, containers: [...containers] }])
  })
  return { newId, random, studies, boxes, people }
}

/** Answers whether that was all. */
function carryOutSome(
  store: StoreContext,
  people: readonly string[],
  acts: Iterator<Command>,
  pause: number,
  random: Random,
): boolean {
  const clock = store.clock as SeedClock
  for (let i = 0; i < AT_ONCE; i++) {
    const next = acts.next()
    if (next.done) return true
    clock.at += pause
    const done = executeWithin(store, random.of(people), next.value)
    assert(done.ok, `a seeded act: ${next.value.type} ${done.ok ? '' : done.error.type}`)
  }
  return false
}
