import { describe, expect, test } from 'vitest'
import { readManifest } from '../../../electron/store/imports/manifest.ts'

const utc = () => 0
function manifestOf(text: string) {
  const read = readManifest(text, utc)
  if (!read.ok) throw new Error(read.error.type)
  return read.value
}

describe("a supplier's list of what it sends", () => {
  test('is read with its header, and what it says of a tube', () => {
    const { rows, findings } = manifestOf(
      'Barcode;Probenart;Entnahmedatum;Volumen;Position\nFX0012;Serum;31.12.2025;0,5 ml;a1\n',
    )
    expect(findings).toEqual([])
    expect(rows).toEqual([
      {
        line: 2,
        code: 'FX0012',
        material: 'serum',
        tubeType: null,
        collectedAt: Date.UTC(2025, 11, 31),
        nanolitres: 500_000,
        box: null,
        position: 'a1',
      },
    ])
  })

  test('IMP-5 of 5,000 tubes, with a byte order mark, quoted line ends and the line ends of another system', () => {
    const tubes = Array.from(
      { length: 5_000 },
      (_, n) => `UM${n};"Plasma";"Kit ${n}\r\nlot 7; ""A"""`,
    )
    const { rows, findings } = manifestOf(`\uFEFFBarcode;Material;Remark\r\n${tubes.join('\r\n')}`)
    expect(rows).toHaveLength(5_000)
    expect(rows.at(-1)).toMatchObject({ code: 'UM4999', material: 'plasma', line: 10_000 })
    expect(findings).toEqual([])
  })

  test.each([
    ['of nothing', '', 'Empty'],
    ['of a mark alone', '\uFEFF \r\n', 'Empty'],
    ['of one endless line', 'x'.repeat(30_000_000), 'NotATable'],
    ['of one endless row', 'a,'.repeat(400_000), 'NotATable'],
    [
      'of a quotation mark that stays open',
      `Barcode,Type\n"FX1,Plasma\n${'FX2,Serum\n'.repeat(200_000)}`,
      'NotATable',
    ],
    ['of more columns than a table has', `${'a,'.repeat(1_200)}b\n1,2\n`, 'NotATable'],
  ])('IMP-19 a text %s is no list', (_, text, type) => {
    expect(readManifest(text, utc)).toMatchObject({ ok: false, error: { type } })
  })

  test('IMP-14 is read without a header, by its values', () => {
    const { columns, taken, rows } = manifestOf('A1,FX0012\nA2,NO READ\nA3,FX0014\n')
    expect(columns).toEqual(['#1', '#2'])
    expect(taken).toEqual({ position: 0, code: 1 })
    expect(rows.map(({ line, code, position }) => [line, code, position])).toEqual([
      [1, 'FX0012', 'A1'],
      [3, 'FX0014', 'A3'],
    ])
  })

  test('IMP-8 IMP-12 never takes a donor or a person', () => {
    const { taken, rows } = manifestOf('Barcode,PPID,Last Name,Type\nFX0012,P-1,Berg,Serum\n')
    expect(taken).toEqual({ code: 0, material: 3 })
    expect(JSON.stringify(rows)).not.toMatch(/Berg|P-1/)
  })

  test('goes on past what is wrong in it, and says it', () => {
    const { rows, findings } = manifestOf(
      'Barcode,Type,Collected\nFX1,gold,01/02/2025\n,Serum,\nFX1,Serum,\nFX2,Serum,2025\n',
    )
    expect(rows.map(({ code, material, collectedAt }) => [code, material, collectedAt])).toEqual([
      ['FX1', null, null],
      ['FX2', 'serum', null],
    ])
    expect(findings.map(({ line, type }) => [line, type])).toEqual([
      [2, 'unknown-material'],
      [2, 'ambiguous-date'],
      [3, 'missing-code'],
      [4, 'code-twice'],
      [5, 'ambiguous-date'],
    ])
  })

  test('without a column of codes gives none, and says so by what it took', () => {
    const { rows, taken } = manifestOf('Colour,Type\nred,Serum\n')
    expect([rows, taken.code]).toEqual([[], undefined])
  })

  test('that is no table is refused', () => {
    expect(readManifest('', utc)).toMatchObject({ ok: false, error: { type: 'Empty' } })
  })
})
