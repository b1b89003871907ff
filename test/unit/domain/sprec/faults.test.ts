import { describe, expect, test } from 'vitest'
import { delayAt } from '#shared/domain/sprec/bands.ts'
import { spinCode } from '#shared/domain/sprec/fluid.ts'
import { POST_2 } from '#shared/domain/sprec/lists/delays.ts'
import type { DelayList, Lists, SpinList, StorageList } from '#shared/domain/sprec/lists/list.ts'
import { FIRST_SPIN_2, SECOND_SPIN_2 } from '#shared/domain/sprec/lists/spins.ts'
import { STORAGE_2 } from '#shared/domain/sprec/lists/storage.ts'
import { HOUR, MINUTE, moreThan } from '#shared/domain/sprec/lists/time.ts'
import { codesOf, LISTS } from '#shared/domain/sprec/lists/versions.ts'
import { sprecOf, sprecWith } from '#shared/domain/sprec/of.ts'
import type { SprecInputs } from '#shared/domain/sprec/sprec.ts'
import {
  bandsAt,
  bandsOfG,
  codeAt,
  codesTwice,
  PLASMA,
  spinClashes,
  untiled,
} from '../../../support/domain/sprec.ts'

/**
 * The faults of a public library for SPREC, built into copies of the lists: each check must see them, and each
 * right answer must come out wrong with them. Beside each stands the same with the lists as they are.
 */

const recoded = <T extends SpinList | StorageList>(list: T, code: string, as: string): T => ({
  ...list,
  rows: list.rows.map((row) => (row.code === code ? { ...row, code: as } : row)),
})

const FAULTY_FIRST = recoded(FIRST_SPIN_2, 'H', 'F')
const FAULTY_SECOND = recoded(SECOND_SPIN_2, 'H', 'F')
const FAULTY_STORAGE = recoded(STORAGE_2, 'I', 'G')

const ENDS = moreThan(24 * HOUR)
/** 24 h written as 1140 minutes: nothing holds what is between, or the band after begins too early. */
const SHORT_POST: DelayList = {
  ...POST_2,
  rows: POST_2.rows.map((row) => (row.to === ENDS ? { ...row, to: 1140 * MINUTE } : row)),
}
const EARLY_POST: DelayList = {
  ...SHORT_POST,
  rows: SHORT_POST.rows.map((row) => (row.from === ENDS ? { ...row, from: 1140 * MINUTE } : row)),
}

const with2 = (fluid: Partial<Lists['fluid']>): Lists => ({
  ...LISTS[2],
  fluid: { ...LISTS[2].fluid, ...fluid },
})

const FAST_AND_COLD = { g: 8000, minutes: 12, celsius: 40, brake: true }
const GENTLE = { g: 1500, minutes: 10, celsius: 40, brake: true }

describe('centrifugation at 2-10 °C, 6000-10,000 g, with brake', () => {
  test.each([
    ['first', FIRST_SPIN_2, FAULTY_FIRST],
    ['second', SECOND_SPIN_2, FAULTY_SECOND],
  ])('SPR-5 is H in the %s; F for it is seen', (_, right, faulty) => {
    expect(codesTwice(codesOf(faulty))).toEqual(['F twice'])
    expect(codesTwice(codesOf(right))).toEqual([])
    expect(spinCode(faulty, FAST_AND_COLD)).toBe('F')
    expect(spinCode(right, FAST_AND_COLD)).toBe('H')
    expect(spinCode(right, { ...FAST_AND_COLD, g: 5000 })).toBe('F')
  })

  test('SPR-9 comes out of a whole code as H, first and second', () => {
    const spins = [FAST_AND_COLD, FAST_AND_COLD]
    const inputs: SprecInputs = { ...PLASMA, spins }
    const faulty = sprecWith(
      with2({ firstCentrifugation: FAULTY_FIRST, secondCentrifugation: FAULTY_SECOND }),
      2,
      inputs,
    )
    expect(codeAt(sprecOf(2, inputs), 'firstCentrifugation')).toBe('H')
    expect(codeAt(sprecOf(2, inputs), 'secondCentrifugation')).toBe('H')
    expect(codeAt(faulty, 'firstCentrifugation')).toBe('F')
    expect(codeAt(faulty, 'secondCentrifugation')).toBe('F')
  })

  test('SPR-5 a row whose forces reach into the next is seen', () => {
    const rows = FIRST_SPIN_2.rows.map((row) =>
      row.code === 'F' ? { ...row, g: [3000, 7000] as const } : row,
    )
    const faulty: SpinList = { ...FIRST_SPIN_2, rows }
    expect(spinClashes(faulty)).toEqual(['F meets H'])
    expect(untiled(bandsOfG(faulty, { at: 'cold', brake: true }))).toEqual(['H overlaps'])
  })
})

describe('a straw that a freezing programme brought below -135 °C', () => {
  const inputs: SprecInputs = {
    ...PLASMA,
    spins: [GENTLE],
    storage: { ...PLASMA.storage, tubeType: 'straw', celsius: -140, programmed: true },
  }

  test('SPR-5 SPR-10 is I; G for it is seen', () => {
    expect(codesTwice(codesOf(FAULTY_STORAGE))).toEqual(['G twice'])
    expect(codesTwice(codesOf(STORAGE_2))).toEqual([])
    const faulty = sprecWith(with2({ longTermStorage: FAULTY_STORAGE }), 2, inputs)
    expect(codeAt(faulty, 'longTermStorage')).toBe('G')
    expect(codeAt(sprecOf(2, inputs), 'longTermStorage')).toBe('I')
  })
})

describe('20 hours after the spin', () => {
  const inputs = (keptAfter: number): SprecInputs => ({
    ...PLASMA,
    keptAfter,
    storedAt: PLASMA.processingEndedAt! + 20 * HOUR,
  })

  test('SPR-8 a band that ends at 1140 minutes leaves a gap that is seen', () => {
    for (const at of ['room', 'cold']) {
      expect(untiled(bandsAt(SHORT_POST, at))).toEqual([`nothing from ${1140 * MINUTE} to ${ENDS}`])
      expect(untiled(bandsAt(POST_2, at))).toEqual([])
    }
    expect(delayAt(SHORT_POST, 40, 20 * HOUR)).toBeNull()
  })

  test.each([
    ['cold', 40, 'G', 'I'],
    ['room', 210, 'H', 'J'],
  ])('SPR-8 in the %s is %s', (_, kept, right, wrong) => {
    const faulty = sprecWith(with2({ postCentrifugation: EARLY_POST }), 2, inputs(kept))
    expect(codeAt(faulty, 'postCentrifugation')).toBe(wrong)
    expect(codeAt(sprecOf(2, inputs(kept)), 'postCentrifugation')).toBe(right)
  })
})
