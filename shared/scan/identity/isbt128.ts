import { err, ok, type Result } from '../../lib/result.ts'

/** What a data structure of ISBT 128 says. Numbers as in the ISBT 128 Standard Technical Specification. */
export type IsbtName =
  | 'donation'
  | 'blood-group'
  | 'product'
  | 'expiry'
  | 'collected'
  | 'produced'
  | 'tests'
  | 'container-maker'
  | 'container-lot'
  | 'item-maker'
  | 'item-lot'
  | 'compound'
  | 'divisions'
  | 'facility'
  | 'moment'

export interface IsbtStructure {
  name: IsbtName
  /** `=` or `&` and a second character; of a donation number only `=`, for the second is part of the number. */
  identifier: string
  data: string
}

export type IsbtRefusal =
  | { type: 'NoStructure'; at: number }
  | { type: 'WrongData'; name: IsbtName; at: number }
  /** The check that the number carries is not the one that it should carry. */
  | { type: 'WrongCheck'; expected: string }

interface Form {
  name: IsbtName
  identifier: string
  length: number
  data: RegExp
}

const form = (name: IsbtName, identifier: string, length: number, data: RegExp): Form => ({
  name,
  identifier,
  length,
  data,
})

const DAY = /^\d{3}(?!000)[0-3]\d\d$/
const MINUTE = /^\d{3}(?!000)[0-3]\d\d([01]\d|2[0-3])[0-5]\d$/
const ANY = /^[0-9A-Za-z]+$/

const FORMS: readonly Form[] = [
  form('blood-group', '=%', 4, ANY),
  form('product', '=<', 8, /^[A-Z]\d{4}[0-9A-Za-z]{3}$/),
  form('expiry', '=>', 6, DAY),
  form('expiry', '&>', 10, MINUTE),
  form('collected', '=*', 6, DAY),
  form('collected', '&*', 10, MINUTE),
  form('produced', '=}', 6, DAY),
  form('produced', '&}', 10, MINUTE),
  form('tests', '&(', 5, ANY),
  form('container-maker', '=)', 10, ANY),
  form('container-lot', '&)', 10, ANY),
  form('item-maker', '=-', 10, ANY),
  form('item-lot', '&-', 10, ANY),
  form('compound', '=+', 5, /^\d{5}$/),
  form('divisions', '=,', 6, ANY),
  form('facility', '&+', 11, ANY),
  form('moment', '=(', 16, /^[0-9A-Za-z]{4}\d{12}$/),
]

/** Facility (5), year (2), number (6), flags (2). The facility never begins with O or 0. */
const DONATION = /^[A-NP-Z1-9][0-9A-Z]{4}\d{10}$/
const DONATION_LENGTH = 15

/** Reads one data structure after the other until the end: labels join them in one symbol. */
export function readIsbt128(text: string): Result<readonly IsbtStructure[], IsbtRefusal> {
  const structures: IsbtStructure[] = []
  for (let at = 0; at < text.length; ) {
    const read = structureAt(text, at)
    if (!read.ok) return read
    structures.push(read.value)
    at += read.value.identifier.length + read.value.data.length
  }
  return structures.length === 0 ? err({ type: 'NoStructure', at: 0 }) : ok(structures)
}

function structureAt(text: string, at: number): Result<IsbtStructure, IsbtRefusal> {
  const known = FORMS.find(({ identifier }) => text.startsWith(identifier, at))
  if (known === undefined) return donationAt(text, at)
  const { name, identifier, length } = known
  const data = text.slice(at + 2, at + 2 + length)
  if (data.length < length || !known.data.test(data)) return err({ type: 'WrongData', name, at })
  return ok({ name, identifier, data })
}

function donationAt(text: string, at: number): Result<IsbtStructure, IsbtRefusal> {
  if (!/^=[A-NP-Z1-9]/.test(text.slice(at, at + 2))) return err({ type: 'NoStructure', at })
  const data = text.slice(at + 1, at + 1 + DONATION_LENGTH)
  if (!DONATION.test(data)) return err({ type: 'WrongData', name: 'donation', at })
  const flags = Number(data.slice(13))
  const check = checkValue(data.slice(0, 13))
  if (flags >= CHECK_FLAGS && flags !== CHECK_FLAGS + check)
    return err({ type: 'WrongCheck', expected: String(CHECK_FLAGS + check) })
  return ok({ name: 'donation', identifier: '=', data })
}

/** Writes data structures as a label carries them. `readIsbt128` reads them back. */
export const writeIsbt128 = (structures: readonly IsbtStructure[]): string =>
  structures.map(({ identifier, data }) => identifier + data).join('')

/** From here on the flag characters are the check and say nothing more. */
const CHECK_FLAGS = 60
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*'

/** ISO 7064 MOD 37-2 over the thirteen characters of a donation number, 0 to 36. */
function checkValue(number: string): number {
  const rest = [...number].reduce((sum, sign) => ((sum + ALPHABET.indexOf(sign)) * 2) % 37, 0)
  return (38 - rest) % 37
}

/** The character that people type behind a donation number, printed in a box: `G123498654321` has H. */
export const donationCheck = (number: string): string => ALPHABET.charAt(checkValue(number))

const TYPED = /^([A-NP-Z1-9][0-9A-Z]{4})( ?)(\d\d)( ?)(\d{6})( ?)([0-9A-Z*])$/

/**
 * A donation number as a person types it off a label, `W0000 17 081234 Z`, with the check character in its box;
 * the thirteen characters, or why not. Digits alone count only where they are written in the groups of a label,
 * for too many other codes are fourteen digits.
 */
export function readTypedDonation(text: string): Result<string, IsbtRefusal> {
  const parts = TYPED.exec(text.trim())
  if (parts === null) return err({ type: 'NoStructure', at: 0 })
  const [, facility, space, year, , count, , check] = parts
  if (space === '' && /^\d/.test(facility!)) return err({ type: 'NoStructure', at: 0 })
  const number = `${facility}${year}${count}`
  const expected = donationCheck(number)
  return check === expected ? ok(number) : err({ type: 'WrongCheck', expected })
}

/** Flag characters that say nothing: none given, or only the check of the number itself. */
export const hasPlainFlags = ({ data }: IsbtStructure): boolean =>
  data.endsWith('00') || Number(data.slice(13)) >= CHECK_FLAGS

/** Every text that stands for a donation number without flags: as scanned, with the check, as typed. */
export function spellingsOfDonation(number: string): string[] {
  const check = checkValue(number)
  const sign = ALPHABET.charAt(check)
  const [facility, year, count] = [number.slice(0, 5), number.slice(5, 7), number.slice(7)]
  return [
    `=${number}00`,
    `=${number}${CHECK_FLAGS + check}`,
    `${facility} ${year} ${count} ${sign}`,
    ...(/^\d/.test(number) ? [] : [`${number}${sign}`]),
  ]
}

/** The day of `cyyjjj` as `YYYY-MM-DD`: the last three digits of the year and the day within it; null where it has none. */
export function isbtDay(data: string): string | null {
  const year = Number(data.slice(0, 3))
  const full = year >= 900 ? 1_000 + year : 2_000 + year
  const leap = (full % 4 === 0 && full % 100 !== 0) || full % 400 === 0
  const lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  let day = Number(data.slice(3, 6))
  for (const [month, length] of lengths.entries()) {
    if (day <= length) return `${full}-${two(month + 1)}-${two(day)}`
    day -= length
  }
  return null
}

const two = (n: number): string => String(n).padStart(2, '0')
