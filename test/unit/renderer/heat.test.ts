import { expect, test } from 'vitest'
import { heatStep } from '../../../renderer/components/heat.ts'

test.each([
  [0, 0],
  [1 / 81, 1],
  [0.25, 1],
  [0.26, 2],
  [0.5, 2],
  [0.75, 3],
  [0.76, 4],
  [80 / 81, 4],
  [1, 5],
])('a box filled to %s shows step %s', (part, step) => {
  expect(heatStep(part)).toBe(step)
})
