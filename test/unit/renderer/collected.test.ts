import { expect, test } from 'vitest'
import { collectedAt, localTime } from '../../../renderer/screens/accession/collected.ts'

const NOW = Date.UTC(2026, 5, 12, 12, 22, 41)

test('now is the moment of registration, unknown is null', () => {
  expect(collectedAt({ is: 'now' }, NOW)).toBe(NOW)
  expect(collectedAt({ is: 'unknown' }, NOW)).toBeNull()
})

test('a time on the wall is kept to the second', () => {
  expect(collectedAt({ is: 'at', local: localTime(NOW) }, 0)).toBe(NOW)
})

test('an incomplete time is none: the form cannot be sent', () => {
  expect(collectedAt({ is: 'at', local: '' }, NOW)).toBeUndefined()
})
