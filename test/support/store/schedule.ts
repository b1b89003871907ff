import fc from 'fast-check'
import type { RescanView } from '#shared/contract/rescan.ts'
import { size } from '#shared/domain/position/layout.ts'
import { positionName } from '#shared/domain/position/names.ts'
import type { Place } from '#shared/domain/words.ts'
import { BOX, OTHER_BOX, specimenData } from '../domain/facts.ts'
import { testId } from '../sync/events.ts'
import type { CommonOrder } from './common-order.ts'
import type { TestBench } from './test-bench.ts'

/** So few of everything that benches get in each other's way. */
export const SMALL = {
  rows: 2,
  columns: 2,
  scheme: 'letters-numbers',
  fill: 'rows-top-left',
} as const
const CODES = ['FX1', 'FX2', 'FX3', 'FX4'] as const

/** One step of a day at several benches; numbers are taken modulo whatever there is to choose from. */
export interface Step {
  readonly bench: number
  readonly what:
    | 'takeIn'
    | 'move'
    | 'checkOut'
    | 'returnTube'
    | 'rescan'
    | 'undo'
    | 'push'
    | 'pull'
    | 'pullOne'
  readonly tube: number
  readonly place: number
}

export const steps = (most: number): fc.Arbitrary<Step[]> =>
  fc.array(
    fc.record({
      bench: fc.nat(1),
      what: fc.oneof(
        { arbitrary: fc.constant('takeIn' as const), weight: 4 },
        { arbitrary: fc.constant('move' as const), weight: 4 },
        { arbitrary: fc.constantFrom('checkOut' as const, 'returnTube' as const), weight: 4 },
        { arbitrary: fc.constant('rescan' as const), weight: 2 },
        { arbitrary: fc.constant('undo' as const), weight: 3 },
        {
          arbitrary: fc.constantFrom('push' as const, 'pull' as const, 'pullOne' as const),
          weight: 4,
        },
      ),
      tube: fc.nat(7),
      place: fc.nat(7),
    }),
    { minLength: 10, maxLength: most },
  )

/** What came of a schedule, so that a test can show that it tried what it says. */
export interface Tally {
  saved: number
  refused: number
}

/** Carries a step out. What the rules refuse is refused: that is a part of the day. */
export function carryOutStep(step: Step, bench: TestBench, order: CommonOrder, tally: Tally): void {
  bench.clock.at += 1_000
  if (step.what === 'push') order.push(bench)
  else if (step.what === 'pull') order.pull(bench)
  else if (step.what === 'pullOne') order.pull(bench, 1)
  else if (act(step, bench)?.ok) tally.saved++
  else tally.refused++
}

function act({ what, tube, place }: Step, bench: TestBench) {
  if (what === 'rescan') return rescan(bench, tube, place)
  if (what === 'takeIn') {
    const code = CODES[tube % CODES.length]!
    return bench.act('takeIn', { ...specimenData(bench.newId(), { code }), at: placeOf(place) })
  }
  if (what === 'undo') {
    const recent = bench.reader.recent(20).filter(({ type }) => type.startsWith('specimen.'))
    const chosen = recent[tube % Math.max(1, Math.min(3, recent.length))]
    return chosen && bench.act('undo', { command: chosen.command })
  }
  const known = bench.column<string>('SELECT id FROM specimen ORDER BY code, id')
  const specimen = known[tube % Math.max(1, known.length)] ?? testId('7', 0)
  switch (what) {
    case 'move':
      return bench.act('move', { specimen, at: placeOf(place) })
    case 'checkOut':
      return bench.act('checkOut', { specimen, reason: null })
    default:
      return bench.act('returnTube', { specimen, at: place % 2 ? placeOf(place) : null })
  }
}

/** A box is read with so many of the tubes in it, in places that begin anywhere, and all that is offered is confirmed. */
function rescan(bench: TestBench, tube: number, place: number) {
  const { container } = placeOf(place)
  const tubes = CODES.slice(0, tube % (CODES.length + 1)).map((code, n) => ({
    position: positionName(SMALL, (n + place) % size(SMALL)),
    code: n === place % 3 ? null : code,
  }))
  const view = bench.reader.compareBox(container, tubes)
  return view && bench.act('rescanBox', { ...confirmedAll(view), rescan: bench.newId() })
}

/** All that a reading offers. */
function confirmedAll({ box, seen, cells }: RescanView) {
  return {
    container: box.container,
    source: 'hand' as const,
    rack: null,
    seen: [...seen],
    repairs: cells.flatMap(({ index, specimen, repair, from }) =>
      specimen && repair ? [{ index, specimen, repair, from: from?.at ?? null }] : [],
    ),
    missed: cells.flatMap(({ recorded }) =>
      recorded.flatMap(({ specimen, isMissing }) => (isMissing ? [specimen] : [])),
    ),
  }
}

const placeOf = (n: number): Place => ({
  container: n < 4 ? BOX : OTHER_BOX,
  index: n % 4,
})
