import { describe, expect, test } from 'vitest'
import { legendOf, signsOf } from '../../../renderer/screens/intake/cells.ts'
import type { IntakeView } from '../../../shared/contract/intake.ts'
import type { PositionState, PositionView } from '../../../shared/contract/views.ts'

const position = (state: PositionState, at: number): PositionView => ({
  name: `A${at + 1}`,
  state,
  tubes: [],
})

function session(states: readonly PositionState[], some: Partial<IntakeView> = {}): IntakeView {
  return {
    box: {
      container: 'box',
      code: 'BX-1',
      path: 'F1/S1/R1/B1',
      layout: { rows: 1, columns: states.length, scheme: 'letters-numbers', fill: 'rows-top-left' },
      rowNames: ['A'],
      columnNames: states.map((_, at) => String(at + 1)),
      holds: [],
      celsius: -80,
      positions: states.map(position),
      taken: 0,
      out: 0,
      next: [],
    },
    study: { study: 's', code: 'S', name: 'Study' },
    material: 'plasma',
    tubeType: 'cryotube',
    collectedAt: null,
    target: null,
    targetName: null,
    afterName: null,
    stored: 0,
    taken: 0,
    total: states.length,
    rows: [],
    parked: [],
    hold: null,
    paused: false,
    restored: false,
    undo: null,
    ...some,
  }
}

const HOLD = {
  code: 'FX1',
  position: 'A2',
  refusal: { type: 'Disputed', code: 'FX1' },
  place: null,
  mayMove: false,
} as const

describe('the signs of an intake', () => {
  test('show the target, what is parked and what was stored just now', () => {
    const parked = [{ code: '0232', index: 1, position: 'A2', at: 0 }]
    const shown = signsOf(session(['filled', 'empty', 'empty', 'held'], { target: 2, parked }), 0)
    expect(shown).toEqual(['stored', 'unknown', 'target', 'held'])
  })

  test('turn the target into a hold while the batch stands still', () => {
    const shown = signsOf(session(['filled', 'empty'], { target: 1, hold: HOLD }), undefined)
    expect(shown).toEqual(['filled', 'hold'])
  })

  test('never show a tube as just stored where none is, as after its undo', () => {
    expect(signsOf(session(['empty', 'empty'], { target: 0 }), 0)).toEqual(['target', 'empty'])
  })

  test('explain every sign that is in the box, and no sign twice', () => {
    const shown = legendOf(['filled', 'contested', 'target', 'hold'])
    expect(shown).toEqual(['empty', 'filled', 'target', 'unknown', 'contested', 'hold'])
    expect(legendOf([])).not.toContain('contested')
  })
})
