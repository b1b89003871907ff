import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  FINDINGS,
  type Finding,
  type Needs,
  REPLIES,
  type Reply,
} from '#shared/domain/batch/findings.ts'
import { type Standing, type WorkScan, workStep } from '#shared/domain/batch/machine.ts'
import type { WorkHold } from '#shared/domain/batch/session.ts'
import { COMMAND_WORDS } from '#shared/domain/words.ts'
import { STUDY } from '../../../support/domain/facts.ts'
import { TUBES } from '../../../support/domain/tubes.ts'

const needs = (wants: Needs['wants'], replies: Needs['replies'] = {}): Needs => ({
  wants,
  study: STUDY,
  materials: ['plasma'],
  replies,
})
const open: Standing = { hold: null, paused: false, parked: [] }
const hold: WorkHold = { code: 'FX9', specimen: null, finding: 'unknown', refusal: null }
const tube = (finding: Finding): WorkScan => ({ kind: 'tube', tube: TUBES[finding] })
const WANTS = ['new', 'known', 'either'] as const

/** What a scan comes to, written out: every finding, for every thing a flow may want. */
const TABLE: Readonly<Record<Finding, readonly [Reply, Reply, Reply]>> = {
  //             new     known   either
  twice: ['hold', 'hold', 'hold'],
  duplicate: ['warn', 'warn', 'warn'],
  unknown: ['park', 'park', 'park'],
  'check-digit': ['hold', 'hold', 'hold'],
  new: ['take', 'warn', 'take'],
  foreign: ['hold', 'hold', 'hold'],
  formerly: ['hold', 'hold', 'hold'],
  dispatched: ['hold', 'hold', 'hold'],
  'wrong-study': ['hold', 'hold', 'hold'],
  'wrong-kind': ['hold', 'hold', 'hold'],
  closed: ['hold', 'hold', 'hold'],
  withdrawn: ['hold', 'hold', 'hold'],
  quarantined: ['hold', 'hold', 'hold'],
  contested: ['hold', 'hold', 'hold'],
  out: ['warn', 'take', 'take'],
  fine: ['warn', 'take', 'take'],
}

describe('WRK-2, WRK-5 given a batch that is open, when a tube is scanned', () => {
  const cases = FINDINGS.flatMap((finding) =>
    WANTS.map((wants, i) => [finding, wants, TABLE[finding][i]!] as const),
  )
  test.each(cases)('that is %s where %s is wanted, then: %s', (finding, wants, reply) => {
    expect(workStep(open, needs(wants), tube(finding))).toMatchObject({ do: reply, finding })
  })

  test.each(FINDINGS)('%s: what a flow says of it counts before the table', (finding) => {
    const replies = ['take', 'warn', 'park', 'hold'] as const
    for (const reply of replies)
      expect(workStep(open, needs('known', { [finding]: reply }), tube(finding)).do).toBe(reply)
  })
})

describe('WRK-3 given a batch on hold', () => {
  const held = { ...open, hold }

  test.each(FINDINGS)('a tube that is %s waits, and nothing is taken', (finding) => {
    expect(workStep(held, needs('either'), tube(finding))).toEqual({ do: 'waits', code: 'FX1' })
  })

  test('a box, a position and a badge wait', () => {
    const scan = { kind: 'other', code: 'BX-1', what: 'box' } as const
    expect(workStep(held, needs('either'), scan)).toEqual({ do: 'waits', code: 'BX-1' })
  })

  test.each(COMMAND_WORDS)('%s lets go of it only if it is Next or Cancel', (command) => {
    const step = workStep(held, needs('either'), { kind: 'command', command })
    const goesOn = command === 'next' || command === 'cancel'
    expect(step.do).toBe(goesOn ? 'release' : 'waits')
  })

  test.each(COMMAND_WORDS)(
    'PRO-11 %s asks the flow only if it is Done and ends the hold',
    (command) => {
      const scan = { kind: 'command', command } as const
      const ending = { ...needs('either'), doneEndsHold: true }
      const goesOn = command === 'next' || command === 'cancel'
      const other = { do: goesOn ? 'release' : 'waits' }
      expect(workStep(held, ending, scan)).toMatchObject(
        command === 'done' ? { do: 'ask-flow', scan } : other,
      )
    },
  )
})

test('WRK-4 a parked code is a duplicate when it is scanned again, and no other code is', () => {
  const parked = { ...open, parked: [{ code: 'FX1' }] }
  expect(workStep(parked, needs('new'), tube('unknown'))).toMatchObject({
    do: 'warn',
    finding: 'duplicate',
  })
  const other = { ...open, parked: [{ code: 'FX2' }] }
  expect(workStep(other, needs('new'), tube('unknown'))).toMatchObject({ do: 'park' })
})

describe('WRK-6, WRK-7 given a batch that is paused', () => {
  const paused = { ...open, paused: true }

  test.each(FINDINGS)('a tube that is %s is not taken', (finding) => {
    expect(workStep(paused, needs('either'), tube(finding))).toEqual({ do: 'paused' })
  })

  test.each(COMMAND_WORDS)('%s does nothing unless it is Undo', (command) => {
    const step = workStep(paused, needs('either'), { kind: 'command', command })
    expect(step.do).toBe(command === 'undo' ? 'undo' : 'paused')
  })

  test('a hold is louder than a pause: Next lets go of it', () => {
    const both = { ...paused, hold }
    expect(workStep(both, needs('either'), { kind: 'command', command: 'next' })).toEqual({
      do: 'release',
    })
  })
})

describe('what the machine leaves to the flow', () => {
  test.each(COMMAND_WORDS.filter((word) => word !== 'undo'))(
    '%s, when nothing holds',
    (command) => {
      const scan = { kind: 'command', command } as const
      expect(workStep(open, needs('new'), scan)).toEqual({ do: 'ask-flow', scan })
    },
  )

  test('a code that names no tube', () => {
    const scan = { kind: 'other', code: 'BX-1', what: 'box' } as const
    expect(workStep(open, needs('new'), scan)).toEqual({ do: 'ask-flow', scan })
  })
})

test('WRK-3, WRK-7 whatever it is, nothing is taken or parked while a batch holds or is paused', () => {
  const scans: WorkScan[] = [
    ...FINDINGS.map(tube),
    ...COMMAND_WORDS.map((command) => ({ kind: 'command', command }) as const),
    { kind: 'other', code: 'BX-1', what: 'box' },
  ]
  const standings = fc.oneof(
    fc.record({ hold: fc.constant(hold), paused: fc.boolean(), parked: fc.constant([]) }),
    fc.record({ hold: fc.constant(null), paused: fc.constant(true), parked: fc.constant([]) }),
  )
  const replies = fc.dictionary(
    fc.constantFrom(...FINDINGS),
    fc.constantFrom('take', 'warn', 'park', 'hold'),
  ) as fc.Arbitrary<Needs['replies']>
  fc.assert(
    fc.property(
      standings,
      fc.constantFrom(...WANTS),
      replies,
      fc.constantFrom(...scans),
      (standing, wants, said, scan) => {
        const step = workStep(standing, needs(wants, said), scan)
        expect(['take', 'park', 'ask-flow']).not.toContain(step.do)
      },
    ),
    { numRuns: 500 },
  )
  // The control: an open batch does take tubes.
  expect(workStep(open, needs('either'), tube('fine')).do).toBe('take')
  expect(REPLIES.fine).toBe('take')
})
