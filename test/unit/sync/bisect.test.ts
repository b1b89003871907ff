import { describe, expect, test } from 'vitest'
import { NO_HASH } from '#shared/ledger/envelope.ts'
import { err, ok } from '#shared/lib/result.ts'
import { commonPrefix } from '../../../electron/sync/bisect.ts'
import { EPOCH, testId } from '../../support/sync/events.ts'

const hashOf = (pos: number, side: string): string =>
  pos === 0 ? NO_HASH : `${side}${pos}`.padStart(64, '0')

/** Two orders that are the same up to a position, and how often the service was asked. */
async function find(mine: number, theirs: number, same: number) {
  const at = (length: number, side: string) => (positions: readonly number[]) =>
    positions.map((pos) => (pos > length ? null : hashOf(pos, pos <= same ? '' : side)))
  const asked: number[][] = []
  const cursor = (length: number, side: string) => ({
    epoch: EPOCH,
    pos: length,
    hash: at(length, side)([length])[0]!,
  })
  const found = await commonPrefix(
    cursor(mine, 'a'),
    cursor(theirs, 'b'),
    async (positions) => at(mine, 'a')(positions),
    async (positions) => {
      asked.push([...positions])
      return ok({ epoch: EPOCH, hashes: at(theirs, 'b')(positions) })
    },
  )
  return { found, asked }
}

describe('the end of what two orders have in common', () => {
  test.each([
    [100, 100, 100],
    [100, 100, 99],
    [100, 100, 1],
    [100, 100, 0],
    [100, 40, 40],
    [100, 40, 17],
    [40, 100, 40],
    [1, 1, 0],
    [5, 0, 0],
  ])('of %i and %i entries is found at %i', async (mine, theirs, same) => {
    const { found } = await find(mine, theirs, same)
    expect(found).toEqual(ok({ pos: same, hash: hashOf(same, '') }))
  })

  test('is found wherever it lies', async () => {
    for (let same = 0; same <= 300; same++) {
      const { found } = await find(300, 300, same)
      expect(found).toMatchObject({ value: { pos: same } })
    }
  })

  test('of ten million entries takes five questions of at most 64 positions', async () => {
    for (const same of [0, 1, 4_999_999, 9_999_990, 10_000_000]) {
      const { found, asked } = await find(10_000_000, 10_000_000, same)
      expect(found).toMatchObject({ value: { pos: same } })
      expect(asked.length).toBeLessThanOrEqual(5)
      expect(Math.max(...asked.map(({ length }) => length))).toBeLessThanOrEqual(64)
    }
  })

  test('that is near takes two', async () => {
    expect((await find(1_000_000, 1_000_000, 999_995)).asked.length).toBeLessThanOrEqual(2)
  })
})

describe('an answer of no sense is not believed:', () => {
  const mine = { epoch: EPOCH, pos: 8, hash: hashOf(8, 'a') }
  const theirs = { epoch: EPOCH, pos: 8, hash: hashOf(8, 'b') }
  const here = async (positions: readonly number[]) => positions.map((pos) => hashOf(pos, 'a'))

  test.each<[string, (positions: readonly number[]) => (string | null)[], string?]>([
    ['too few hashes', () => []],
    ['another hash at its own end', (positions) => positions.map((pos) => hashOf(pos, 'c'))],
    ['nothing at its own end', (positions) => positions.map(() => null)],
    [
      'the same order again after another one',
      (positions) => positions.map((pos) => hashOf(pos, pos === 7 ? 'a' : 'b')),
    ],
    ['another epoch', (positions) => positions.map((pos) => hashOf(pos, 'b')), testId('e', 9)],
  ])('%s', async (_, hashes, epoch = EPOCH) => {
    const there = async (positions: readonly number[]) => ok({ epoch, hashes: hashes(positions) })
    expect(await commonPrefix(mine, theirs, here, there)).toMatchObject({
      ok: false,
      error: { type: 'NoSense' },
    })
  })

  test('a refusal is passed on', async () => {
    const there = async () => err('busy' as const)
    expect(await commonPrefix(mine, theirs, here, there)).toEqual(err('busy'))
  })
})
