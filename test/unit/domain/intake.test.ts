import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { TubeFacts } from '#shared/domain/batch/findings.ts'
import type { TubeClaim } from '#shared/domain/claims.ts'
import { type IntakeScan, nextStep } from '#shared/domain/intake/next.ts'
import {
  type IntakeHold,
  type IntakeSession,
  type IntakeSessionRow,
  intakeSession,
  lastUndoable,
  targets,
} from '#shared/domain/intake/session.ts'
import { agree } from '#shared/domain/tube/rules.ts'
import { COMMAND_WORDS } from '#shared/domain/words.ts'
import { at, BOX, IDA, NINE, NOON, OTHER_BOX, STUDY, T1 } from '../../support/domain/facts.ts'
import { FREE, KNOWN, OTHER_STUDY } from '../../support/domain/tubes.ts'
import { testId } from '../../support/sync/events.ts'

const session = (given: Partial<IntakeSession> = {}): IntakeSession => ({
  box: BOX,
  study: STUDY,
  material: 'plasma',
  tubeType: 'cryotube',
  collectedAt: null,
  from: null,
  rows: [],
  parked: [],
  hold: null,
  paused: false,
  ...given,
})

const hold: IntakeHold = {
  code: 'FX1',
  index: 4,
  refusal: { type: 'Disputed', code: 'FX1' },
  mayMove: true,
}

const claim = (given: Partial<TubeClaim> = {}): TubeClaim => ({
  specimen: T1,
  state: 'stored',
  at: at('B3'),
  holder: null,
  since: NOON,
  ...given,
})
/** A known tube of which this is claimed, and what else is to be said of it. */
const such = (given: Partial<TubeFacts>, ...claims: TubeClaim[]): IntakeScan => {
  const isOut = claims.some(({ state }) => state === 'out')
  return { kind: 'tube', tube: { ...KNOWN, isOut, isContested: !agree(claims), ...given }, claims }
}
const known = (...claims: TubeClaim[]): IntakeScan => such({}, ...claims)
const free = (given: Partial<TubeFacts> = {}): IntakeScan => ({
  kind: 'tube',
  tube: { ...FREE, ...given },
  claims: [],
})
const fresh = free()
const twice = free({ isTwice: true })
const label = (index: number, isFree = true, container = BOX): IntakeScan => ({
  kind: 'position',
  container,
  index,
  isFree,
})

const row = (n: number, state: IntakeSessionRow['state'] = 'stored'): IntakeSessionRow => ({
  command: testId('c', n),
  code: `FX${n}`,
  specimen: testId('7', n),
  index: n,
  material: 'plasma',
  at: NOON,
  state,
})

describe('INT-1 the target', () => {
  test('is the next free position in the fill order, and none that is held for a parked code', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(80), { maxLength: 30 }),
        fc.array(fc.nat(80), { maxLength: 5 }),
        (taken, held) => {
          const parked = held.map((index) => ({ code: `P${index}`, index, at: NOON }))
          const free = Array.from({ length: 81 }, (_, i) => i).filter(
            (i) => !taken.includes(i) && !held.includes(i),
          )
          const found = targets(session({ parked }), NINE, (i) => !taken.includes(i))
          expect(found).toEqual(free.slice(0, 2))
        },
      ),
    )
  })

  test('takes a new tube', () => {
    expect(nextStep(session(), 4, fresh)).toEqual({ do: 'take-in', code: 'FX1', index: 4 })
  })

  test('is none in a full box: the tube waits in the hand', () => {
    expect(nextStep(session(), null, fresh)).toEqual({ do: 'full', code: 'FX1' })
  })
})

describe('INT-9 a target that another bench has taken meanwhile', () => {
  test('holds the batch at the position that was shown, and fills no other one unseen', () => {
    expect(nextStep(session(), 6, fresh, 5)).toEqual({ do: 'overtaken', code: 'FX1', index: 5 })
    expect(nextStep(session(), null, fresh, 5)).toEqual({ do: 'overtaken', code: 'FX1', index: 5 })
    expect(nextStep(session(), 6, known(claim({ state: 'unplaced', at: null })), 5).do).toBe(
      'overtaken',
    )
  })

  test('is no matter for a scan that fills nothing, or when the target is still the one shown', () => {
    expect(nextStep(session(), 6, label(8), 5)).toEqual({ do: 'retarget', index: 8 })
    expect(nextStep(session(), 6, fresh, 6).do).toBe('take-in')
  })
})

describe('INT-2 a batch on hold', () => {
  const scans: IntakeScan[] = [
    fresh,
    known(claim()),
    label(3),
    { kind: 'box', container: OTHER_BOX },
    twice,
    { kind: 'other', code: 'Ida', what: 'badge' },
  ]
  test.each(scans)('takes no scan: $kind', (scan) => {
    expect(nextStep(session({ hold }), 4, scan)).toMatchObject({ do: 'waits' })
  })

  test('goes on with Next or Cancel, and with no other command', () => {
    const after = COMMAND_WORDS.map(
      (command) => nextStep(session({ hold }), 4, { kind: 'command', command }).do,
    )
    const others = COMMAND_WORDS.slice(3).map(() => 'waits')
    expect(after).toEqual(['waits', 'release', 'release', ...others])
  })

  test('Next and Cancel do nothing while it is not', () => {
    for (const command of ['next', 'cancel'] as const)
      expect(nextStep(session(), 4, { kind: 'command', command }).do).toBe('not-here')
  })

  test('a paused one takes no tube either, but Undo', () => {
    expect(nextStep(session({ paused: true }), 4, fresh)).toEqual({ do: 'paused' })
    const command: IntakeScan = { kind: 'command', command: 'undo' }
    expect(nextStep(session({ paused: true }), 4, command)).toEqual({ do: 'undo' })
  })
})

describe('INT-3 a tube that stands in this box', () => {
  test('is a duplicate, with its position', () => {
    const step = { do: 'duplicate', code: 'FX1', index: at('B3').index }
    expect(nextStep(session(), 4, known(claim()))).toEqual(step)
    expect(nextStep(session(), null, known(claim()))).toEqual(step)
  })

  test('is one too where two benches say the same of it', () => {
    expect(nextStep(session(), 4, known(claim(), claim())).do).toBe('duplicate')
  })

  test('and so is a code that is parked in it', () => {
    const parked = [{ code: 'FX1', index: 7, at: NOON }]
    expect(nextStep(session({ parked }), 4, fresh)).toEqual({
      do: 'duplicate',
      code: 'FX1',
      index: 7,
    })
  })
})

describe('INT-4 a known tube', () => {
  test.each([
    ['that is out of this box comes back', [claim({ state: 'out', holder: IDA })], 'return'],
    [
      'that two benches have out comes back once',
      [claim({ state: 'out' }), claim({ state: 'out' })],
      'return',
    ],
    ['without a position is stored', [claim({ state: 'unplaced', at: null })], 'store'],
    ['of which nothing is claimed is stored', [], 'store'],
  ] as const)('%s', (_, claims, step) => {
    expect(nextStep(session(), 4, known(...claims))).toEqual({
      do: step,
      code: 'FX1',
      specimen: T1,
      index: 4,
    })
  })

  test('that is out of a position in another box holds', () => {
    const out = claim({ state: 'out', at: at('A1', OTHER_BOX) })
    expect(nextStep(session(), 4, known(out))).toMatchObject({
      do: 'hold',
      why: 'out-elsewhere',
      index: 4,
    })
  })

  test('that stands elsewhere holds', () => {
    expect(nextStep(session(), 4, known(claim({ at: at('A1', OTHER_BOX) })))).toMatchObject({
      do: 'hold',
      why: 'stored-elsewhere',
      index: 4,
    })
  })

  test('that is claimed in two places holds, though one of them is here', () => {
    const claims = [claim(), claim({ at: at('A1', OTHER_BOX) })]
    expect(nextStep(session(), 4, known(...claims))).toMatchObject({ do: 'hold', why: 'contested' })
  })

  test('whose code names two holds', () => {
    const step = nextStep(session(), 4, twice)
    expect(step).toMatchObject({ do: 'hold', why: 'twice', specimen: null })
  })
})

describe('INT-11 a tube of which something is to be said', () => {
  const unplaced = claim({ state: 'unplaced', at: null })

  test.each([
    ['closed', { isClosed: true }, unplaced],
    ['quarantined', { isQuarantined: true }, unplaced],
    ['withdrawn', { isWithdrawn: true }, unplaced],
    ['dispatched', { isDispatched: true }, claim({ state: 'dispatched', at: null })],
  ] as const)('%s is stored, and that is said', (though, given, said) => {
    expect(nextStep(session(), 4, such(given, said))).toEqual({
      do: 'store',
      code: 'FX1',
      specimen: T1,
      index: 4,
      though,
    })
  })

  test('closed or not, it holds where its position is in another box', () => {
    const elsewhere = claim({ at: at('A1', OTHER_BOX) })
    expect(nextStep(session(), 4, such({ isClosed: true }, elsewhere)).do).toBe('hold')
  })

  test('of which nothing is to be said is stored without a word', () => {
    expect(nextStep(session(), 4, known(unplaced))).not.toHaveProperty('though')
  })
})

describe('WRK-9 a free code in an intake', () => {
  test.each([
    ['whose check digit does not fit', { form: 'check-digit' }, 'check-digit'],
    ['that looks like those of another study', { study: OTHER_STUDY }, 'wrong-study'],
  ] as const)('%s holds', (_, given, why) => {
    expect(nextStep(session(), 4, free(given))).toMatchObject({ do: 'hold', why })
  })

  test('is no matter for a tube of another study that is known: it may share the box', () => {
    expect(nextStep(session(), 4, such({ study: OTHER_STUDY })).do).toBe('store')
  })
})

describe('INT-5 a code of no known form', () => {
  test('is parked at the target and stops nothing', () => {
    const odd = free({ code: '§', form: 'none' })
    expect(nextStep(session(), 4, odd)).toEqual({ do: 'park', code: '§', index: 4 })
  })
})

describe('INT-6 labels', () => {
  test('a free position of this box is the target, a taken one is said to be', () => {
    expect(nextStep(session(), 4, label(7))).toEqual({ do: 'retarget', index: 7 })
    expect(nextStep(session(), 4, label(7, false))).toEqual({ do: 'taken', index: 7 })
  })

  test('a position of another box does nothing here', () => {
    expect(nextStep(session(), 4, label(7, true, OTHER_BOX)).do).toBe('not-here')
  })

  test('a box changes the box', () => {
    const scan: IntakeScan = { kind: 'box', container: OTHER_BOX }
    expect(nextStep(session(), null, scan)).toEqual({ do: 'change-box', container: OTHER_BOX })
  })

  test('anything else is said and nothing done', () => {
    const badge: IntakeScan = { kind: 'other', code: 'Ida Lindqvist', what: 'badge' }
    expect(nextStep(session(), 4, badge)).toEqual({
      do: 'not-here',
      code: 'Ida Lindqvist',
      what: 'badge',
    })
  })
})

describe('INT-7 Undo', () => {
  test('takes the newest act that is not undone', () => {
    const rows = [row(3, 'undone'), row(2, 'returned'), row(1)]
    expect(lastUndoable(session({ rows }), () => true)).toBe(rows[1])
  })

  test('passes over what something has come after', () => {
    const rows = [row(3), row(2), row(1)]
    const mayUndo = (one: (typeof rows)[number]) => one !== rows[0]
    expect(lastUndoable(session({ rows }), mayUndo)).toBe(rows[1])
    expect(lastUndoable(session({ rows }), () => false)).toBeUndefined()
  })

  test('goes ten steps back and no further', () => {
    const rows = [...Array.from({ length: 10 }, (_, i) => row(20 - i, 'undone')), row(1)]
    expect(lastUndoable(session({ rows }), () => true)).toBeUndefined()
    expect(lastUndoable(session({ rows: rows.slice(1) }), () => true)).toBe(rows.at(-1))
  })

  test('is none in a new batch', () => {
    expect(lastUndoable(session(), () => true)).toBeUndefined()
  })
})

describe('INT-9 a scan is for the target that was shown', () => {
  test('and goes there while that position is free, though the target is another by now', () => {
    expect(nextStep(session(), 1, fresh, 4, true)).toMatchObject({ do: 'take-in', index: 4 })
    expect(nextStep(session(), null, fresh, 4, true)).toMatchObject({ do: 'take-in', index: 4 })
    expect(nextStep(session(), 1, known(), 4, true)).toMatchObject({ do: 'store', index: 4 })
  })

  test('and holds where it is taken', () => {
    expect(nextStep(session(), 5, fresh, 4)).toEqual({ do: 'overtaken', code: 'FX1', index: 4 })
    expect(nextStep(session(), 5, known(), 4)).toMatchObject({ do: 'overtaken', index: 4 })
  })

  test('but is taken where it still is, or where no screen told what it showed', () => {
    expect(nextStep(session(), 4, fresh, 4)).toMatchObject({ do: 'take-in', index: 4 })
    expect(nextStep(session(), 4, fresh)).toMatchObject({ do: 'take-in', index: 4 })
    expect(nextStep(session(), 4, fresh, null)).toMatchObject({ do: 'take-in', index: 4 })
  })

  test('a duplicate is one whatever was shown', () => {
    expect(nextStep(session(), 5, known(claim()), 4)).toMatchObject({ do: 'duplicate' })
  })

  test('a label of a position means that position', () => {
    expect(nextStep(session(), 5, label(7), 4)).toEqual({ do: 'retarget', index: 7 })
  })
})

describe('INT-8 the session as it is written down', () => {
  test('is read back whole', () => {
    const open = session({ rows: [row(1)], parked: [{ code: '§', index: 2, at: NOON }], hold })
    expect(intakeSession.parse(JSON.parse(JSON.stringify(open)))).toEqual(open)
  })
})
