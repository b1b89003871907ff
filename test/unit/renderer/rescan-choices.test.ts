import { expect, test } from 'vitest'
import type { RescanCellView, RescanView } from '#shared/contract/rescan.ts'
import { choose, chosenOf, rackSays } from '../../../renderer/screens/rescan/choices.ts'

const BLANK = { finding: 'empty', code: null, specimen: null, from: null, issuer: null } as const
const cell = (index: number, given: Partial<RescanCellView>): RescanCellView => ({
  ...{ ...BLANK, index, name: `A${index + 1}`, repair: null, recorded: [], ...given },
})
const viewOf = (container: string, ...cells: RescanCellView[]): RescanView =>
  ({ box: { container }, cells }) as unknown as RescanView

const missed = (specimen: string) => ({ specimen, code: specimen, isMissing: true })
const MOVED = cell(0, { finding: 'moved', code: 'T-1', specimen: 't1', repair: 'move' })
const INSTEAD = cell(1, { ...MOVED, index: 1, specimen: 't2', recorded: [missed('t3')] })
const MISSING = cell(2, { finding: 'missing', recorded: [missed('t4')] })
const UNREAD = cell(3, { finding: 'no-read', recorded: [missed('t5')] })
const VIEW = viewOf('box-1', MOVED, INSTEAD, MISSING, UNREAD)
const ALL = new Set([0, 1, 2, 3])

test('RSC-3 a tube is missed by no tick but a person’s own, also where another stands in its position', () => {
  expect([...chosenOf(VIEW, new Map())]).toEqual([0])
  expect([...chosenOf(VIEW, choose(new Map(), VIEW, new Set([1]), true))]).toEqual([0, 1])
})

test('RSC-4 all that is offered is ticked at once, and no tube is missed where an unread one stands', () => {
  const all = choose(new Map(), VIEW, ALL, true)
  expect([...chosenOf(VIEW, all)]).toEqual([0, 1, 2])
  expect([...chosenOf(VIEW, choose(all, VIEW, ALL, false))]).toEqual([])
})

test('RSC-5 what was ticked of one box, or of another record, is not ticked of the next', () => {
  const all = choose(new Map(), VIEW, ALL, true)
  expect([...chosenOf(viewOf('box-2', MISSING), all)]).toEqual([])
  expect([...chosenOf(viewOf('box-1', { ...MISSING, recorded: [missed('t9')] }), all)]).toEqual([])
  // The control: the same offer is still the same.
  expect([...chosenOf(viewOf('box-1', { ...MISSING }), all)]).toEqual([2])
})

test('a rack names its box, another one than was chosen, or nothing', () => {
  const box = { kind: 'container', container: 'b1', containerKind: 'box', code: 'BX-1' } as const
  expect(rackSays(box, null)).toEqual({ is: 'box', container: 'b1' })
  expect(rackSays(box, 'b1')).toEqual({ is: 'box', container: 'b1' })
  expect(rackSays(box, 'b2')).toEqual({ is: 'other' })
  expect(rackSays({ ...box, containerKind: 'rack' }, 'b1')).toEqual({ is: 'nothing' })
})
