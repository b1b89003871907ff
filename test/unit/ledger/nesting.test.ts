import { expect, test } from 'vitest'
import { nesting } from '#shared/ledger/nesting.ts'

test('counts how deeply lists and objects lie within each other', () => {
  expect(nesting('1')).toBe(0)
  expect(nesting('{"a":[{"b":[]},[]]}')).toBe(4)
  expect(nesting('['.repeat(10_000))).toBe(10_000)
})

test('what stands in quotation marks does not nest', () => {
  expect(nesting('["[[[{"]')).toBe(1)
  expect(nesting(String.raw`["\"[[", "\\", [], "\\\"["]`)).toBe(2)
  expect(nesting(String.raw`["\\"[[`)).toBe(3)
  expect(nesting('["[[')).toBe(1)
  expect(nesting('["\\')).toBe(1)
})
