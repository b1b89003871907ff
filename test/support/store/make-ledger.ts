// Writes a small ledger of the present format, for the test that opens ledgers of every format:
//   node test/support/store/make-ledger.ts test/fixtures/ledgers/0001
// A folder that is there already is never written to again: it is what that version wrote.
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { MATERIALS } from '#shared/domain/words.ts'
import { at, BOX, containerData, NINE, OTHER_BOX, STUDY, specimenData } from '../domain/facts.ts'
import { liveThrough } from '../ledger/eventful.ts'
import { testId } from '../sync/events.ts'
import { CommonOrder } from './common-order.ts'
import { type Known, knownOf } from './known-ledger.ts'
import { spendMorning } from './morning.ts'
import { TestBench, VIA } from './test-bench.ts'
import { testKey } from './test-key.ts'

const FREEZER = testId('f', 1)
const RACK = testId('f', 2)

const folder = process.argv[2]
if (!folder || existsSync(folder)) throw new Error('give a folder that is not there yet')
mkdirSync(folder, { recursive: true })

const a = new TestBench('1', undefined, testKey('file'))
const b = new TestBench('2')
const order = new CommonOrder()
try {
  a.writer.foundEmpty({ site: 'Umeå', bench: 'Intake', person: 'Jana Weber', pin: '4711' })
  furnish()
  b.writer.join(a.writer.facts().stream!, 2, 'Storage')
  order.exchange(a, b)
  order.exchange(a, b)
  record()
  disagree()
  spendMorning(a)
  liveThrough(a, b, order)
  const known: Known = knownOf(a)
  a.writer.close()
  copyFileSync(a.file, join(folder, 'ledger.db'))
  writeFileSync(join(folder, 'known.json'), `${JSON.stringify(known, null, 2)}\n`)
} finally {
  b.remove()
}

/** A freezer with one rack, two boxes, one of them on the site, and a study. */
function furnish(): void {
  const along = { rows: 1, columns: 4, scheme: 'numbers', fill: 'rows-top-left' } as const
  const containers = [
    containerData(FREEZER, 'freezer', {
      name: 'F1',
      code: 'F1',
      celsius: -80,
      layout: { ...along, prefix: 'R' },
    }),
    containerData(RACK, 'rack', { place: { container: FREEZER, index: 0 }, layout: along }),
    containerData(BOX, 'box', { code: 'BX-1', place: { container: RACK, index: 1 }, layout: NINE }),
    containerData(OTHER_BOX, 'box', { code: 'BX-2', layout: NINE, holds: ['dna', 'rna'] }),
  ]
  const asked = () => ({ id: a.newId(), via: VIA })
  a.must(a.benchActor, { type: 'createContainers', ...asked(), containers })
  const study = { study: STUDY, code: 'NORDLUNG', name: 'Nordic lung cohort' }
  a.must(a.benchActor, { type: 'createStudy', ...asked(), ...study })
}

/** Twenty specimens of all materials; one is moved, one out, one back, one taken back by Undo. */
function record(): void {
  for (let n = 1; n <= 20; n++) {
    a.clock.at += 61_000
    const material = MATERIALS[n % MATERIALS.length]!
    const parent = n > 10 ? testId('7', n - 10) : null
    const data = specimenData(testId('7', n), {
      material,
      parent,
      collectedAt: a.clock.at - 3_599_001,
    })
    a.act('takeIn', { ...data, at: { container: BOX, index: n * 2 } })
  }
  a.act('move', { specimen: testId('7', 1), at: at('I9') })
  for (const n of [2, 3]) a.act('checkOut', { specimen: testId('7', n), reason: 'RQ-118' })
  a.act('returnTube', { specimen: testId('7', 3), at: null })
  a.act('undo', { command: a.reader.recent(20).find(({ code }) => code === 'FX00000014')!.command })
}

/** Two benches put two tubes into I1, and one tube into two places. */
function disagree(): void {
  order.exchange(a, b)
  order.exchange(a, b)
  a.act('move', { specimen: testId('7', 4), at: at('I1') })
  b.act('move', { specimen: testId('7', 5), at: at('I1') })
  a.act('move', { specimen: testId('7', 6), at: at('I2') })
  b.act('move', { specimen: testId('7', 6), at: at('I3') })
  order.exchange(a, b)
  order.exchange(a, b)
}
