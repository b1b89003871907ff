import { describe, expect, test } from 'vitest'
import { piecesOf } from '../../../electron/store/imports/pieces.ts'
import { readRecords } from '../../../electron/store/imports/table.ts'

const ROW = `"a ""quoted"" cell, and
another line of it",${'x'.repeat(200)}\n`
const LARGE = `first,second\n${ROW.repeat(25_000)}`

describe('IMP-17 a large table is read piece by piece', () => {
  test('of which each begins with a row, quoted line ends or not', () => {
    const pieces = [...piecesOf(LARGE, false)]
    expect(pieces.length).toBeGreaterThan(2)
    expect(pieces.map(({ text }) => text).join('')).toBe(LARGE)
    for (const { text } of pieces.slice(1)) expect(text.startsWith('"a ""quoted""')).toBe(true)
    expect(pieces[1]!.linesBefore).toBe(pieces[0]!.text.split('\n').length - 1)
  })

  test('and every row has the line where it begins', () => {
    const read = readRecords(LARGE)
    if (!read.ok) throw new Error(read.error.type)
    expect(read.value.rows).toHaveLength(25_001)
    expect(new Set(read.value.rows.slice(1).map(([cell]) => cell)).size).toBe(1)
    expect(read.value.lines.slice(0, 3)).toEqual([1, 2, 4])
    expect(read.value.lines.at(-1)).toBe(2 + 24_999 * 2)
  })

  test('but one whose quotes may be letters stays whole', () => {
    expect([...piecesOf(LARGE, true)]).toHaveLength(1)
    expect([...piecesOf(LARGE.replaceAll('"', ''), true)].length).toBeGreaterThan(2)
  })

  test('a quote that never ends is still found', () => {
    expect(readRecords(`${LARGE}"open,x\n`)).toMatchObject({ error: { type: 'NotATable' } })
  })
})
