import { checkDigitOf, checkLength } from './check-digits.ts'
import type { Identifiers } from './identifiers.ts'

/** Digits that a code of an open form (`FX*`) counts with, as long as they suffice. */
const OPEN_DIGITS = 6
const DIGITS = '0123456789'
/** No I and no O: they are read as 1 and 0. */
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ'

export interface NewCodes {
  readonly codes: readonly string[]
  /** From where the bench goes on counting. */
  readonly next: number
}

/**
 * STU-8: new codes of one form, from the `from`-th on; null where the form has no room for so many. The bench's
 * number stands within them so that no bench makes what another one does, and no code of one begins as one of another:
 * 1 to 8 are themselves, 9 to 98 have a 9 before, all others 999. A first 0 stays free for tubes that came with a code.
 */
export function nextCodes(
  form: string,
  check: Identifiers['check'],
  bench: number,
  from: number,
  n: number,
): NewCodes | null {
  const counted = Array.from({ length: n }, (_, i) => codeAt(form, check, bench, from + i))
  if (counted.includes(null)) return null
  return { codes: counted as string[], next: from + n }
}

function codeAt(
  form: string,
  check: Identifiers['check'],
  bench: number,
  n: number,
): string | null {
  const body = fill(bodyOf(form, check, bench, n), benchDigits(bench), n)
  const digit = body === null ? null : checkDigitOf(check, body)
  return digit === null ? null : body + digit
}

/** A form without its check; an open one as long as the count needs. */
function bodyOf(form: string, check: Identifiers['check'], bench: number, n: number): string {
  if (!form.endsWith('*')) return form.slice(0, form.length - checkLength(check))
  const digits = benchDigits(bench).length + Math.max(OPEN_DIGITS, String(n).length)
  return form.slice(0, -1) + '#'.repeat(digits)
}

function benchDigits(bench: number): string {
  if (bench <= 8) return String(bench)
  return bench <= 98 ? `9${String(bench).padStart(2, '0')}` : `999${String(bench).padStart(4, '0')}`
}

/** The first digits of a body are the bench's; what is left of digits and letters counts, from the right. */
function fill(body: string, bench: string, n: number): string | null {
  const signs = [...body]
  const places = signs.flatMap((sign, i) => (sign === '#' || sign === '@' ? i : []))
  const own = places.filter((i) => signs[i] === '#').slice(0, bench.length)
  if (own.length < bench.length) return null
  let left = n
  for (const i of places.filter((place) => !own.includes(place)).reverse()) {
    const values = signs[i] === '#' ? DIGITS : LETTERS
    signs[i] = values.charAt(left % values.length)
    left = Math.floor(left / values.length)
  }
  own.forEach((place, i) => {
    signs[place] = bench.charAt(i)
  })
  return left > 0 ? null : signs.join('')
}
