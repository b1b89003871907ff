import { describe, expect, test } from 'vitest'
import { type Anchor, checkAnchor, type LedgerEnd } from '#shared/ledger/anchor.ts'
import { NO_HASH } from '#shared/ledger/envelope.ts'

const anchor: Anchor = {
  n: 3,
  chain: '',
  seq: 0,
  hash: NO_HASH,
  events: 4,
  epoch: 'first',
  pos: 4,
  running: '1'.repeat(64),
}

const endOf = (epoch: string, pos: number): LedgerEnd => ({
  events: 4,
  hashAt: () => null,
  lastSeq: () => 0,
  epoch,
  pos,
  runningAt: (at) => (at <= pos ? anchor.running : null),
})

describe('the common order that an anchor names', () => {
  test('is there', () => {
    expect(checkAnchor(anchor, endOf('first', 4))).toEqual([])
    expect(checkAnchor(anchor, endOf('first', 9))).toEqual([])
  })

  test('is missed where it is gone, and with it the name that it had', () => {
    const missing = [{ type: 'OrderMissing', have: 0, to: 4 }]
    expect(checkAnchor(anchor, endOf('first', 0))).toEqual(missing)
    expect(checkAnchor(anchor, endOf('', 0))).toEqual(missing)
    expect(checkAnchor({ ...anchor, epoch: '' }, endOf('first', 0))).toEqual(missing)
  })

  test('is not asked for of a ledger that has another one', () => {
    expect(checkAnchor(anchor, endOf('second', 0))).toEqual([])
  })
})
