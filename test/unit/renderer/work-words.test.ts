import { describe, expect, test } from 'vitest'
import type { WorkOutcome } from '#shared/contract/work.ts'
import { FINDINGS } from '#shared/domain/batch/findings.ts'
import { catalogues } from '../../../renderer/i18n/messages.ts'
import { nanolitresIn, setupFrom } from '../../../renderer/screens/accession/defaults.ts'
import { placeCalledBy, toneOf } from '../../../renderer/screens/batch/outcome.ts'
import { STUDY } from '../../support/domain/facts.ts'

const LANGUAGES = ['en', 'fr', 'de'] as const

describe('WRK-2 whatever is found of a tube', () => {
  test.each(LANGUAGES)('%s says what is wrong and what to do', (language) => {
    const words: Readonly<Record<string, unknown>> = catalogues[language]
    const wanted = FINDINGS.flatMap((one) => [`work.finding.${one}`, `work.finding.${one}.do`])
    expect(wanted.filter((id) => !(id in words))).toEqual([])
    // The control: what is no finding has no words.
    expect('work.finding.lost' in words).toBe(false)
  })
})

describe('the tone of an outcome', () => {
  const hold = {
    code: 'FX1',
    specimen: null,
    finding: 'twice',
    refusal: null,
    issuer: null,
    label: null,
    way: null,
  } as const
  test.each<[WorkOutcome, ReturnType<typeof toneOf>]>([
    [{ type: 'chosen', code: 'FX1', what: 'parent' }, 'success'],
    [{ type: 'undone', code: 'FX1', what: 'registered' }, 'success'],
    [{ type: 'warned', code: 'FX1', finding: 'duplicate' }, 'warning'],
    [{ type: 'parked', code: 'FX1' }, 'warning'],
    [{ type: 'held', hold }, 'error'],
    [{ type: 'waits', code: 'FX1' }, 'error'],
    [{ type: 'unknown', command: 'c' }, 'unknown'],
    [{ type: 'not-here', code: 'Ida', what: 'badge' }, undefined],
    [{ type: 'not-here', code: 'undo', what: 'command' }, 'warning'],
    [{ type: 'released' }, undefined],
  ])('of %o is %s', (outcome, tone) => {
    expect(toneOf(outcome)).toBe(tone)
  })

  test('a command that opens another batch goes there without one', () => {
    const outcome = { type: 'not-here', code: 'accession', what: 'command' } as const
    expect(placeCalledBy(outcome)).toEqual({ to: 'accession' })
    expect(toneOf(outcome)).toBeUndefined()
  })
})

describe('ACC-1 what holds for all tubes', () => {
  const form = {
    study: STUDY,
    material: 'plasma',
    tubeType: 'cryotube',
    collected: { is: 'unknown' },
    donor: '',
    microlitres: '',
    visit: null,
    planned: null,
  } as const

  test.each([
    ['', null],
    ['500', 500_000],
    ['0,5', 500],
    ['12.25', 12_250],
    ['1.2345', undefined],
    ['-1', undefined],
    ['a lot', undefined],
  ])('a volume of "%s" is %s nanolitres', (microlitres, nanolitres) => {
    expect(nanolitresIn({ microlitres })).toBe(nanolitres)
  })

  test('is a batch once nothing is missing and nothing unfit', () => {
    expect(setupFrom(form, 0)).toMatchObject({ kind: 'accession', donor: null, nanolitres: null })
    expect(setupFrom({ ...form, donor: ' d-7qx2-m4kp ' }, 0)?.donor).toBe('D-7QX2-M4KP')
  })

  test.each([
    ['study', { study: null }],
    ['material', { material: null }],
    ['whole pseudonym', { donor: 'D-7QX2' }],
    ['volume', { microlitres: 'x' }],
    ['time', { collected: { is: 'at', local: '' } as const }],
  ])('is none without a %s', (_, given) => {
    expect(setupFrom({ ...form, ...given }, 0)).toBeNull()
  })

  test('needs no material where a visit says what its tubes are', () => {
    expect(setupFrom({ ...form, material: null, visit: STUDY }, 0)).not.toBeNull()
  })
})
