import { expect, test } from 'vitest'
import {
  back,
  beginWalk,
  isWalked,
  restEmpty,
  scannedAt,
  scannedCount,
  step,
  toPosition,
  tubesOf,
} from '../../../renderer/screens/rescan/hand.ts'

const NAMES = ['A1', 'A2', 'B1', 'B2']
const walk = beginWalk(NAMES)

test('each scan is of the position that is asked for, and an empty one is passed by', () => {
  const done = ['T-1', null, 'T-2', 'T-3'].reduce(step, walk)
  expect(isWalked(done)).toBe(true)
  expect(tubesOf(done)).toEqual([
    { position: 'A1', code: 'T-1' },
    { position: 'B1', code: 'T-2' },
    { position: 'B2', code: 'T-3' },
  ])
  expect(scannedCount(done)).toBe(3)
  // A scan more than there are positions changes nothing.
  expect(step(done, 'T-4')).toBe(done)
})

test('RSC-10 a position that nobody came to is not empty until a person says so', () => {
  const begun = step(walk, 'T-1')
  expect(isWalked(begun)).toBe(false)
  const rest = restEmpty(begun)
  expect(isWalked(rest)).toBe(true)
  expect(tubesOf(rest)).toEqual([{ position: 'A1', code: 'T-1' }])
})

test('after a position that was done again the walk goes on where it was', () => {
  const begun = ['T-1', 'T-2', 'T-3'].reduce(step, walk)
  const again = step(toPosition(begun, 0), 'T-9')
  expect(again.at).toBe(3)
  expect(tubesOf(again)[0]).toEqual({ position: 'A1', code: 'T-9' })
})

test('what was skipped by pointing further is asked for in the end', () => {
  const jumped = step(step(toPosition(walk, 2), 'T-3'), 'T-4')
  expect(jumped.at).toBe(0)
  expect(isWalked(jumped)).toBe(false)
})

test('one back asks for the last one once more', () => {
  const begun = step(step(walk, 'T-1'), 'T-2')
  expect(back(begun)).toMatchObject({ at: 1 })
  expect(scannedAt(back(begun), 'T-2')).toBeNull()
  expect(scannedAt(begun, 'T-2')).toBe(1)
  expect(back(walk)).toBe(walk)
})
