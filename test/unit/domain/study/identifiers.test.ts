import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { Command } from '#shared/domain/commands.ts'
import { entity } from '#shared/domain/entities.ts'
import type { Draft } from '#shared/domain/facts.ts'
import { checkDigitOf } from '#shared/domain/study/check-digits.ts'
import { nextCodes } from '#shared/domain/study/codes.ts'
import type { CheckDigit } from '#shared/domain/study/facts.ts'
import {
  fitsStudy,
  type Identifiers,
  isCheckable,
  tryCode,
} from '#shared/domain/study/identifiers.ts'
import {
  accessioned,
  accessionUndone,
  codeOf,
  lab,
  MARC,
  SITE,
  STUDY,
  specimenData,
  T1,
  T2,
} from '../../../support/domain/facts.ts'
import { apart, ask, given } from '../../../support/domain/given.ts'
import { testId } from '../../../support/sync/events.ts'

const says = (check: CheckDigit, ...forms: string[]): Identifiers => ({ check, forms })
const set = (check: CheckDigit, ...forms: string[]): Draft => ({
  type: 'study.identifiers_set',
  ents: [entity.identifiers(STUDY)],
  data: { study: STUDY, check, forms },
})

describe('STU-4 the form of a study', () => {
  test.each([
    [says('none', 'FX########'), 'FX05653780', 'fits'],
    [says('none', 'FX########'), 'FX0565378', 'other-form'],
    [says('none', 'FX########'), 'FX056537801', 'other-form'],
    [says('none', 'FX########'), 'FX0565378A', 'other-form'],
    [says('none', 'AB##', 'FX*'), 'FX', 'fits'],
    [says('none', 'AB##', 'FX*'), 'FX-anything', 'fits'],
    [says('none'), 'anything', 'fits'],
    // The check takes the last place, whatever is written there: an X where the form has a digit.
    [says('mod11', 'FX####'), 'FX079X', 'fits'],
    [says('mod11', 'FX####'), 'FX0791', 'check-digit'],
    [says('mod11', 'FX####'), 'FX079Y', 'other-form'],
    [says('none', 'FX####'), 'FX079X', 'other-form'],
    [says('luhn', 'FX*'), 'FX79927398713', 'fits'],
    [says('luhn', 'FX*'), 'FX79927398714', 'check-digit'],
    [says('luhn'), 'ANY-79927398713', 'fits'],
    [says('luhn'), 'ANY-79927398710', 'check-digit'],
    [says('mod97-10', 'S#####'), 'S79444', 'check-digit'],
    [says('mod97-10', '#####'), '79444', 'fits'],
  ] as const)('%j and %s: %s', (identifiers, code, fit) => {
    expect(fitsStudy([identifiers], code)).toBe(fit)
  })

  test('STU-6 of two benches that set it apart, the codes of either are taken', () => {
    const heads = [says('none', 'FX####'), says('mod11', 'AB####')]
    expect(fitsStudy(heads, 'FX1234')).toBe('fits')
    expect(fitsStudy(heads, 'AB079X')).toBe('fits')
    expect(fitsStudy(heads, 'AB0791')).toBe('check-digit')
    expect(fitsStudy(heads, 'CD0791')).toBe('other-form')
    expect(fitsStudy([], 'CD0791')).toBe('fits')
  })

  test.each([
    ['FX####', 'luhn', true],
    ['FX1#', 'luhn', true],
    ['FX#', 'luhn', false],
    ['FX@@', 'mod11', false],
    ['FX@@', 'mod37-36', true],
    ['#', 'mod97-10', false],
    ['##', 'mod97-10', false],
    ['F##', 'mod97-10', true],
    ['*', 'mod97-10', true],
    ['#', 'none', true],
  ] as const)('codes of %s can be checked by %s: %s', (form, check, can) => {
    expect(isCheckable(form, check)).toBe(can)
  })

  test('a trial says which sign is wrong, against the form that fits the longest', () => {
    const identifiers = says('mod11', 'AB####', 'FX####')
    expect(tryCode(identifiers, 'FX079X')).toEqual({ type: 'fits' })
    expect(tryCode(identifiers, 'FX0791')).toEqual({ type: 'check-digit', expected: 'X' })
    expect(tryCode(identifiers, 'FXA79X')).toEqual({ type: 'other-form', form: 'FX####', index: 2 })
    expect(tryCode(identifiers, 'FX07')).toEqual({ type: 'other-form', form: 'FX####', index: 4 })
    expect(tryCode(identifiers, 'FX079X1')).toMatchObject({ form: 'FX####', index: 6 })
  })
})

describe('STU-4, STU-5 given a study with a form and a check digit', () => {
  const study = [...lab, set('mod11', 'FX####')]
  const register = (type: 'accession' | 'takeIn', code: string): Command => {
    const { accession: _, ...record } = specimenData(T1, { code })
    return type === 'accession'
      ? ask('accession', record)
      : ask('takeIn', { ...record, at: { container: testId('b', 1), index: 0 } })
  }

  it.each(['accession', 'takeIn'] as const)(
    'when one of its codes comes by %s, it is registered',
    (type) => {
      expect(given(study).when(register(type, 'FX079X')).facts[0]?.type).toBe(
        'specimen.accessioned',
      )
    },
  )

  it.each(['accession', 'takeIn'] as const)(
    'when another code comes by %s, it is refused',
    (type) => {
      given(study)
        .when(register(type, 'AB079X'))
        .refuses({ type: 'WrongForm', code: 'AB079X', forms: ['FX####'] })
      given(study).when(register(type, 'FX0791')).refuses({ type: 'CheckDigit', code: 'FX0791' })
    },
  )

  it('when an item of a consignment, a child or a pool has another code, it is refused', () => {
    const { accession: _, code: __, parent: ___, ...plain } = specimenData(T2)
    const shipment = testId('5', 9)
    const arrived: Draft = {
      type: 'shipment.arrived',
      ents: [entity.shipment(shipment)],
      data: {
        shipment,
        sender: 'Umeå',
        courier: null,
        reference: null,
        condition: 'good',
        celsius: null,
        note: null,
      },
    }
    given(study, arrived)
      .when(
        ask('receiveItem', {
          shipment,
          code: 'FX0791',
          tube: null,
          outcome: 'received',
          condition: 'good',
          specimen: { ...plain, parent: null },
        }),
      )
      .refuses({ type: 'CheckDigit' })
    const processing = {
      processing: testId('6', 1),
      kind: 'aliquot' as const,
      startedAt: null,
      endedAt: null,
      spins: [],
      keptAt: null,
      keptAfter: null,
      method: null,
    }
    const child = { ...plain, code: 'FX0791' }
    given(study, accessioned(T1))
      .when(ask('makeChild', { processing, parent: T1, take: null, child, at: null }))
      .refuses({ type: 'CheckDigit' })
    const other = testId('7', 5)
    given(study, accessioned(T1), accessioned(other))
      .when(
        ask('pool', {
          processing,
          parents: [
            { specimen: T1, take: null },
            { specimen: other, take: null },
          ],
          child,
          at: null,
        }),
      )
      .refuses({ type: 'CheckDigit' })
  })

  it('when a tube gets a new label, it is one of the study', () => {
    const label = (code: string) => ask('relabel', { specimen: T1, code, reason: 'torn' })
    given(study, accessioned(T1)).when(label('FX0791')).refuses({ type: 'CheckDigit' })
    expect(given(study, accessioned(T1)).when(label('FX079X')).facts[0]?.type).toBe(
      'specimen.relabelled',
    )
  })

  it('STU-7 when its code was bound before, or another site has sent it, it is taken', () => {
    const { accession: _, ...record } = specimenData(T1)
    const before = given(lab, accessioned(T1))
    const undone = accessionUndone(T1, before.uid(-1))
    expect(
      given(lab, accessioned(T1), undone, set('mod11', 'FX####')).when(ask('accession', record))
        .facts,
    ).toHaveLength(1)
    given(study)
      .when(ask('accession', record))
      .refuses({ type: 'WrongForm', code: codeOf(T1) })
    const { study: _s, parent: _p, ...tube } = record
    expect(
      given(study).when(
        ask('receiveBundle', {
          study: STUDY,
          bundle: testId('8', 1),
          bundleHash: 'a'.repeat(64),
          site: SITE,
          siteName: 'Umeå',
          heldBy: 'Ola',
          dispatchedAt: 1,
          tubes: [{ ...tube, external: testId('9', 1), head: testId('9', 2), thaws: 0 }],
        }),
      ).facts[0]?.type,
    ).toBe('specimen.accessioned')
  })

  it('STU-6 when two benches had set it apart, a code of either is registered', () => {
    const both = apart([set('none', 'AB####')], [set('none', 'CD####')])
    for (const code of ['AB0001', 'CD0001'])
      expect(given(lab, both).when(register('accession', code)).facts).toHaveLength(1)
    given(lab, both).when(register('accession', 'EF0001')).refuses({ type: 'WrongForm' })
  })

  it('STU-1 when somebody who is no manager sets it, it is refused', () => {
    const command = ask('setIdentifiers', { study: STUDY, check: 'luhn', forms: [] })
    given(lab).when(command).refuses({ type: 'NotAllowed', needs: 'manager' })
    given(lab).when(command, MARC).brings(set('luhn'))
  })
})

describe('STU-8 new codes', () => {
  const checks = ['none', 'luhn', 'mod11', 'mod37-36', 'mod97-10'] as const

  test.each([
    ['FX########', 'none', 1, 0, 'FX10000000'],
    ['FX########', 'none', 8, 4711, 'FX80004711'],
    ['FX########', 'none', 9, 1, 'FX90900001'],
    ['FX########', 'none', 99, 1, 'FX99900991'],
    ['FX####', 'mod11', 1, 0, 'FX1004'],
    ['@@###', 'none', 2, 24 * 100, 'BA200'],
    ['FX*', 'none', 1, 7, 'FX1000007'],
    ['FX*', 'none', 1, 12_345_678, 'FX112345678'],
  ] as const)('%s with %s of bench %i, number %i: %s', (form, check, bench, n, code) => {
    expect(nextCodes(form, check, bench, n, 1)).toEqual({ codes: [code], next: n + 1 })
  })

  test('a form without room gives none, and never fewer than were asked for', () => {
    expect(nextCodes('FX##', 'none', 1, 9, 1)?.codes).toEqual(['FX19'])
    expect(nextCodes('FX##', 'none', 1, 9, 2)).toBeNull()
    expect(nextCodes('FX##', 'none', 9, 0, 1)).toBeNull()
    expect(nextCodes('FIXED', 'none', 1, 0, 1)).toBeNull()
  })

  const forms = fc.constantFrom('FX########', '@@#########', 'S-@####-####@', 'FX*', '#*')
  const benches = fc.integer({ min: 1, max: 9999 })

  it('fit the study that they are made for', () => {
    fc.assert(
      fc.property(
        forms,
        fc.constantFrom(...checks),
        benches,
        fc.nat(500),
        (form, check, bench, from) => {
          const made = nextCodes(form, check, bench, from, 5)
          for (const code of made?.codes ?? [])
            expect(fitsStudy([{ forms: [form], check }], code)).toBe('fits')
        },
      ),
    )
  })

  it('of two benches, and of two numbers, are never the same', () => {
    fc.assert(
      fc.property(
        forms,
        fc.constantFrom(...checks),
        fc.array(benches, { minLength: 2, maxLength: 6 }),
        fc.array(fc.nat(2_000_000), { minLength: 1, maxLength: 6 }),
        (form, check, some, numbers) => {
          const all = [...new Set(some)].flatMap((bench) =>
            [...new Set(numbers)].flatMap((n) => nextCodes(form, check, bench, n, 1)?.codes ?? []),
          )
          expect(new Set(all).size).toBe(all.length)
        },
      ),
    )
  })

  it('end with what checks them', () => {
    const { codes } = nextCodes('FX########', 'mod97-10', 3, 42, 3)!
    for (const code of codes)
      expect(code.slice(-2)).toBe(checkDigitOf('mod97-10', code.slice(0, -2)))
  })
})
