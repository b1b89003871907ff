import { describe, expect, test } from 'vitest'
import { via } from '#shared/domain/commands.ts'
import { canonical } from '#shared/ledger/canonical.ts'

const deviceOf = (device: string): string => via.parse({ source: 'hid', device }).device

describe('the name of a device', () => {
  test.each([
    ['is whole', 'Pistol 1900 (S1)', 'Pistol 1900 (S1)'],
    ['is decomposed', 'Lesegera\u0308t', 'Lesegerät'],
    ['was cut within a character', 'Pistol \ud83d', 'Pistol \ufffd'],
    ['has control characters', 'Pistol\u0000\u0007 1900\u202e', 'Pistol   1900'],
    ['is nothing but those', '\u0000', ''],
  ])('that %s is made fit for the ledger', (_, given, expected) => {
    expect(deviceOf(given)).toBe(expected)
    expect(() => canonical({ device: deviceOf(given) })).not.toThrow()
  })

  test.each(['Lesegera\u0308t', 'Pistol \ud83d'])(
    'would not be written as it came: %j',
    (given) => {
      expect(() => canonical({ device: given })).toThrow('Broken invariant')
    },
  )

  test('is cut where a character ends', () => {
    expect(deviceOf(`${'x'.repeat(119)}\u{1f52c}`)).toBe('x'.repeat(119))
    expect(deviceOf(`${'x'.repeat(118)}\u{1f52c}y`)).toBe(`${'x'.repeat(118)}\u{1f52c}`)
  })
})
