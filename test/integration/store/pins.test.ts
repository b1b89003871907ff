import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { openReader, type WriteDb } from '../../../electron/store/open.ts'
import { checkPin, forgiveTries } from '../../../electron/store/pins.ts'
import { BOX, IDA, MARC, specimenData, T1 } from '../../support/domain/facts.ts'
import { CommonOrder } from '../../support/store/common-order.ts'
import { badgeOf, TestBench } from '../../support/store/test-bench.ts'

let bench: TestBench

beforeEach(() => {
  bench = new TestBench().found()
  bench.writer.setPin(IDA, '1111')
})
afterEach(() => bench.remove())

const enter = (pin: string, person = IDA) => {
  const done = bench.writer.checkPin(person, pin)
  return done.ok ? 'in' : done.error
}

describe('a PIN', () => {
  test('opens the account of the one whose it is', () => {
    expect(bench.writer.checkPin(IDA, '1111')).toEqual({
      ok: true,
      value: { person: IDA, name: 'Ida', role: 'technician' },
    })
    expect(enter('1111', MARC)).toEqual({ type: 'NoPin' })
  })

  test('stands neither in the ledger nor anywhere on the disk as it is', () => {
    bench.writer.setPin(IDA, '918273645546')
    expect(JSON.stringify(bench.column('SELECT body FROM event'))).not.toContain('918273645546')
    const [row] = bench.rows<{ salt: Uint8Array; hash: Uint8Array }>('SELECT * FROM pin')
    expect([row!.salt.length, row!.hash.length]).toEqual([16, 32])
    expect(Buffer.from(row!.hash).toString('latin1')).not.toContain('918273645546')
  })

  test('of two people who chose the same have nothing in common', () => {
    bench.writer.setPin(MARC, '1111')
    const [one, two] = bench.column<Uint8Array>('SELECT hash FROM pin')
    expect(one).not.toEqual(two)
  })
})

describe('wrong PINs', () => {
  test('are counted down, and a right one forgets them', () => {
    expect([enter('0000'), enter('0000')]).toEqual([
      { type: 'WrongPin', triesLeft: 4 },
      { type: 'WrongPin', triesLeft: 3 },
    ])
    expect(enter('1111')).toBe('in')
    expect(enter('0000')).toEqual({ type: 'WrongPin', triesLeft: 4 })
  })

  test('are counted on the disk: a restart and another clock forget none', () => {
    for (let n = 0; n < 3; n++) enter('0000')
    bench.restart()
    bench.clock.at += 1e12
    expect(enter('0000')).toEqual({ type: 'WrongPin', triesLeft: 1 })
    expect(enter('0000')).toEqual({ type: 'BadgeNeeded' })
    bench.restart()
    expect(enter('1111')).toEqual({ type: 'BadgeNeeded' })
  })

  test('after five only the badge opens the account, and it forgives', () => {
    for (let n = 0; n < 5; n++) enter('0000')
    expect(enter('1111')).toEqual({ type: 'BadgeNeeded' })
    expect(bench.writer.badge(badgeOf('Marc'))).toMatchObject({ value: { person: MARC } })
    expect(enter('1111')).toEqual({ type: 'BadgeNeeded' })
    expect(bench.writer.badge(badgeOf('Ida'))).toMatchObject({ value: { person: IDA } })
    expect(enter('1111')).toBe('in')
  })

  test('of one person do not close the account of another', () => {
    bench.writer.setPin(MARC, '2222')
    for (let n = 0; n < 5; n++) enter('0000')
    expect(enter('2222', MARC)).toBe('in')
  })
})

describe('a badge', () => {
  test('that nobody has opens nothing', () => {
    const unknown = { ok: false, error: { type: 'UnknownBadge' } }
    expect(bench.writer.badge('BADGE-NOBODY')).toEqual(unknown)
    expect(bench.writer.badge(badgeOf('Ida').toLowerCase())).toEqual(unknown)
  })

  test('is kept as a digest that belongs to this site alone', () => {
    const all = JSON.stringify(bench.column('SELECT body FROM event'))
    expect(all).not.toContain(badgeOf('Ida'))
    const digest = bench.column<string>(
      "SELECT json_extract(body, '$.data.badge') FROM event WHERE body LIKE '%\"Ida\"%'",
    )
    expect(digest).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)])
  })

  test('of a new person is known at once', () => {
    const given = { person: bench.newId(), name: 'Nils', role: 'technician', badge: 'N-1' } as const
    const by = { ...bench.by(), actor: MARC }
    expect(bench.writer.addPerson(by, given).ok).toBe(true)
    expect(bench.writer.badge('N-1')).toMatchObject({ value: { name: 'Nils' } })
    expect(bench.writer.addPerson(bench.by(), { ...given, person: bench.newId() })).toMatchObject({
      error: { type: 'NotAllowed' },
    })
  })

  test('DIR-5 that two benches apart gave to two people signs neither in, and is no tube', () => {
    const other = new TestBench('2')
    onTestFinished(() => other.remove())
    other.writer.join(bench.writer.facts().stream!, 2, 'Bench 2')
    const order = new CommonOrder()
    order.exchange(bench, other)
    order.exchange(bench, other)
    for (const [at, name] of [
      [bench, 'Nils'],
      [other, 'Olga'],
    ] as const) {
      const given = { person: at.newId(), name, role: 'technician', badge: 'N-1' } as const
      expect(at.writer.addPerson({ ...at.by(), actor: MARC }, given).ok).toBe(true)
      expect(at.writer.badge('N-1')).toMatchObject({ value: { name } })
    }
    order.exchange(bench, other)
    order.exchange(bench, other)
    for (const at of [bench, other]) {
      expect(at.writer.badge('N-1')).toEqual({ ok: false, error: { type: 'AmbiguousBadge' } })
      expect(at.reader.resolve('N-1', null)).toMatchObject({
        kind: 'person',
        name: expect.stringMatching(/^(Nils, Olga|Olga, Nils)$/),
      })
    }
  })

  test('DIR-6 has no code that names a tube or a box', () => {
    bench.box(BOX, 'BX-1')
    bench.act('accession', specimenData(T1, { code: 'FX1' }))
    const add = (badge: string) =>
      bench.writer.addPerson(
        { ...bench.by(), actor: MARC },
        { person: bench.newId(), name: 'Nils', role: 'technician', badge },
      )
    expect(add('FX1')).toMatchObject({ error: { type: 'CodeTaken', by: 'specimen' } })
    expect(add('BX-1')).toMatchObject({ error: { type: 'CodeTaken', by: 'container' } })
    expect(add('FX2').ok).toBe(true)
  })
})

test('on a ledger that is only read, people sign in, and wrong PINs are counted all the same', () => {
  const db = openReader(bench.file) as WriteDb
  onTestFinished(() => void db.close())
  const tryIn = (pin: string) => {
    const done = checkPin(db, IDA, pin)
    return done.ok ? 'in' : done.error.type
  }
  expect([tryIn('1111'), ...Array.from({ length: 5 }, () => tryIn('0000'))]).toEqual([
    'in',
    ...Array(4).fill('WrongPin'),
    'BadgeNeeded',
  ])
  expect(tryIn('1111')).toBe('BadgeNeeded')
  forgiveTries(db, IDA)
  expect(tryIn('1111')).toBe('in')
})
