import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SetupOf } from '#shared/domain/batch/setup.ts'
import { MARC, STUDY, specimenData, T1, T2, T3 } from '../../support/domain/facts.ts'
import { OTHER_STUDY } from '../../support/domain/tubes.ts'
import { TestBench } from '../../support/store/test-bench.ts'
import { KNOWN_CODES, runWorkModel, type WorkSubject } from '../../support/store/work-model.ts'

const SETUP: SetupOf<'accession'> = {
  kind: 'accession',
  study: STUDY,
  material: 'plasma',
  tubeType: 'cryotube',
  collectedAt: null,
  donor: null,
  nanolitres: null,
  visit: null,
  planned: null,
}

let bench: TestBench

beforeAll(() => {
  bench = new TestBench().found(['FX######'])
  const other = { study: OTHER_STUDY, code: 'OTHER', name: 'Other' }
  bench.must(MARC, { type: 'createStudy', id: bench.newId(), via: bench.by().via, ...other })
  bench.act('accession', specimenData(T1, { code: KNOWN_CODES.fine }))
  bench.act('accession', specimenData(T2, { code: KNOWN_CODES['wrong-study'], study: OTHER_STUDY }))
  bench.act('accession', specimenData(T3, { code: KNOWN_CODES.quarantined }))
  bench.act('quarantine', { specimen: T3, reason: 'label torn' })
})
afterAll(() => bench.remove())

/** The real store: every answer comes from its ledger on the disk. */
const store = (): WorkSubject => ({
  start: () => void bench.writer.startWork(SETUP, 'ida'),
  startAnew() {
    bench.db.exec("DELETE FROM work WHERE kind = 'accession'")
    bench.writer.startWork(SETUP, 'ida')
  },
  scan: (text, id) => bench.writer.scanWork('accession', text, bench.by(id)).outcome,
  undo: (id) => bench.writer.undoWork('accession', bench.by(id)).outcome,
  release: () => bench.writer.releaseWork('accession').outcome,
  pause: (paused) => bench.writer.pauseWork('accession', paused).outcome,
  resolve: (code, as, id) => bench.writer.resolveWork('accession', code, as, bench.by(id)).outcome,
  finish: (id) => bench.writer.finishWork('accession', bench.by(id)).outcome,
  undoElsewhere: (command) => void bench.act('undo', { command }),
  crash: () => bench.restart(),
  view: () => bench.writer.work('accession'),
  events: () => bench.writer.facts().position,
  newId: bench.newId,
})

/** Each of them has to come about, or the runs have proved less than they say. */
const OUTCOMES = ['done', 'undone', 'warned', 'parked', 'held', 'waits', 'released', 'paused']

test('WRK-3 to WRK-12 the real store does in every order of acts what the model says', () => {
  const seen = runWorkModel(store(), { numRuns: 60, seed: 20261124 })
  for (const type of OUTCOMES) expect(seen.get(type), type).toBeGreaterThan(5)
}, 60_000)

/** Faults as a program might have them. Each must be seen. */
const MUTANTS: Readonly<Record<string, (real: WorkSubject) => Partial<WorkSubject>>> = {
  'a scan that comes twice is done twice': (real) => ({
    scan: (text) => real.scan(text, real.newId()),
  }),
  'a crash loses the newest row': (real) => {
    let lost = 0
    return {
      crash() {
        real.crash()
        lost = 1
      },
      view() {
        const view = real.view()
        return view && { ...view, rows: view.rows.slice(view.restored ? lost : 0) }
      },
    }
  },
  'a hold takes the next tube all the same': (real) => ({
    scan(text, id) {
      if (real.view()?.hold && /^FX[0-8]/.test(text)) real.release()
      return real.scan(text, id)
    },
  }),
  'a pause is forgotten in a crash': (real) => ({
    crash() {
      real.crash()
      if (real.view()?.paused) real.pause(false)
    },
  }),
  'Undo takes two back': (real) => ({
    undo(id) {
      const first = real.undo(id)
      if (first.type === 'undone') real.undo(real.newId())
      return first
    },
  }),
  'ending leaves parked codes behind': (real) => ({
    scan(text, id) {
      const view = real.view()
      if (text === 'FK:DONE' && view && !view.hold && !view.paused)
        for (const { code } of view.parked) real.resolve(code, 'aside', real.newId())
      return real.scan(text, id)
    },
  }),
}

describe('the model sees', () => {
  test('nothing where there is no fault', () => {
    expect(() => runWorkModel(store(), { numRuns: 60, seed: 7 })).not.toThrow()
  })

  test.each(Object.keys(MUTANTS))('%s', (fault) => {
    const real = store()
    const faulty = { ...real, ...MUTANTS[fault]!(real) }
    expect(() => runWorkModel(faulty, { numRuns: 60, seed: 7 })).toThrow()
  })
})
