import { err, ok, type Result } from '../../lib/result.ts'
import {
  CHARACTER_SET_82,
  GS1_IDENTIFIERS,
  type Gs1Identifier,
  PREDEFINED_LENGTH,
} from './gs1-identifiers.ts'

/** Separates the fields of GS1 data. */
export const GS = '\u001d'

/** One element string: `01` and its fourteen digits, for example. */
export interface Gs1Field {
  ai: string
  title: string
  value: string
}

/** `at` counts characters from 0 in the scanned text. */
export type Gs1Refusal =
  | { type: 'Empty' }
  | { type: 'UnknownIdentifier'; at: number }
  | { type: 'WrongLength'; ai: string; length: number; min: number; max: number }
  | { type: 'WrongCharacters'; ai: string; value: string }
  | { type: 'WrongCheckDigit'; ai: string; found: number; expected: number }
  | { type: 'WrongDate'; ai: string; value: string }
  | { type: 'Contradiction'; ai: string; values: readonly [string, string] }

/**
 * Reads GS1 element strings as a scanner sends them: no brackets, GS (or the end) after each element
 * of variable length. A GS that some scanners send first or after a fixed length is skipped.
 */
export function readGs1(text: string): Result<readonly Gs1Field[], Gs1Refusal> {
  const fields: Gs1Field[] = []
  for (let at = skipGs(text, 0); at < text.length; ) {
    const identifier = identifierAt(text, at)
    if (identifier === undefined) return err({ type: 'UnknownIdentifier', at })
    const value = valueAt(text, at + identifier.ai.length, identifier)
    const fault = faultOf(identifier, value) ?? contradiction(fields, identifier.ai, value)
    if (fault !== undefined) return err(fault)
    fields.push({ ai: identifier.ai, title: identifier.title, value })
    at = skipGs(text, at + identifier.ai.length + value.length)
  }
  return fields.length === 0 ? err({ type: 'Empty' }) : ok(fields)
}

/** Element strings as GS1-128 and GS1 DataMatrix carry them: GS only where it must be. `readGs1` reads them back. */
export const writeGs1 = (fields: readonly Gs1Field[]): string =>
  fields
    .map(({ ai, value }, index) => {
      const isLast = index === fields.length - 1
      return `${ai}${value}${isLast || hasPredefinedLength(ai) ? '' : GS}`
    })
    .join('')

/** Element strings as they are printed for people: `(01)09506000134352(21)A`. */
export const writeBrackets = (fields: readonly Gs1Field[]): string =>
  fields.map(({ ai, value }) => `(${ai})${value}`).join('')

const BRACKETS = /\((\d{2,4})\)/g

/**
 * Reads what a person typed off a label: every identifier in brackets, spaces wherever they like. A value that
 * holds an identifier in brackets itself cannot be told from two fields, and is read as two.
 */
export function readBrackets(text: string): Result<readonly Gs1Field[], Gs1Refusal> {
  const tight = text.replaceAll(' ', '')
  const heads = [...tight.matchAll(BRACKETS)].filter(([, ai]) => BY_AI.has(ai!))
  if (heads[0]?.index !== 0) return err({ type: 'UnknownIdentifier', at: 0 })
  const fields: Gs1Field[] = []
  for (const [i, head] of heads.entries()) {
    const { ai, title } = BY_AI.get(head[1]!)!
    const value = tight.slice(head.index + head[0].length, heads[i + 1]?.index ?? tight.length)
    const fault = faultOf(BY_AI.get(ai)!, value) ?? contradiction(fields, ai, value)
    if (fault !== undefined) return err(fault)
    fields.push({ ai, title, value })
  }
  return ok(fields)
}

const BY_AI: ReadonlyMap<string, Gs1Identifier> = new Map(
  GS1_IDENTIFIERS.map((identifier) => [identifier.ai, identifier]),
)

const skipGs = (text: string, at: number): number => (text[at] === GS ? at + 1 : at)

/** No identifier is the beginning of another, so the one that fits is the only one. */
function identifierAt(text: string, at: number): Gs1Identifier | undefined {
  for (let length = 2; length <= 4; length++) {
    const identifier = BY_AI.get(text.slice(at, at + length))
    if (identifier !== undefined) return identifier
  }
  return undefined
}

const hasPredefinedLength = (ai: string): boolean => PREDEFINED_LENGTH.has(ai.slice(0, 2))

function valueAt(text: string, from: number, identifier: Gs1Identifier): string {
  const end = text.indexOf(GS, from)
  const upToGs = text.slice(from, end === -1 ? text.length : end)
  return hasPredefinedLength(identifier.ai) ? upToGs.slice(0, identifier.max) : upToGs
}

function faultOf(identifier: Gs1Identifier, value: string): Gs1Refusal | undefined {
  const { ai, kind, min, max } = identifier
  if (value.length < min || value.length > max) {
    return { type: 'WrongLength', ai, length: value.length, min, max }
  }
  const allowed = kind === 'n' ? /^\d+$/ : CHARACTER_SET_82
  if (!allowed.test(value)) return { type: 'WrongCharacters', ai, value }
  return checkDigitFault(identifier, value) ?? dateFault(identifier, value)
}

function checkDigitFault(identifier: Gs1Identifier, value: string): Gs1Refusal | undefined {
  const { ai, checkDigitOf } = identifier
  if (checkDigitOf === undefined) return undefined
  const digits = value.slice(0, checkDigitOf)
  if (!/^\d+$/.test(digits)) return { type: 'WrongCharacters', ai, value }
  const expected = checkDigit(digits.slice(0, -1))
  const found = Number(digits.at(-1))
  return found === expected ? undefined : { type: 'WrongCheckDigit', ai, found, expected }
}

/** The GS1 check digit of the digits before it: weights 3, 1, 3, ... from the right. */
export function checkDigit(digits: string): number {
  const sum = [...digits]
    .reverse()
    .reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 3 : 1), 0)
  return (10 - (sum % 10)) % 10
}

function dateFault(identifier: Gs1Identifier, value: string): Gs1Refusal | undefined {
  if (identifier.date === undefined || isDate(value)) return undefined
  return { type: 'WrongDate', ai: identifier.ai, value }
}

/** Leap years are left in doubt here, for the century is not in the data: 29 February always passes. */
function isDate(value: string): boolean {
  const [, month, date, hour, minute] = (value.match(/\d\d/g) ?? []).map(Number)
  const days = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month! - 1]
  return days !== undefined && date! <= days && (hour ?? 0) <= 23 && (minute ?? 0) <= 59
}

/** The same identifier twice is allowed only with the same value. */
function contradiction(
  fields: readonly Gs1Field[],
  ai: string,
  value: string,
): Gs1Refusal | undefined {
  const earlier = fields.find((field) => field.ai === ai)
  if (earlier === undefined || earlier.value === value) return undefined
  return { type: 'Contradiction', ai, values: [earlier.value, value] }
}

/** Longer texts are not searched for a second reading: they count as having one. */
const LONGEST_SEARCHED = 128

/**
 * Whether a text without a single GS can be read in one way only, though a wedge may have dropped the separators:
 * `10LOT21A` may be one batch or a batch and a serial number, and nobody can tell.
 */
export function readsInOneWay(text: string): boolean {
  if (text.length > LONGEST_SEARCHED) return false
  // From the end: how many readings the rest of the text has from there, counted to two.
  const readings = new Array<number>(text.length + 1).fill(0)
  readings[text.length] = 1
  for (let at = text.length - 1; at >= 0; at--) readings[at] = readingsFrom(text, at, readings)
  return readings[0] === 1
}

function readingsFrom(text: string, at: number, behind: readonly number[]): number {
  const identifier = identifierAt(text, at)
  if (identifier === undefined) return 0
  const from = at + identifier.ai.length
  let count = 0
  for (let length = identifier.min; length <= identifier.max && count < 2; length++) {
    const rest = from + length <= text.length ? behind[from + length]! : 0
    if (rest > 0 && faultOf(identifier, text.slice(from, from + length)) === undefined)
      count += rest
  }
  return Math.min(count, 2)
}

/**
 * The calendar day (`YYYY-MM-DD`) of a GS1 date. The century is chosen around `thisYear` (General
 * Specifications 7.12); day 00 means the last day of the month.
 */
export function gs1Day(value: string, thisYear: number): string {
  const year = fullYear(Number(value.slice(0, 2)), thisYear)
  const month = value.slice(2, 4)
  const day = value.slice(4, 6)
  return `${year}-${month}-${day === '00' ? lastDay(year, Number(month)) : day}`
}

/** Whether the value of this identifier is a date. */
export const isGs1Date = (ai: string): boolean => BY_AI.get(ai)?.date !== undefined

function fullYear(twoDigits: number, thisYear: number): number {
  const century = thisYear - (thisYear % 100)
  const ahead = twoDigits - (thisYear % 100)
  if (ahead >= 51) return century - 100 + twoDigits
  if (ahead <= -50) return century + 100 + twoDigits
  return century + twoDigits
}

function lastDay(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]!
}
