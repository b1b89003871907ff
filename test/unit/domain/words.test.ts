import { describe, expect, test } from 'vitest'
import { command } from '#shared/domain/commands.ts'
import { ENTITY_KINDS, type EntityKind, entity, readEntity } from '#shared/domain/entities.ts'
import { code, id, place, words } from '#shared/domain/words.ts'
import { at, specimenData, T1 } from '../../support/domain/facts.ts'
import { ask } from '../../support/domain/given.ts'

const accepts = (schema: { safeParse(x: unknown): { success: boolean } }, x: unknown) =>
  schema.safeParse(x).success

describe('text that people gave', () => {
  test('is trimmed and made NFC', () => {
    expect(words(40).parse('  Ume\u0061\u030a ')).toBe('Umeå')
  })

  test.each([
    ['nothing', ''],
    ['only spaces', '   '],
    ['NUL', 'a\u0000b'],
    ['a line break', 'a\nb'],
    ['an escape of a terminal', '\u001b[31m'],
    ['a mark that turns the direction', 'a\u202eb'],
    ['an isolate', 'a\u2066b'],
    ['a lone surrogate', 'a\ud800'],
    ['too much', 'x'.repeat(41)],
  ])('is refused with %s in it', (_, text) => {
    expect(accepts(words(40), text)).toBe(false)
  })
})

describe('the text of a barcode', () => {
  test('may have the separator of GS1 in it and no other control', () => {
    expect(accepts(code, '01095011015300031017010219\u001d21x')).toBe(true)
    expect(accepts(code, 'a\u001eb')).toBe(false)
    expect(accepts(code, 'a\tb')).toBe(false)
  })

  test('keeps leading zeros and spaces as they are', () => {
    expect(code.parse('0000123 ')).toBe('0000123 ')
  })

  test('has an end', () => {
    expect([
      accepts(code, 'x'.repeat(256)),
      accepts(code, 'x'.repeat(257)),
      accepts(code, ''),
    ]).toEqual([true, false, false])
  })
})

describe('identifiers and places', () => {
  test.each(['', 'x', T1.replace('0000', 'ABCD'), `${T1} `, `{${T1}}`])(
    '%j is no identifier',
    (text) => {
      expect(accepts(id, text)).toBe(false)
    },
  )

  test.each([-1, 1.5, 10_000, '1'])('index %j is no place', (index) => {
    expect(accepts(place, { container: T1, index })).toBe(false)
  })
})

type Paired = 'position' | 'visit' | 'item'
const isNamedByOne = (kind: EntityKind): kind is Exclude<EntityKind, Paired> =>
  kind !== 'position' && kind !== 'visit' && kind !== 'item'

describe('the names of entities', () => {
  test.each(ENTITY_KINDS.filter(isNamedByOne))('%s is read back', (kind) => {
    const name = entity[kind]('a:b/c')
    expect(readEntity(name)).toEqual({ kind, id: 'a:b/c' })
  })

  test('a visit and an item are named with what they belong to', () => {
    expect(readEntity(entity.visit('a', 'b'))).toEqual({ kind: 'visit', id: 'a/b' })
    expect(readEntity(entity.item('a', 'b:c/d'))).toEqual({ kind: 'item', id: 'a/b:c/d' })
  })

  test('a position is named by its container and its index', () => {
    expect(readEntity(entity.position(at('B3')))).toEqual({
      kind: 'position',
      id: `${at('B3').container}/${at('B3').index}`,
    })
  })

  test('of a kind that is not known yet have no kind', () => {
    expect(readEntity('spaceship:x')).toEqual({ kind: null, id: 'x' })
    expect(readEntity('toString:x')).toEqual({ kind: null, id: 'x' })
  })
})

describe('a command', () => {
  const good = ask('accession', specimenData(T1))

  test('is read as it was meant', () => {
    expect(command.parse(good)).toEqual(
      expect.objectContaining({ type: 'accession', code: 'FX00000001' }),
    )
  })

  test('SPE-8 names a donor by a pseudonym or not at all', () => {
    expect(accepts(command, { ...good, donor: 'D-7K2M-9Q4R' })).toBe(true)
    expect(accepts(command, { ...good, donor: null })).toBe(true)
  })

  test.each([
    ['an unknown type', { type: 'drop' }],
    ['an unknown source', { via: { source: 'psychic', device: '' } }],
    ['a float for a quantity', { nanolitres: 0.5 }],
    ['a quantity below zero', { nanolitres: -1 }],
    ['a donor who has a name', { donor: 'Anna Berg' }],
    ['a donor who has a number', { donor: '19840131-1234' }],
    ['a donor who is almost a pseudonym', { donor: 'd-7k2m-9q4r' }],
    ['a material that is none', { material: 'gold' }],
    ['no code', { code: '' }],
  ])('is refused with %s', (_, bad) => {
    expect(accepts(command, { ...good, ...bad })).toBe(false)
  })
})
