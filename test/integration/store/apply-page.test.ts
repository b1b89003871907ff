import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { EventBody } from '#shared/ledger/body.ts'
import { envelopeHash } from '#shared/ledger/envelope.ts'
import type { PulledPage } from '../../../electron/store/sync/apply.ts'
import {
  accessioned,
  at,
  BOX,
  moved,
  SITE,
  specimenData,
  stored,
  T1,
  T2,
} from '../../support/domain/facts.ts'
import { derivedOf } from '../../support/store/derived.ts'
import { firstPage, foreignBody } from '../../support/store/foreign.ts'
import { linksOf } from '../../support/store/links.ts'
import { TestBench } from '../../support/store/test-bench.ts'
import { EPOCH, sha256, TestChain, testId } from '../../support/sync/events.ts'

let bench: TestBench
let chain: TestChain

beforeEach(() => {
  bench = new TestBench().found().box(BOX, 'BX-1')
  chain = new TestChain(testId('9', 1), 1, SITE)
})
afterEach(() => bench.remove())

const TUBE = `tube:${T1}`

/** Another bench registers a tube, puts it into B3 and moves it. */
function threeEvents(): PulledPage {
  const seen = (n: number): Partial<EventBody> => ({ base: { [TUBE]: [testId('f', n)] } })
  chain.write(foreignBody(accessioned(T1), 1))
  chain.write(foreignBody(stored(T1, at('B3')), 2, seen(1)))
  chain.write(foreignBody(moved(T1, at('B3'), at('C1')), 3, seen(2)))
  return firstPage(chain.events)
}

const everything = () => ({
  events: bench.rows('SELECT * FROM event'),
  order: bench.rows('SELECT * FROM stream_order'),
  chains: bench.rows('SELECT * FROM chain'),
  cursor: bench.writer.cursor(),
  derived: derivedOf(bench.db),
})

describe('a page of the common order', () => {
  test('is taken in whole: events, order, tables and cursor', () => {
    const page = threeEvents()
    const applied = bench.writer.applyPage(page)
    expect(bench.writer.cursor()).toEqual(page.cursor)
    expect(applied.touched).toEqual(expect.arrayContaining([TUBE, 'code:FX00000001']))
    expect(applied.position).toBe(bench.writer.facts().position)
    expect(bench.reader.specimen(T1)).toMatchObject({
      state: 'stored',
      places: [{ box: 'BX-1', position: 'C1' }],
    })
  })

  test('keeps the text of every body exactly as it was written', () => {
    const odd = foreignBody(accessioned(T1), 1).replace('{"actor"', '{ "later" : 1.50,\n"actor"')
    chain.write(odd)
    bench.writer.applyPage(firstPage(chain.events))
    expect(bench.column('SELECT body FROM event ORDER BY id DESC LIMIT 1')).toEqual([odd])
  })

  test('that is empty changes nothing', () => {
    const before = everything()
    bench.writer.applyPage({ ...firstPage([]), entries: [] })
    expect({ ...everything(), cursor: null }).toEqual({ ...before, cursor: null })
  })

  const change = (page: PulledPage, i: number, entry: object): PulledPage => ({
    ...page,
    entries: page.entries.map((e, n) => (n === i ? { ...e, ...entry } : e)),
  })

  const spoilt: readonly [string, (page: PulledPage) => PulledPage, string][] = [
    [
      'with a gap',
      (page) => ({ ...page, entries: page.entries.toSpliced(1, 1) }),
      'position 3 after 1',
    ],
    [
      'that begins later',
      (page) => ({ ...page, entries: page.entries.slice(1) }),
      'position 2 after 0',
    ],
    [
      'whose order was changed',
      (page) => ({
        ...page,
        entries: [page.entries[0]!, page.entries[2]!, page.entries[1]!].map((entry, i) => ({
          ...entry,
          pos: i + 1,
        })),
      }),
      'running hash',
    ],
    [
      'with a wrong running hash',
      (page) => ({ ...page, cursor: { ...page.cursor, hash: 'a'.repeat(64) } }),
      'running hash',
    ],
    [
      'whose cursor lies beyond it',
      (page) => ({ ...page, cursor: { ...page.cursor, pos: 4 } }),
      'running hash',
    ],
    [
      'with a body that was changed',
      (page) =>
        change(page, 1, {
          envelope: { ...page.entries[1]!.envelope, body: foreignBody(stored(T1, at('I9')), 2) },
        }),
      'covers it',
    ],
    [
      'with an event of no chain that can be',
      (page) => {
        const { hash: _, ...first } = { ...page.entries[0]!.envelope, chain: 'x' }
        const hash = envelopeHash(sha256, first)
        return firstPage([{ ...first, hash }])
      },
      'names a chain',
    ],
  ]

  test.each(spoilt)('%s is refused, and nothing of it is written', (_, spoil, why) => {
    const page = spoil(threeEvents())
    const before = everything()
    expect(() => bench.writer.applyPage(page)).toThrow(why)
    expect(everything()).toEqual(before)
  })

  test('of another epoch is refused, and nothing of it is written', () => {
    bench.writer.applyPage(threeEvents())
    chain.write(foreignBody(accessioned(T2), 4))
    const all = firstPage(chain.events)
    const next = { ...all, entries: all.entries.slice(3) }
    const before = everything()
    expect(() => bench.writer.applyPage({ ...next, epoch: testId('e', 9) })).toThrow('one epoch')
    expect(everything()).toEqual(before)
    bench.writer.applyPage(next)
    expect(bench.writer.cursor()).toEqual(all.cursor)
  })

  test('in which a known event comes once more is refused', () => {
    const page = threeEvents()
    bench.writer.applyPage(page)
    const again = firstPage([...chain.events, chain.events[1]!])
    const next = { ...again, entries: again.entries.slice(3) }
    expect(() => bench.writer.applyPage(next)).toThrow('one position')
  })

  test('that comes twice is refused the second time: the cursor stands behind it', () => {
    const page = threeEvents()
    bench.writer.applyPage(page)
    expect(() => bench.writer.applyPage(page)).toThrow('position 1 after 3')
  })
})

describe('a chain of which the service told a fact under another envelope', () => {
  const gapped = (): PulledPage => {
    chain.write(foreignBody(accessioned(T1), 1))
    chain.write(foreignBody(accessioned(T1), 1, { at: 1 }))
    chain.write(foreignBody(stored(T1, at('B3')), 3, { base: { [TUBE]: [testId('f', 1)] } }))
    chain.write(
      foreignBody(moved(T1, at('B3'), at('C1')), 4, { base: { [TUBE]: [testId('f', 3)] } }),
    )
    return firstPage(chain.events.toSpliced(1, 1))
  }

  test('goes on after the gap, and is derived again to the same', () => {
    bench.writer.applyPage(gapped())
    expect(bench.reader.specimen(T1)).toMatchObject({
      state: 'stored',
      places: [{ position: 'C1' }],
    })
    const live = derivedOf(bench.db)
    bench.writer.rebuild()
    expect(derivedOf(bench.db)).toEqual(live)
  })

  test('keeps its links where it has none missing, and its hashes everywhere', () => {
    const page = gapped()
    const spoil = (i: number, given: object) => {
      const { hash: _, ...rest } = { ...page.entries[i]!.envelope, ...given }
      const spoilt = { ...rest, hash: envelopeHash(sha256, rest) }
      return firstPage(page.entries.map(({ envelope }, n) => (n === i ? spoilt : envelope)))
    }
    const before = everything()
    const untrue = { ...page.entries[1]!.envelope, body: '{}' }
    const forged = firstPage(page.entries.map(({ envelope }, n) => (n === 1 ? untrue : envelope)))
    expect(() => bench.writer.applyPage(forged)).toThrow('covers it')
    expect(everything()).toEqual(before)
    // The last event does not follow the one before it: it is the link of a branch.
    bench.writer.applyPage(spoil(2, { prev: 'b'.repeat(64) }))
    expect(linksOf(bench, chain.name)).toEqual([1, 3])
    expect(linksOf(bench, `${chain.name}#2`)).toEqual([4])
  })

  test('is filled where what was missing comes late', () => {
    const page = gapped()
    bench.writer.applyPage(page)
    const late = firstPage([...page.entries.map(({ envelope }) => envelope), chain.events[1]!])
    bench.writer.applyPage({ ...late, entries: late.entries.slice(3) })
    expect(linksOf(bench, chain.name)).toEqual([1, 2, 3, 4])
  })
})

describe('an event that this version cannot read', () => {
  const later: readonly [string, Partial<EventBody>][] = [
    ['of a type that is not known', { type: 'specimen.beamed' }],
    ['of a higher version', { v: 2 }],
    ['whose data has another form', { data: { specimen: T1, where: 'B3' } }],
    ['named like a part of the language', { type: 'constructor.x' }],
  ]

  test.each(later)('%s is kept, ordered and not applied, and marks its entities', (_, more) => {
    const seen = { base: { [TUBE]: [testId('f', 1)] } }
    chain.write(foreignBody(accessioned(T1), 1))
    chain.write(foreignBody(stored(T1, at('B3')), 2, { ...seen, ...more }))
    bench.writer.applyPage(firstPage(chain.events))
    expect(bench.column('SELECT count(*) FROM stream_order')).toEqual([2])
    expect(bench.column('SELECT body FROM event ORDER BY id DESC LIMIT 1')).toEqual([
      chain.events[1]!.body,
    ])
    expect(bench.reader.specimen(T1)!.state).toBe('unplaced')
    expect(heads(TUBE)).toMatchObject([{ uid: testId('f', 2), unread: true }])
    expect(bench.reader.specimen(T1)!.custody[0]).toMatchObject({ type: 'other' })
    const live = derivedOf(bench.db)
    bench.writer.rebuild()
    expect(derivedOf(bench.db)).toEqual(live)
  })

  test.each([
    ['is no JSON', '{"uid":'],
    ['is a list', '[]'],
    ['names no identity', '{"ents":["tube:x"]}'],
    ['nests beyond all measure', `${'['.repeat(5_000)}${']'.repeat(5_000)}`],
    ['has an act without a time', foreignBody(accessioned(T1), 1).replace(/"at":\d+,/, '')],
  ])('because its body %s hinders nobody', (_, body) => {
    chain.write(body)
    chain.write(foreignBody(accessioned(T2), 2))
    bench.writer.applyPage(firstPage(chain.events))
    expect(bench.reader.specimen(T2)!.state).toBe('unplaced')
    expect(bench.reader.specimen(T1)).toBeNull()
    const live = derivedOf(bench.db)
    bench.writer.rebuild()
    expect(derivedOf(bench.db)).toEqual(live)
    expect(() => bench.restart()).not.toThrow()
  })

  test('of an entity that this version does not know is kept under its name', () => {
    chain.write(foreignBody(accessioned(T1), 1, { ents: [TUBE, 'spaceship:x', 'constructor:y'] }))
    bench.writer.applyPage(firstPage(chain.events))
    expect(heads('spaceship:x')).toEqual([{ uid: testId('f', 1), claim: null, unread: true }])
  })

  test('with an identity that is taken does not displace the one that has it', () => {
    bench.act('takeIn', { ...specimenData(T2), at: at('A1') })
    const [uid] = bench.column<string>('SELECT uid FROM event ORDER BY id DESC LIMIT 1')
    chain.write(foreignBody(accessioned(T1), 1, { uid: uid! }))
    bench.writer.applyPage(firstPage(chain.events))
    expect(bench.reader.specimen(T2)!.state).toBe('stored')
    expect(bench.column('SELECT count(*) FROM event WHERE uid = ?', uid)).toEqual([1])
  })

  const heads = (name: string) =>
    JSON.parse(bench.column<string>('SELECT heads FROM entity WHERE name = ?', name)[0]!)
})

describe('the cursor', () => {
  test('is none before the first contact, and then survives a restart', () => {
    expect(bench.writer.cursor()).toBeNull()
    const page = threeEvents()
    bench.writer.applyPage(page)
    bench.restart()
    expect(bench.writer.cursor()).toEqual(page.cursor)
  })

  test('stands in what is recorded from then on', () => {
    bench.writer.applyPage(threeEvents())
    bench.act('takeIn', { ...specimenData(T2), at: at('A1') })
    const [body] = bench.column<string>('SELECT body FROM event ORDER BY id DESC LIMIT 1')
    expect(JSON.parse(body!).seen).toEqual([EPOCH, 3])
  })
})
