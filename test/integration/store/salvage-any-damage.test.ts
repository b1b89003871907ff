import { readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { seeded } from '../../../electron/store/demo/random.ts'
import { examine } from '../../../electron/store/verify/examine.ts'
import { verifyFull } from '../../../electron/store/verify/full.ts'
import { type EventRow, eventsOf, LivedIn, salvage } from '../../support/recovery/lived-in.ts'

const SEED = Date.now() % 1_000_000
const ROUNDS = 12

let lived: LivedIn
let before: EventRow[]
let pristine: { db: Buffer; wal: Buffer }

beforeEach(() => {
  lived = new LivedIn()
  lived.takeIn(12)
  lived.hearStrange()
  lived.order.exchange(lived.bench, lived.other)
  lived.bench.writer.checkpoint()
  lived.takeIn(8)
  lived.kill()
  before = eventsOf(lived.bench.file)
  pristine = { db: readFileSync(lived.file), wal: readFileSync(`${lived.file}-wal`) }
})
afterEach(() => lived.remove())

type Damage = (random: ReturnType<typeof seeded>) => string

const flipIn =
  (file: () => string, bytes: () => Buffer): Damage =>
  (random) => {
    const changed = Buffer.from(bytes())
    const at = random.below(changed.length)
    const bit = random.below(8)
    changed[at] = changed[at]! ^ (1 << bit)
    writeFileSync(file(), changed)
    return `bit ${bit} of byte ${at}`
  }
const database = () => lived.file
const log = () => `${lived.file}-wal`

const DAMAGES: Readonly<Record<string, Damage>> = {
  'a bit of the database': flipIn(database, () => pristine.db),
  'a bit of the log': flipIn(log, () => pristine.wal),
  'a page of the database': (random) => {
    const page = random.below(pristine.db.length / 4096)
    const changed = Buffer.from(pristine.db).fill(random.below(256), page * 4096, (page + 1) * 4096)
    writeFileSync(database(), changed)
    return `page ${page}`
  },
  'the end of the database': (random) => {
    // The first event is left, without which nothing is proven.
    const first = pristine.db.indexOf(before.find(({ seq }) => seq === 1)!.body) + 4096
    const size = first + random.below(pristine.db.length - first)
    truncateSync(database(), size)
    return `${size} bytes are left`
  },
  'the end of the log': (random) => {
    const size = random.below(pristine.wal.length)
    truncateSync(log(), size)
    return `${size} bytes are left`
  },
}

/** Own events are kept up to some event of their chain, and exactly all later ones are listed as lost. */
function check(what: string): { kept: number } {
  // A chain of which the first event is gone has nothing that could be proven.
  if (!isFirstThere()) return { kept: 0 }
  const { preview } = salvage(lived.file)
  const after = new Set(eventsOf(lived.file).map((e) => JSON.stringify(e)))
  const isKept = (e: EventRow) => after.has(JSON.stringify(e))
  const own = preview.proven[0]?.chain
  const listed = (e: EventRow) =>
    preview.lost.some(
      ({ chain, from, to }) => chain === e.chain && e.seq >= from && (to === null || e.seq <= to),
    )
  for (const e of before.filter(({ chain }) => chain === own))
    expect({ what, seq: e.seq, kept: isKept(e), lost: listed(e) }).toEqual({
      what,
      seq: e.seq,
      kept: !listed(e),
      lost: !isKept(e),
    })
  const { db, close } = examine(lived.file)
  expect({ what, sound: verifyFull(db, { structure: true })!.sound }).toEqual({ what, sound: true })
  close()
  return { kept: before.filter(isKept).length }
}

/** Of the chain of this bench, in the database: it was moved there long ago. */
const isFirstThere = (): boolean => readFileSync(lived.file).includes(before[0]!.body)

describe(`a salvage after any damage (seed ${SEED})`, () => {
  test.each(Object.keys(DAMAGES))(
    'to %s lists exactly what is lost, and has all the rest',
    (name) => {
      const random = seeded(SEED)
      let [kept, all] = [0, 0]
      for (let n = 0; n < ROUNDS; n++) {
        lived.kill()
        const what = `${name}: ${DAMAGES[name]!(random)}`
        kept += check(what).kept
        all += before.length
      }
      // A flip costs at most what comes after one event; most cost nothing.
      if (name.startsWith('a bit')) expect(kept / all).toBeGreaterThan(0.5)
    },
    120_000,
  )

  test('a ledger of which an event is left out in the middle is seen (control)', () => {
    const { db } = pristine
    const victim = before.filter((e) => e.chain === before[0]!.chain)[5]!
    const changed = Buffer.from(db)
    const at = changed.indexOf(victim.body)
    changed[at + 40] = changed[at + 40]! ^ 1
    writeFileSync(lived.file, changed)
    check('one body')
    expect(eventsOf(lived.file).some((e) => e.hash === victim.hash)).toBe(false)
  })
})
