import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { at, BOX, codeOf, STUDY, specimenData, T1 } from '../../support/domain/facts.ts'
import { CommonOrder } from '../../support/store/common-order.ts'
import { TestBench } from '../../support/store/test-bench.ts'

let order: CommonOrder
let a: TestBench
let b: TestBench

beforeEach(() => {
  order = new CommonOrder()
  a = new TestBench('1').found(['T#*']).box(BOX, 'BX-1')
  b = new TestBench('2')
  b.writer.join(a.writer.facts().stream!, 2, 'Bench 2')
  order.exchange(a, b)
  a.writer.startIntake({
    box: BOX,
    study: STUDY,
    material: 'plasma',
    tubeType: 'cryotube',
    collectedAt: null,
  })
})
afterEach(() => {
  a.remove()
  b.remove()
})

/** The other bench stores a tube in A1, which this bench's screen still shows as its target. */
function otherBenchTakesA1(): void {
  const specimen = specimenData(T1, { code: codeOf(T1) })
  expect(b.act('takeIn', { ...specimen, at: at('A1') }).ok).toBe(true)
  order.exchange(b, a)
}

describe('INT-9 a box that two benches fill', () => {
  test('holds a scan whose shown target came to be taken, and goes on at the next free one', () => {
    otherBenchTakesA1()
    const before = a.writer.facts().position
    const held = a.writer.scanInto('T7', { ...a.by(), shown: 0 })
    expect(held.outcome).toMatchObject({
      type: 'held',
      hold: { code: 'T7', position: 'A1', refusal: { type: 'PlaceTaken', by: codeOf(T1) } },
    })
    expect(a.writer.facts().position).toBe(before)
    expect(a.writer.release('aside', a.by()).session.targetName).toBe('A2')
    expect(a.writer.scanInto('T7', { ...a.by(), shown: 1 }).outcome).toMatchObject({
      type: 'stored',
      position: 'A2',
    })
  })

  test('negative control: without what was shown, the tube goes where the hand is not', () => {
    otherBenchTakesA1()
    expect(a.writer.scanInto('T7', a.by()).outcome).toMatchObject({
      type: 'stored',
      position: 'A2',
    })
  })
})
