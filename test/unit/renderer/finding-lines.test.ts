import { describe, expect, test } from 'vitest'
import type { ImportCheck, ImportFinding } from '#shared/contract/imports.ts'
import { linesOf, nextKey } from '../../../renderer/screens/import/finding-lines.ts'

const finding = (line: number, type: ImportFinding['type'], value = ''): ImportFinding => ({
  ...{ line, field: 'code', value, type },
})
const checked = (errors: ImportFinding[], notes: ImportFinding[] = []): ImportCheck => ({
  ...{ rows: 9, accepted: 0, rejected: 9, leftOut: 0, specimens: 0, donorsReplaced: 0 },
  ...{ errors, errorCount: errors.length, notes, noteCount: notes.length },
  ...{ words: [], repaired: [], repairedCount: 0 },
})

describe('IMP-16 from one finding to the next', () => {
  const before = linesOf(
    checked(
      [
        finding(2, 'bad-code'),
        finding(3, 'code-twice'),
        finding(3, 'code-taken'),
        finding(5, 'bad-code'),
      ],
      [finding(4, 'unknown-parent')],
    ),
  )
  const key = (n: number) => before[n]!.key

  test('each has a key of its own, which it keeps while others are mended', () => {
    expect(new Set(before.map((one) => one.key)).size).toBe(5)
    const after = linesOf(checked([finding(5, 'bad-code', 'other')]))
    expect(after[0]!.key).toBe(key(3))
  })

  test('goes on behind it, past what was mended with it', () => {
    const after = linesOf(checked([finding(5, 'bad-code')]))
    expect(nextKey(before, after, key(0))).toBe(key(3))
  })

  test('goes back before it', () => {
    expect(nextKey(before, before, key(3), true)).toBe(key(2))
    expect(nextKey(before, before, key(0), true)).toBeNull()
  })

  test('goes nowhere where only notes are left', () => {
    expect(nextKey(before, linesOf(checked([], [finding(4, 'unknown-parent')])), key(3))).toBeNull()
  })
})
