import { describe, expect, test } from 'vitest'
import { type Goal, judge, lastLine } from '../../../benchmarks/support/campaign.ts'

const atLeast: Goal = { figure: 'rate', must: 'be at least', value: 0.8 }
const atMost: Goal = { figure: 'p95Ms', must: 'be at most', value: 100 }

describe('a goal', () => {
  test.each([
    [atLeast, 0.8, true],
    [atLeast, 0.79, false],
    [atMost, 100, true],
    [atMost, 101, false],
  ])('%o with %d measured: met is %s', (goal, measured, met) => {
    expect(judge([goal], { [goal.figure]: measured })).toEqual([{ ...goal, measured, met }])
  })

  test('whose figure was not measured is a defect and not met in silence', () => {
    expect(() => judge([atLeast], {})).toThrow('a measured rate')
  })
})

describe('the last line', () => {
  const figures = { rate: 0.9, p95Ms: 140, note: 'on a disk' }

  test('says that a campaign passes when all its goals are met', () => {
    const line = JSON.parse(lastLine('scan', judge([atLeast], figures), figures))
    expect(line).toMatchObject({ name: 'scan', pass: true, ...figures })
  })

  test('says that it does not when one of them is missed', () => {
    const line = JSON.parse(lastLine('scan', judge([atLeast, atMost], figures), figures))
    expect(line.pass).toBe(false)
    expect(line.goals[1]).toMatchObject({ measured: 140, met: false })
  })
})
