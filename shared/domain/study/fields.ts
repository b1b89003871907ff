import { err, ok, type Result } from '../../lib/result.ts'
import type { Refusal } from '../refusals.ts'
import { words } from '../words.ts'
import type { FieldsSet, StudyField } from './facts.ts'

/** What stands in a study's fields, by their keys. Numbers stay the text that they were written as, dates are ISO. */
export type FieldValues = Readonly<Record<string, string>>

export type FieldFault = 'missing' | 'unfit'
type NumberField = Extract<StudyField, { type: 'number' }>

export const MOST_FIELD_TEXT = 500

/**
 * STU-9: what somebody wrote into a field, as it is kept; `''` where nothing stands there and nothing must. A number
 * may have a comma for the point; it is never turned into a floating one, so that 12.50 stays that.
 */
export function readField(field: StudyField, text: string): Result<string, FieldFault> {
  const written = text.trim()
  if (written === '') return field.required ? err('missing') : ok('')
  const read = readWritten(field, written)
  return read === null ? err('unfit') : ok(read)
}

function readWritten(field: StudyField, text: string): string | null {
  switch (field.type) {
    case 'text':
      return words(MOST_FIELD_TEXT).safeParse(text).data ?? null
    case 'number':
      return readNumber(field, text)
    case 'date':
      return isDay(text) ? text : null
    case 'choice':
      return readChoice(field.options, text)
  }
}

const NUMBER = /^([+-]?)(\d{1,15})(?:[.,](\d{1,6}))?$/

function readNumber({ decimals, min, max }: NumberField, text: string): string | null {
  const [, sign, whole, fraction = ''] = NUMBER.exec(text.replace('\u2212', '-')) ?? []
  if (whole === undefined || fraction.length > decimals) return null
  const size = `${whole.replace(/^0+(?=\d)/, '')}${fraction && `.${fraction}`}`
  const exact = sign === '-' && Number(size) !== 0 ? `-${size}` : size
  // Compared as numbers, kept as text.
  const value = Number(exact)
  return (min !== null && value < min) || (max !== null && value > max) ? null : exact
}

/** A day of the calendar as ISO 8601 writes it: `2026-02-28`. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)
}

/** As it stands, or the one that is the same but for upper and lower case. */
function readChoice(options: readonly string[], text: string): string | null {
  const wanted = text.normalize('NFC')
  const alike = options.filter((option) => option.toLowerCase() === wanted.toLowerCase())
  return options.find((option) => option === wanted) ?? (alike.length === 1 ? alike[0]! : null)
}

/**
 * STU-9: the values that a study's fields are to be kept with, or the first that is missing or unfit. Values of
 * fields that the study does not ask for are left out.
 */
export function checkFields(
  fields: readonly StudyField[],
  values: FieldValues,
): Result<FieldValues, Refusal> {
  const kept: Record<string, string> = {}
  for (const field of fields) {
    const value = Object.hasOwn(values, field.key) ? values[field.key]! : ''
    const read = readField(field, value)
    if (!read.ok && read.error === 'missing')
      return err({ type: 'FieldMissing', field: field.label })
    if (!read.ok) return err({ type: 'FieldUnfit', field: field.label, value: value.slice(0, 80) })
    if (read.value !== '') kept[field.key] = read.value
  }
  return ok(kept)
}

/**
 * STU-10: what a study asks, where benches apart have set it: every field of each, and of one that they set
 * differently what is stricter. The last head's order and words come first.
 */
export function joinFields(heads: readonly Pick<FieldsSet, 'fields'>[]): StudyField[] {
  const joined = new Map<string, StudyField>()
  for (const { fields } of heads.toReversed())
    for (const field of fields) {
      const known = joined.get(field.key)
      joined.set(field.key, known ? stricter(known, field) : field)
    }
  return [...joined.values()]
}

function stricter(one: StudyField, other: StudyField): StudyField {
  const required = one.required || other.required
  // Any text is a text: what asks for more counts.
  if (one.type === 'text') return { ...other, required }
  if (one.type === 'number' && other.type === 'number')
    return {
      ...one,
      required,
      decimals: Math.min(one.decimals, other.decimals),
      min: strictestOf(Math.max, one.min, other.min),
      max: strictestOf(Math.min, one.max, other.max),
    }
  if (one.type === 'choice' && other.type === 'choice') {
    const both = one.options.filter((option) => other.options.includes(option))
    // With nothing in common nobody could answer at all.
    return {
      ...one,
      required,
      options: both.length > 0 ? both : [...one.options, ...other.options],
    }
  }
  return { ...one, required }
}

const strictestOf = (
  pick: (...bounds: number[]) => number,
  one: number | null,
  other: number | null,
): number | null => (one === null || other === null ? (one ?? other) : pick(one, other))

/** The first field that has to have a value and is not among those that have. */
export const missingField = (
  fields: readonly StudyField[],
  filled: readonly string[],
): StudyField | undefined => fields.find(({ key, required }) => required && !filled.includes(key))
