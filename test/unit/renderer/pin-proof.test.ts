import { describe, expect, test } from 'vitest'
import { proofOf } from '../../../renderer/screens/settings/pin-proof.ts'

describe('what shows who asks for another PIN', () => {
  test('is the badge that was scanned, before any digits', () => {
    expect(proofOf('', 'FKB-1')).toEqual({ badge: 'FKB-1' })
    expect(proofOf('1234', 'FKB-1')).toEqual({ badge: 'FKB-1' })
  })

  test('is the present PIN where no badge was scanned', () => {
    expect(proofOf('1234', undefined)).toEqual({ pin: '1234' })
  })

  test.each(['', '123', '12a4', '1234567890123'])('is nothing for %j', (present) => {
    expect(proofOf(present, undefined)).toBeUndefined()
  })
})
