import type { IntlShape } from 'react-intl'
import type { StudyPlanView } from '#shared/contract/studies.ts'
import { nextCodes } from '#shared/domain/study/codes.ts'
import type { CheckDigit, StudyField } from '#shared/domain/study/facts.ts'
import { wordsOf } from '../../i18n/use-t.ts'

/** How a study's codes are checked, "ISO 7064 MOD 11-2". */
export const sayCheck = (intl: IntlShape, check: CheckDigit): string =>
  intl.formatMessage({ id: `studies.check.${check}` })

/** A code of a form as the first bench would make it. */
export const exampleOf = (form: string, check: CheckDigit): string | undefined =>
  nextCodes(form, check, 1, 0, 1)?.codes[0]

/** "Number with up to 2 decimals, mL, from 0 to 14": what a field takes. */
export function sayField(intl: IntlShape, field: StudyField): string {
  const t = wordsOf(intl)
  const kind = t(`fields.type.${field.type}`)
  if (field.type === 'choice')
    return `${kind}: ${intl.formatList(field.options, { type: 'disjunction' })}`
  if (field.type !== 'number') return kind
  const { unit, decimals, min, max } = field
  const number = (value: number) => intl.formatNumber(value, { maximumFractionDigits: 6 })
  const parts = [
    t('fields.numberOf', { decimals }),
    unit,
    min !== null && t('fields.atLeast', { least: number(min) }),
    max !== null && t('fields.atMost', { most: number(max) }),
  ]
  return parts.filter(Boolean).join(', ')
}

/** What a study says about its specimens, in one line. */
export function sayPlan(
  intl: IntlShape,
  { identifiers, fields, protocols }: StudyPlanView,
): string {
  const t = wordsOf(intl)
  const forms = [...new Set(identifiers.flatMap((one) => one.forms))]
  const current = protocols.filter(({ isCurrent }) => isCurrent).length
  return [
    forms.length > 0 ? forms.join(', ') : t('studies.anyCode'),
    t('studies.fieldCount', { count: fields.length }),
    t('studies.protocolCount', { count: current }),
  ].join(' · ')
}

/** A value as people say it; the number as it was written, in the language's own way. */
export function sayValue(intl: IntlShape, field: StudyField, value: string): string {
  if (field.type === 'date')
    return intl.formatDate(`${value}T00:00:00Z`, { dateStyle: 'long', timeZone: 'UTC' })
  if (field.type !== 'number') return value
  const [, fraction = ''] = value.split('.')
  // The text as it is, never by way of a floating number: what was written is what is shown.
  const [whole = value] = value.split('.')
  const point = intl.formatNumberToParts(1.1).find(({ type }) => type === 'decimal')?.value ?? '.'
  const number = fraction === '' ? whole : `${whole}${point}${fraction}`
  return field.unit === '' ? number : `${number}\u00a0${field.unit}`
}
