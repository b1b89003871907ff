import { describe, expect, test } from 'vitest'
import { gridStep } from '../../../renderer/components/grid-keys.ts'

const box = { rows: 9, columns: 9 }
/** C4 of a box of 81. */
const C4 = 2 * 9 + 3

describe('arrow keys in a box of 81, from C4', () => {
  test.each([
    ['ArrowRight', false, C4 + 1],
    ['ArrowLeft', false, C4 - 1],
    ['ArrowDown', false, C4 + 9],
    ['ArrowUp', false, C4 - 9],
    ['Home', false, 18],
    ['End', false, 26],
    ['PageUp', false, 3],
    ['PageDown', false, 75],
    ['Home', true, 0],
    ['End', true, 80],
    ['a', false, undefined],
    ['Enter', false, undefined],
  ])('%s (ctrl %s) leads to %s', (key, ctrl, to) => {
    expect(gridStep(key, ctrl, C4, box)).toBe(to)
  })
})

test.each([
  ['ArrowUp', 0],
  ['ArrowLeft', 9],
  ['ArrowRight', 8],
  ['ArrowDown', 80],
])('%s at the edge (%s) stays, it does not wrap into another row', (key, from) => {
  expect(gridStep(key, false, from, box)).toBeUndefined()
})

test('rows and columns of an oblong box are not mixed up', () => {
  expect(gridStep('ArrowDown', false, 5, { rows: 8, columns: 12 })).toBe(17)
  expect(gridStep('End', true, 5, { rows: 8, columns: 12 })).toBe(95)
})
