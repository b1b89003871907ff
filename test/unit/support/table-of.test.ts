import { describe, expect, test } from 'vitest'
import { guessColumns, readTable } from '../../../electron/store/imports/table.ts'
import { TABLE_HEADER, tableOf } from '../../support/imports/table-of.ts'

const rowsOf = (text: string) => {
  const read = readTable(text)
  if (!read.ok) throw new Error(read.error.type)
  return read.value.rows
}

describe('a generated table', () => {
  test('is the same text for the same seed, and another for another', () => {
    expect(tableOf({ rows: 50, seed: 7 })).toBe(tableOf({ rows: 50, seed: 7 }))
    expect(tableOf({ rows: 50, seed: 7 })).not.toBe(tableOf({ rows: 50, seed: 8 }))
  })

  test.each([',', ';', '\t'] as const)('is read back with the delimiter %j', (delimiter) => {
    const read = readTable(tableOf({ rows: 12, delimiter }))
    expect(read.ok && [read.value.delimiter, read.value.rows.length]).toEqual([delimiter, 12])
    expect(read.ok && read.value.columns).toEqual([...TABLE_HEADER])
  })

  test('has every barcode once, and every parent in a row above', () => {
    const seen = new Set<string>()
    for (const [barcode, , , , parent] of rowsOf(tableOf({ rows: 200 }))) {
      expect(seen.has(barcode!)).toBe(false)
      if (parent !== '') expect(seen.has(parent!)).toBe(true)
      seen.add(barcode!)
    }
    expect(seen.size).toBe(200)
  })

  test('does not overlap one that begins where it ends', () => {
    const barcodes = [0, 40].flatMap((first) =>
      rowsOf(tableOf({ rows: 40, first })).map(([b]) => b),
    )
    expect(new Set(barcodes).size).toBe(80)
  })

  test('has columns that the import knows by their names, all but the donors, whom it never guesses', () => {
    const read = readTable(tableOf({ rows: 5 }))
    const guess = read.ok && guessColumns(read.value)
    expect(guess).toEqual({
      code: 0,
      material: 1,
      collectedAt: 2,
      parent: 4,
      tubeType: 5,
      volume: 6,
    })
  })
})
