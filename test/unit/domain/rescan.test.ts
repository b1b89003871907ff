import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Draft } from '#shared/domain/facts.ts'
import { diffBox, rankOf } from '#shared/domain/rescan/diff.ts'
import type { SeenTube } from '#shared/domain/rescan/facts.ts'
import {
  accessioned,
  accessionUndone,
  at,
  BOX,
  boxMade,
  checkedOut,
  codeOf,
  lab,
  moved,
  OTHER_BOX,
  returned,
  stored,
  T1,
  T2,
  T3,
  T4,
} from '../../support/domain/facts.ts'
import { apart, ask, type Given, given } from '../../support/domain/given.ts'
import { testId } from '../../support/sync/events.ts'

const RESCAN = testId('9', 1)

const seen = (name: string, code: string | null): SeenTube => ({ index: at(name).index, code })

const diff = (
  past: Given,
  tubes: readonly SeenTube[],
  issuerOf?: (code: string) => string | null,
) => {
  const world = past.ledger.world()
  return diffBox(world, world.container(BOX)!, tubes, issuerOf)
}

/** What a position turned out to be, and how it would be put right. */
const cellOf = (past: Given, tubes: readonly SeenTube[], name: string) => {
  const { finding, repair, from } = diff(past, tubes).cells[at(name).index]!
  return { finding, repair, from }
}

const rescan = (
  tubes: readonly SeenTube[],
  repairs: readonly [string, string, 'store' | 'move' | 'return'][] = [],
  missed: readonly string[] = [],
) =>
  ask('rescanBox', {
    container: BOX,
    rescan: RESCAN,
    source: 'picture',
    rack: null,
    seen: [...tubes],
    repairs: repairs.map(([name, specimen, repair]) => ({
      index: at(name).index,
      specimen,
      repair,
    })),
    missed: [...missed],
  })

const read = (tubes: readonly SeenTube[]): Draft => ({
  type: 'box.rescanned',
  ents: [`rescan:${BOX}`],
  data: { container: BOX, rescan: RESCAN, source: 'picture', rack: null, seen: [...tubes] },
})

const missed = (specimen: string, name: string, alsoPosition = true): Draft => ({
  type: 'specimen.missed',
  ents: [`tube:${specimen}`, ...(alsoPosition ? [`position:${BOX}/${at(name).index}`] : [])],
  data: { specimen, from: at(name), rescan: RESCAN },
})

describe('RSC-1, RSC-2 what a position turns out to be', () => {
  test('filled and empty, as recorded', () => {
    const box = given(lab, accessioned(T1), stored(T1, at('A1')))
    const tubes = [seen('A1', codeOf(T1))]
    expect(cellOf(box, tubes, 'A1')).toEqual({ finding: 'filled', repair: null, from: null })
    expect(cellOf(box, tubes, 'A2')).toEqual({ finding: 'empty', repair: null, from: null })
    expect(diff(box, tubes).worst).toBe('filled')
  })

  test('a known tube without a place is new, one of this or another box has moved', () => {
    const box = given(
      lab,
      [T1, T2, T3].map((tube) => accessioned(tube)),
      stored(T2, at('C3')),
      stored(T3, at('B2', OTHER_BOX)),
    )
    const tubes = [seen('A1', codeOf(T1)), seen('A2', codeOf(T2)), seen('A3', codeOf(T3))]
    expect(cellOf(box, tubes, 'A1')).toEqual({ finding: 'new', repair: 'store', from: null })
    expect(cellOf(box, tubes, 'A2')).toEqual({ finding: 'moved', repair: 'move', from: at('C3') })
    expect(cellOf(box, tubes, 'A3')).toMatchObject({ repair: 'move', from: at('B2', OTHER_BOX) })
    // It was read elsewhere in the box, so nobody misses it where it was.
    expect(cellOf(box, tubes, 'C3').finding).toBe('empty')
  })

  test('a tube that was out is back, in its position or another; while it is out, its position is held', () => {
    const box = given(lab, accessioned(T1), stored(T1, at('A1')), checkedOut(T1, at('A1')))
    expect(cellOf(box, [seen('A1', codeOf(T1))], 'A1').finding).toBe('back')
    expect(cellOf(box, [seen('B1', codeOf(T1))], 'B1')).toEqual({
      finding: 'back',
      repair: 'return',
      from: at('A1'),
    })
    expect(cellOf(box, [], 'A1').finding).toBe('held')
  })

  test('a tube that is claimed in two places is settled by where it was read', () => {
    const box = given(
      lab,
      accessioned(T1),
      apart([stored(T1, at('A1'))], [stored(T1, at('B1', OTHER_BOX))]),
    )
    expect(cellOf(box, [seen('A1', codeOf(T1))], 'A1')).toMatchObject({
      finding: 'contested',
      repair: 'move',
    })
  })

  test('what cannot be put right here is said and left', () => {
    const box = given(
      lab,
      boxMade(BOX, { holds: ['serum'] }),
      accessioned(T1),
      accessioned(T2),
      accessionUndone(T2, testId('e', 1)),
      apart([accessioned(T3, { code: 'TWICE' })], [accessioned(T4, { code: 'TWICE' })]),
    )
    const tubes = [
      seen('A1', codeOf(T1)),
      seen('A2', codeOf(T2)),
      seen('A3', 'TWICE'),
      seen('A4', 'NOBODY'),
      seen('A5', 'BX-2'),
      seen('A6', null),
      seen('A7', 'ELSEWHERE-1'),
    ]
    const issuerOf = (code: string) => (code.startsWith('ELSEWHERE') ? 'Lund' : null)
    const { cells } = diff(box, tubes, issuerOf)
    expect(cells.slice(0, 7).map(({ finding, repair }) => [finding, repair])).toEqual([
      ['wrong-kind', null],
      ['extra', null],
      ['twice', null],
      ['unknown', null],
      ['extra', null],
      ['no-read', null],
      ['foreign', null],
    ])
  })

  test('a box is as its worst position', () => {
    const box = given(lab, accessioned(T1), stored(T1, at('A1')))
    expect(diff(box, []).worst).toBe('missing')
    expect(diff(box, [seen('B1', 'NOBODY')]).worst).toBe('unknown')
    expect(rankOf('duplicate')).toBeLessThan(rankOf('missing'))
  })
})

describe('RSC-4 what is missing', () => {
  const box = () => given(lab, accessioned(T1), stored(T1, at('A1')))

  test('a tube that was read nowhere in its box', () => {
    expect(cellOf(box(), [], 'A1').finding).toBe('missing')
  })

  test('not one that was read elsewhere in it', () => {
    const { cells } = diff(box(), [seen('B1', codeOf(T1))])
    expect(cells[at('A1').index]!.recorded).toMatchObject([{ isMissing: false }])
  })

  test('not one at whose position a tube stands that nobody knows for certain', () => {
    const doubled = [seen('A1', 'NOBODY'), seen('B1', 'NOBODY')]
    for (const tubes of [[seen('A1', null)], doubled])
      box()
        .when(rescan(tubes, [], [T1]))
        .refuses({ type: 'RescanOvertaken' })
    // The control: another tube stands there for certain.
    expect(diff(box(), [seen('A1', 'NOBODY')]).cells[0]!.recorded).toMatchObject([
      { isMissing: true },
    ])
  })

  test('a code that was read twice finds nobody', () => {
    const tubes = [seen('B1', codeOf(T1)), seen('B2', codeOf(T1))]
    expect(cellOf(box(), tubes, 'B1')).toMatchObject({ finding: 'duplicate', repair: null })
    expect(cellOf(box(), tubes, 'B2')).toMatchObject({ finding: 'duplicate', repair: null })
    expect(cellOf(box(), tubes, 'A1').finding).toBe('missing')
  })
})

describe('RSC-3 exactly what was confirmed is written, with the reading before it', () => {
  test('nothing but the reading, where nothing is confirmed', () => {
    const tubes = [seen('A1', codeOf(T1)), seen('A2', null)]
    given(lab, accessioned(T1)).when(rescan(tubes)).brings(read(tubes))
  })

  test('a new tube is stored, one from another box moved, one that was out returned', () => {
    const past = [
      ...[T1, T2, T3].map((tube) => accessioned(tube)),
      stored(T2, at('B2', OTHER_BOX)),
      stored(T3, at('C3')),
      checkedOut(T3, at('C3')),
    ]
    const tubes = [seen('A1', codeOf(T1)), seen('A2', codeOf(T2)), seen('A3', codeOf(T3))]
    given(lab, past)
      .when(
        rescan(tubes, [
          ['A1', T1, 'store'],
          ['A2', T2, 'move'],
          ['A3', T3, 'return'],
        ]),
      )
      .brings(
        read(tubes),
        stored(T1, at('A1')),
        {
          ...moved(T2, at('B2', OTHER_BOX), at('A2')),
          ents: [
            `tube:${T2}`,
            `position:${BOX}/${at('A2').index}`,
            `position:${OTHER_BOX}/${at('B2').index}`,
          ],
        },
        {
          ...returned(T3, at('C3'), at('A3')),
          ents: [
            `tube:${T3}`,
            `position:${BOX}/${at('A3').index}`,
            `position:${BOX}/${at('C3').index}`,
          ],
        },
      )
  })

  test('two tubes that changed places do so in one act, and both stand where they were read', () => {
    const past = given(
      lab,
      accessioned(T1),
      accessioned(T2),
      stored(T1, at('A1')),
      stored(T2, at('A2')),
    )
    const tubes = [seen('A1', codeOf(T2)), seen('A2', codeOf(T1))]
    past.after(
      rescan(tubes, [
        ['A1', T2, 'move'],
        ['A2', T1, 'move'],
      ]),
    )
    const world = past.ledger.world()
    expect(world.occupants(at('A1')).map(({ specimen }) => specimen)).toEqual([T2])
    expect(world.occupants(at('A2')).map(({ specimen }) => specimen)).toEqual([T1])
    expect(diff(past, tubes).worst).toBe('filled')
  })
})

describe('RSC-5 what was confirmed and is no longer so', () => {
  const tubes = [seen('A1', codeOf(T1))]

  test('a tube that was stored meanwhile is refused as a whole', () => {
    given(lab, accessioned(T1), stored(T1, at('A1')))
      .when(rescan(tubes, [['A1', T1, 'store']]))
      .refuses({ type: 'RescanOvertaken', container: 'BX-1' })
  })

  test('so is a missing tube that is out by now', () => {
    given(lab, accessioned(T2), stored(T2, at('A2')), checkedOut(T2, at('A2')))
      .when(rescan([], [], [T2]))
      .refuses({ type: 'RescanOvertaken' })
  })

  test('a position that the box does not have', () => {
    given(lab)
      .when(rescan([{ index: 81, code: 'X' }]))
      .refuses({ type: 'NotAPosition' })
  })
})

describe('RSC-6 a tube is put only where no other one is claimed to be', () => {
  const past = [accessioned(T1), accessioned(T2), stored(T2, at('A1'))]
  const tubes = [seen('A1', codeOf(T1))]

  test('refused while the recorded one keeps its position', () => {
    given(lab, past)
      .when(rescan(tubes, [['A1', T1, 'store']]))
      .refuses({ type: 'PlaceTaken', by: codeOf(T2) })
  })

  test('allowed where that one is confirmed as missing, which does not write the position a second time', () => {
    given(lab, past)
      .when(rescan(tubes, [['A1', T1, 'store']], [T2]))
      .brings(read(tubes), missed(T2, 'A1', false), stored(T1, at('A1')))
  })
})

describe('RSC-7 a missing tube', () => {
  const past = () => given(lab, accessioned(T1), stored(T1, at('A1'))).after(rescan([], [], [T1]))

  test('has no place, and nobody has it; its position is free', () => {
    const world = past().ledger.world()
    expect(world.tube(T1)).toMatchObject([{ state: 'missing', at: null, holder: null }])
    expect(world.occupants(at('A1'))).toEqual([])
  })

  test('is found by being stored', () => {
    past()
      .when(ask('store', { specimen: T1, at: at('B2') }))
      .brings(stored(T1, at('B2')))
  })

  test('is not taken out of a place that it does not have', () => {
    past()
      .when(ask('checkOut', { specimen: T1, reason: null }))
      .refuses({ type: 'NotStored' })
  })

  test('missed at one bench and moved at another, it is a dispute and not forgotten', () => {
    const both = given(lab, accessioned(T1), stored(T1, at('A1'))).afterApart(
      [rescan([], [], [T1])],
      [ask('move', { specimen: T1, at: at('C3') }, testId('c', 2))],
    )
    expect(both.ledger.world().tube(T1)).toHaveLength(2)
  })
})

test('RSC-8 a rescan is not undone as a whole', () => {
  given(lab, accessioned(T1), stored(T1, at('A1')))
    .after(rescan([], [], [T1]))
    .when(ask('undo', { command: testId('c', 1) }, testId('c', 9)))
    .refuses({ type: 'NothingToUndo' })
})

test('RSC-2 whatever was read, once all of it is confirmed the box reads as recorded', () => {
  const TUBES = [T1, T2, T3, T4]
  const positions = fc.constantFrom('A1', 'A2', 'A3', 'B1', 'B2')
  const placing = fc.array(
    fc.record({ tube: fc.constantFrom(...TUBES), name: positions, other: fc.boolean() }),
    { maxLength: 4 },
  )
  const reading = fc.uniqueArray(fc.record({ tube: fc.constantFrom(...TUBES), name: positions }), {
    selector: ({ name }) => name,
  })
  fc.assert(
    fc.property(placing, reading, (placed, tubesRead) => {
      const past = given(
        lab,
        TUBES.map((tube) => accessioned(tube)),
      )
      for (const { tube, name, other } of placed) {
        const to = at(name, other ? OTHER_BOX : BOX)
        const world = past.ledger.world()
        const isFree = world.occupants(to).length === 0
        if (isFree && !world.tube(tube).at(-1)?.at)
          past.after(ask('store', { specimen: tube, at: to }))
      }
      const tubes = tubesRead.map(({ tube, name }) => seen(name, codeOf(tube)))
      const { cells } = diff(past, tubes)
      const lost = cells.flatMap(({ recorded }) =>
        recorded.flatMap(({ specimen, isMissing }) => (isMissing ? [specimen] : [])),
      )
      const repairs = cells.flatMap(({ index, specimen, repair }) =>
        specimen && repair ? [{ index, specimen, repair }] : [],
      )
      const command = { ...rescan(tubes, [], lost), repairs } as ReturnType<typeof rescan>
      past.after(command)
      const left = diff(past, tubes).cells.map(({ finding }) => finding)
      expect(left.filter((one) => !['filled', 'empty', 'duplicate'].includes(one))).toEqual([])
    }),
    { numRuns: 200 },
  )
})
