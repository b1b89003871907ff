import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readRackText } from '#shared/scan/rack/file.ts'
import { type RackLayout, rackLayout, readByLayout } from '#shared/scan/rack/layout.ts'
import { type LearnProposal, learnLayout } from '#shared/scan/rack/learn.ts'
import type { RackTube } from '#shared/scan/rack/read.ts'
import { type WrittenFile, writtenFile } from '../../../support/rack/written-layouts.ts'

/** The same files in every run, unless more are asked for: then others each time. */
const MANY = process.env.RUNS
const RUNS = MANY ? { numRuns: Number(MANY) } : { numRuns: 150, seed: 26 }

const proposals = (text: string): readonly LearnProposal[] => {
  const learnt = learnLayout(text)
  return learnt.ok ? learnt.value : []
}

/** What a person who knows the scanner makes of the proposals; null where they cannot say it. */
function confirmed(file: WrittenFile): RackLayout | null {
  const one = proposals(file.text).find(
    ({ layout }) =>
      layout.code === file.code &&
      JSON.stringify(Object.values(layout.position)) === JSON.stringify(file.position),
  )
  if (!one) return null
  const rack = one.racks.find(({ value }) => value === file.rack)
  if (file.rack !== null && !rack) return null
  // A word that is known to mean another thing cannot be taught.
  const is = (word: string) =>
    word === file.noTube ? 'no-tube' : word === file.noRead ? 'no-read' : 'code'
  const words = (meaning: string) =>
    one.words.filter(({ word }) => is(word) === meaning).map(({ word }) => word)
  return {
    ...one.layout,
    name: 'our scanner',
    rack: rack?.rack ?? null,
    ...{ noTube: words('no-tube'), noRead: words('no-read') },
  }
}

describe('a layout that is learnt from a file', () => {
  test('reads that file as its scanner meant it, or is refused', () => {
    let learnt = 0
    fc.assert(
      fc.property(writtenFile, (file) => {
        const layout = confirmed(file)
        if (!layout) return
        const read = readByLayout(file.text, rackLayout.parse(layout))
        if (!read?.ok) return expect(file.tubes).toEqual([])
        learnt += 1
        expect(read.value.tubes).toEqual(file.tubes)
        expect(read.value.rack).toBe(file.rack)
        expect(read.value.by).toEqual({ kind: 'learnt', name: 'our scanner' })
        // What was taught comes before what is known.
        expect(readRackText(file.text, [layout])).toEqual(read)
      }),
      RUNS,
    )
    // Most files are long enough to be learnt: the property is not true of nothing.
    expect(learnt).toBeGreaterThan(RUNS.numRuns / 2)
  })

  test('where only one way is proposed and nothing is open, that way is the right one', () => {
    fc.assert(
      fc.property(writtenFile, (file) => {
        const [one, ...others] = proposals(file.text)
        const isOpen =
          !one || others.length > 0 || one.words.some(({ meaning }) => meaning === null)
        const isRackOpen = one && one.racks.length > 0 && one.layout.rack === null
        if (isOpen || isRackOpen) return
        const read = readByLayout(file.text, { ...one.layout, name: 'x' })
        expect(read?.ok && read.value.tubes).toEqual(file.tubes)
      }),
      RUNS,
    )
  })

  test('what is read without being taught is read as meant, or refused', () => {
    fc.assert(
      fc.property(writtenFile, (file) => {
        const read = readRackText(file.text)
        if (!read.ok) return
        // One line of three cells is RACK,A1,CODE by agreement: nothing in it could say otherwise.
        if (file.text.trim().split('\n').length < 2) return
        const words = new Set([file.noTube, file.noRead])
        const isKnown = read.value.tubes.every(({ code }) => code === null || !words.has(code))
        if (!isKnown) return
        const coded = (tubes: readonly RackTube[]) => tubes.filter(({ code }) => code !== null)
        expect(coded(read.value.tubes)).toEqual(coded(file.tubes))
        // A place may be taken for a tube that was not read, never a tube for an empty place.
        const places = new Set(read.value.tubes.map(({ position }) => position))
        expect(file.tubes.filter(({ position }) => !places.has(position))).toEqual([])
      }),
      RUNS,
    )
  })

  const SAMPLE =
    'Platte: 0098\nNr;Ort;Röhrchen;Volumen\n1;A1;0034998087;1.5\n2;A2;LEER;1.5\n3;A3;LEER;1.5\n4;A4;1034998088;1.5\n'

  test('shows what speaks for it', () => {
    const [first] = proposals(SAMPLE)
    expect(first).toMatchObject({
      layout: { delimiter: ';', above: 2, columns: 4, position: { column: 1 }, code: 2 },
      lines: 4,
      position: [{ column: 1, name: 'Ort', examples: ['A1', 'A2', 'A3', 'A4'] }],
      code: { column: 2, name: 'Röhrchen', examples: ['0034998087', 'LEER', '1034998088'] },
      words: [{ word: 'LEER', count: 2, meaning: null }],
    })
  })

  test('reads the next file of that scanner, and none of another one', () => {
    const [first] = proposals(SAMPLE)
    const layout = { ...first!.layout, name: 'ours', noTube: ['LEER'] }
    const next = SAMPLE.replace('0034998087', '0000000001').replace('3;A3;LEER', '3;A3;0000000002')
    expect(readRackText(next, [layout])).toMatchObject({
      ok: true,
      value: { tubes: [{ code: '0000000001' }, { position: 'A3' }, { code: '1034998088' }] },
    })
    const other = next.replace('Ort;Röhrchen', 'Ort;Probe')
    expect(readByLayout(other, layout)).toBeNull()
    expect(readByLayout('A1,AB10000001\nB1,AB10000002\n', layout)).toBeNull()
    expect(readByLayout(next.replace('4;A4', '4;A0'), layout)).toMatchObject({
      error: { type: 'BadPosition', line: 6 },
    })
  })

  test.each([
    ['prose', 'Dear colleague,\nthe rack\nis in the post', 'NoPositions'],
    ['too few lines', 'A1;X1\nA2;X2', 'NoPositions'],
    ['positions that come twice', 'A1;ZZ1001\nA1;ZZ1002\nA2;ZZ1003', 'NoPositions'],
    [
      'more lines than a rack has positions',
      `x;y\n${'A1;ZZ1001\n'.repeat(200_000)}`,
      'NoPositions',
    ],
    ['more columns than a layout may have', `A1${',B1'.repeat(900)}\n`.repeat(700), 'NoPositions'],
    ['one word everywhere', 'A1;serum\nA2;serum\nA3;serum', 'NoCodes'],
  ])('is not proposed for %s', (_, text, type) => {
    expect(learnLayout(text)).toEqual({ ok: false, error: { type } })
  })
})
