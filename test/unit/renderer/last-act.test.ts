import { describe, expect, test } from 'vitest'
import { lastAct } from '../../../renderer/app/last-act.ts'
import type { RecentView } from '../../../shared/contract/views.ts'

const act = (code: string, some: Partial<RecentView>): RecentView => ({
  command: code,
  type: 'specimen.stored',
  at: 0,
  actor: '',
  code,
  specimen: null,
  container: null,
  place: null,
  undoable: false,
  undone: false,
  ...some,
})

describe('the act that Undo takes back', () => {
  test('is the newest one', () => {
    const newest = act('A', { undoable: true })
    expect(lastAct([newest, act('B', { undoable: true })])).toEqual({ is: 'undoable', act: newest })
  })

  test('is never an older one when the newest cannot be taken back', () => {
    const newest = act('A', {})
    expect(lastAct([newest, act('B', { undoable: true })])).toEqual({ is: 'fixed', act: newest })
  })

  test('goes one further back once the newest was taken back', () => {
    const older = act('B', { undoable: true })
    expect(lastAct([act('A', { undone: true }), older])).toEqual({ is: 'undoable', act: older })
  })

  test('is the one before a label that was printed meanwhile', () => {
    const label = act('A', { type: 'specimen.label_printed' })
    const older = act('B', { undoable: true })
    expect(lastAct([label, older])).toEqual({ is: 'undoable', act: older })
    expect(lastAct([label])).toEqual({ is: 'none' })
  })

  test('is none where nothing stands', () => {
    expect(lastAct([])).toEqual({ is: 'none' })
    expect(lastAct([act('A', { undone: true })])).toEqual({ is: 'none' })
  })
})
