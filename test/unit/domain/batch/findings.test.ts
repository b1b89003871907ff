import { describe, expect, test } from 'vitest'
import {
  FINDINGS,
  type Finding,
  findingOf,
  type Needs,
  REPLIES,
  type TubeFacts,
} from '#shared/domain/batch/findings.ts'
import { STUDY } from '../../../support/domain/facts.ts'
import { FREE, KNOWN, OTHER_STUDY, TUBES } from '../../../support/domain/tubes.ts'

const NEEDS: Needs = { wants: 'known', study: STUDY, materials: ['plasma'], replies: {} }

/** What is true of a tube that this is said of, put upon another one. */
const MARKS: Partial<Record<Finding, Partial<TubeFacts>>> = {
  twice: { isTwice: true },
  duplicate: { inBatch: true },
  foreign: { isForeign: true },
  formerly: { isFormerly: true },
  dispatched: { isDispatched: true },
  'wrong-study': { study: OTHER_STUDY },
  'wrong-kind': { material: 'serum' },
  closed: { isClosed: true },
  withdrawn: { isWithdrawn: true },
  quarantined: { isQuarantined: true },
  contested: { isContested: true },
  out: { isOut: true },
}
const ofKnown = Object.keys(MARKS) as (keyof typeof MARKS)[]
const pairs = ofKnown.flatMap((worse, i) =>
  ofKnown.slice(i + 1).map((less) => [worse, less] as const),
)

describe('WRK-1 a scanned tube is the worst that can be said of it', () => {
  test.each(FINDINGS)('given a tube that is %s and no worse, it is that', (finding) => {
    expect(findingOf(TUBES[finding], NEEDS)).toBe(finding)
  })

  test.each(pairs)('given one that is %s and %s, it is the first', (worse, less) => {
    const tube = { ...KNOWN, ...MARKS[less], ...MARKS[worse] }
    expect(findingOf(tube, NEEDS)).toBe(worse)
    // The control: without the worse mark the other one is found.
    expect(findingOf({ ...KNOWN, ...MARKS[less] }, NEEDS)).toBe(less)
  })

  test('a flow that wants no study and no kind finds neither wrong', () => {
    const any = { ...NEEDS, study: null, materials: [] }
    expect(findingOf({ ...KNOWN, study: OTHER_STUDY, material: 'serum' }, any)).toBe('fine')
  })
})

describe('WRK-9 a free code', () => {
  test('that looks like those of another study is of the wrong study', () => {
    expect(findingOf({ ...FREE, study: OTHER_STUDY }, NEEDS)).toBe('wrong-study')
  })

  test('that looks like those of this study, or of none, is new', () => {
    expect(findingOf({ ...FREE, study: STUDY }, NEEDS)).toBe('new')
    expect(findingOf(FREE, NEEDS)).toBe('new')
  })

  test('is new where the batch belongs to no study', () => {
    expect(findingOf({ ...FREE, study: OTHER_STUDY }, { ...NEEDS, study: null })).toBe('new')
  })

  test('of no form is unknown whoever else it looks like', () => {
    expect(findingOf({ ...FREE, form: 'none', study: OTHER_STUDY }, NEEDS)).toBe('unknown')
  })
})

test('WRK-2 every finding has a reply', () => {
  expect(Object.keys(REPLIES).sort()).toEqual([...FINDINGS].sort())
})
