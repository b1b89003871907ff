import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { entity } from '#shared/domain/entities.ts'
import type { Draft } from '#shared/domain/facts.ts'
import type { Sealed } from '#shared/domain/files/facts.ts'
import type { StudyField } from '#shared/domain/study/facts.ts'
import { checkFields, joinFields, readField } from '#shared/domain/study/fields.ts'
import { accessioned, lab, MARC, STUDY, T1 } from '../../../support/domain/facts.ts'
import { apart, ask, given } from '../../../support/domain/given.ts'

const base = { key: 'one', label: 'One', required: false }
const text: StudyField = { ...base, type: 'text' }
const date: StudyField = { ...base, type: 'date' }
const number = (given: Partial<Extract<StudyField, { type: 'number' }>> = {}): StudyField => ({
  ...base,
  type: 'number',
  unit: 'mL',
  decimals: 2,
  min: null,
  max: null,
  ...given,
})
const choice = (...options: string[]): StudyField => ({ ...base, type: 'choice', options })

describe('STU-9 what is written into a field', () => {
  test.each([
    [text, ' Anna ', 'Anna'],
    [text, '', ''],
    [text, 'a\u0000b', 'unfit'],
    [text, 'x'.repeat(501), 'unfit'],
    [{ ...text, required: true }, '  ', 'missing'],
    [number(), '12,5', '12.5'],
    [number(), '12.50', '12.50'],
    [number(), '+007', '7'],
    [number(), '-0,00', '0.00'],
    [number(), '\u22124.2', '-4.2'],
    [number(), '0.1', '0.1'],
    // More digits than a floating number keeps.
    [number({ decimals: 6 }), '123456789012345.000001', '123456789012345.000001'],
    [number(), '12.345', 'unfit'],
    [number({ decimals: 0 }), '1.0', 'unfit'],
    [number(), '1 000', 'unfit'],
    [number(), '1.000,5', 'unfit'],
    [number(), '1e3', 'unfit'],
    [number(), '.5', 'unfit'],
    [number(), 'NaN', 'unfit'],
    [number({ min: 0, max: 10 }), '10', '10'],
    [number({ min: 0, max: 10 }), '10.01', 'unfit'],
    [number({ min: 0 }), '-0.01', 'unfit'],
    [date, '2024-02-29', '2024-02-29'],
    [date, '2026-02-29', 'unfit'],
    [date, '2026-13-01', 'unfit'],
    [date, '24.11.2026', 'unfit'],
    [choice('EDTA', 'Citrate'), 'EDTA', 'EDTA'],
    [choice('EDTA', 'Citrate'), 'citrate', 'Citrate'],
    [choice('EDTA', 'Citrate'), 'heparin', 'unfit'],
    [choice('a', 'A'), 'A', 'A'],
    [choice('Ä', 'ä'), 'a\u0308', 'ä'],
  ] as const)('%j and %j: %s', (field, given, read) => {
    const done = readField(field, given)
    expect(done.ok ? done.value : done.error).toBe(read)
  })

  it('reads again what it has kept, as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789.,-+ ') }), (given) => {
        const once = readField(number(), given)
        if (!once.ok) return
        expect(readField(number(), once.value)).toEqual(once)
      }),
    )
  })

  test('all fields together: the first fault is named as people call the field', () => {
    const fields = [
      { ...text, key: 'name', label: 'Name', required: true },
      number({ key: 'ml', label: 'Volume' }),
    ]
    const read = (values: Record<string, string>) => checkFields(fields, values)
    expect(read({ name: 'x', ml: '1,5', other: 'kept nowhere' })).toEqual({
      ok: true,
      value: { name: 'x', ml: '1.5' },
    })
    expect(read({ name: 'x', ml: '' })).toEqual({ ok: true, value: { name: 'x' } })
    expect(read({ ml: '1' })).toMatchObject({ error: { type: 'FieldMissing', field: 'Name' } })
    expect(read({ name: 'x', ml: 'much' })).toMatchObject({
      error: { type: 'FieldUnfit', field: 'Volume', value: 'much' },
    })
    // What every object has is no value.
    const inherited = checkFields([{ ...text, key: 'constructor' }], {})
    expect(inherited).toEqual({ ok: true, value: {} })
  })
})

describe('STU-10 fields that benches set apart', () => {
  const join = (...heads: StudyField[][]) => joinFields(heads.map((fields) => ({ fields })))

  test('every field of each, in the order of the last', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((key) => ({ ...text, key }))
    expect(join([a!, b!], [c!, a!]).map(({ key }) => key)).toEqual(['c', 'a', 'b'])
    expect(join()).toEqual([])
    expect(join([a!])).toEqual([a])
  })

  test.each([
    [text, { ...text, required: true }, { ...text, required: true }],
    [text, date, date],
    [date, text, date],
    [
      number({ decimals: 3, min: 0, max: null }),
      number({ decimals: 1, min: -5, max: 10 }),
      number({ decimals: 1, min: 0, max: 10 }),
    ],
    [choice('a', 'b', 'c'), choice('b', 'd', 'c'), choice('b', 'c')],
  ])('%j and %j: %j', (one, other, both) => {
    expect(join([one], [other])).toEqual([both])
  })

  test('choices with nothing in common can still be answered', () => {
    expect(join([choice('a')], [choice('b')])).toEqual([choice('b', 'a')])
  })
})

describe('STU-11 given a study with a field that has to have a value', () => {
  const fieldsSet = (...fields: StudyField[]): Draft => ({
    type: 'study.fields_set',
    ents: [entity.fields(STUDY)],
    data: { study: STUDY, fields },
  })
  const needed = fieldsSet({ ...text, required: true })
  const key = 'ab'.repeat(32)
  const sealed: Sealed = { key, once: key, nonce: 'AAAAAAAAAAAAAAAA', text: 'AAAA' }
  const describe_ = (...filled: string[]) =>
    ask('describe', { specimen: T1, fields: sealed, filled, newKey: key })

  it('when a specimen is described with it, that is recorded beside a new key', () => {
    given(lab, accessioned(T1), needed)
      .when(describe_('one'))
      .brings(
        { type: 'donor.key_added', ents: [entity.donorkey(T1)], data: { donor: T1, key } },
        {
          type: 'specimen.described',
          ents: [entity.described(T1)],
          data: { specimen: T1, fields: sealed, filled: ['one'] },
        },
      )
  })

  it('when it is described without, it is refused; also where only one of two benches asks for it', () => {
    given(lab, accessioned(T1), needed)
      .when(describe_())
      .refuses({ type: 'FieldMissing', field: 'One' })
    given(lab, accessioned(T1), apart([needed], [fieldsSet(text)]))
      .when(describe_())
      .refuses({ type: 'FieldMissing', field: 'One' })
    expect(given(lab, accessioned(T1), fieldsSet(text)).when(describe_()).facts).toHaveLength(2)
  })

  it('STU-1 when somebody who is no manager sets fields, it is refused', () => {
    const command = ask('setFields', { study: STUDY, fields: [text] })
    given(lab).when(command).refuses({ type: 'NotAllowed', needs: 'manager' })
    given(lab).when(command, MARC).brings(fieldsSet(text))
  })
})
