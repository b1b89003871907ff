import { fitsSign } from '../directory/facts.ts'
import type { Refusal } from '../refusals.ts'
import type { World } from '../world.ts'
import { checkDigitOf, checkLength, isChecked, isCheckSign } from './check-digits.ts'
import type { CheckDigit, IdentifiersSet } from './facts.ts'

export type Identifiers = Pick<IdentifiersSet, 'forms' | 'check'>

/** `check-digit`: it has the form, and what checks it does not fit. */
export type Fit = 'fits' | 'other-form' | 'check-digit'

/**
 * STU-4, STU-5: whether a code may be one of a study's. `heads` is what the ledger says of its identifiers; where
 * two benches set them apart, the codes of either are taken until somebody sets them again. A study without forms
 * takes any code, as long as what checks it fits.
 */
export function fitsStudy(heads: readonly Identifiers[], code: string): Fit {
  const fits = heads.map((one) => fitOf(one, code))
  if (fits.length === 0 || fits.includes('fits')) return 'fits'
  return fits.includes('check-digit') ? 'check-digit' : 'other-form'
}

function fitOf({ forms, check }: Identifiers, code: string): Fit {
  const isOfForm = forms.length === 0 || forms.some((form) => tryForm(form, check, code) === null)
  if (!isOfForm) return 'other-form'
  return isChecked(check, code) ? 'fits' : 'check-digit'
}

/**
 * STU-4, STU-5 of a tube that is to have a code. STU-7: one that was bound here before is a tube's code whatever it
 * looks like.
 */
export function refuseForm(
  world: Pick<World, 'identifiers' | 'code'>,
  study: string,
  code: string,
): Refusal | null {
  const heads = world.identifiers(study)
  const fit = fitsStudy(heads, code)
  if (fit === 'fits' || world.code(code).length > 0) return null
  return fit === 'check-digit'
    ? { type: 'CheckDigit', code }
    : { type: 'WrongForm', code, forms: formsOf(heads) }
}

/** Whether a study says anything about how its codes look. */
export const hasIdentifiers = (heads: readonly Identifiers[]): boolean =>
  heads.some(({ forms, check }) => forms.length > 0 || check !== 'none')

/** Every form that a study's codes may have. */
export const formsOf = (heads: readonly Identifiers[]): string[] => [
  ...new Set(heads.flatMap(({ forms }) => forms)),
]

/**
 * Why a code has not this form: the first sign that cannot stand where it does (`index` from 0; the code's own
 * length where it is too short); null where it has it. The check stands at the end, whatever is written there.
 */
export function tryForm(form: string, check: CheckDigit, code: string): { index: number } | null {
  const isOpen = form.endsWith('*')
  const fixed = isOpen ? form.slice(0, -1) : form
  const body = isOpen ? fixed.length : fixed.length - checkLength(check)
  for (let i = 0; i < fixed.length; i++) {
    const sign = code.charAt(i)
    const fits = i < body ? fitsSign(fixed.charAt(i), sign) : isCheckSign(check, sign)
    if (sign === '' || !fits) return { index: i }
  }
  return isOpen || code.length === fixed.length ? null : { index: fixed.length }
}

/** Whether codes of a form have anything that the check could check: otherwise none of them would ever fit. */
export function isCheckable(form: string, check: CheckDigit): boolean {
  if (check === 'none' || form.endsWith('*')) return true
  const body = form.slice(0, Math.max(0, form.length - checkLength(check)))
  return checkDigitOf(check, body.replaceAll('#', '0').replaceAll('@', 'A')) !== null
}

/** What is wrong with a code that somebody tries, for who reads it sign by sign. */
export type Trial =
  | { readonly type: 'fits' }
  /** `expected`: the sign or signs that would check what stands before; null where nothing does. */
  | { readonly type: 'check-digit'; readonly expected: string | null }
  /** Against the form that it fits the longest. */
  | { readonly type: 'other-form'; readonly form: string; readonly index: number }

export function tryCode({ forms, check }: Identifiers, code: string): Trial {
  const misses = forms.map((form) => ({ form, at: tryForm(form, check, code) }))
  if (misses.length > 0 && misses.every(({ at }) => at !== null)) {
    const nearest = misses.reduce((best, one) => (one.at!.index > best.at!.index ? one : best))
    return { type: 'other-form', form: nearest.form, index: nearest.at!.index }
  }
  if (isChecked(check, code)) return { type: 'fits' }
  const body = code.slice(0, Math.max(0, code.length - checkLength(check)))
  return { type: 'check-digit', expected: checkDigitOf(check, body) }
}
