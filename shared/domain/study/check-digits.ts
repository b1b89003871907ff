import type { CheckDigit } from './facts.ts'

/**
 * Signs at the end of a code that are computed from the others, so that a wrong one shows:
 *
 * - `luhn`: ISO/IEC 7812-1, annex B. One digit over the digits. Every wrong digit is found, and two neighbours
 *   that changed places, but for 0 and 9.
 * - `mod11`: ISO 7064 MOD 11-2, as ORCID has it; one digit, or X for ten, over the digits. Its weights never come to
 *   nothing, however long the code is, which those of ISBN-10 do at the eleventh place. Both faults are found.
 * - `mod37-36`: ISO 7064 MOD 37,36; one digit or letter over digits and letters. Every wrong sign is found, and of
 *   two neighbours that changed places nearly all.
 * - `mod97-10`: ISO 7064 MOD 97-10; two digits over digits and letters, a letter as two digits, A as 10, as in ISO
 *   17442 (LEI). Both faults are found among signs of one kind.
 *
 * What a scheme does not read (a hyphen; a letter, of the first two) is passed over. Lower case is read as upper case.
 */
interface Scheme {
  readonly length: 1 | 2
  /** The signs that the check itself may have. */
  readonly signs: string
  readonly reads: RegExp
  compute(payload: string): string
}

const DIGITS = '0123456789'
const ALPHABET = `${DIGITS}ABCDEFGHIJKLMNOPQRSTUVWXYZ`

const SCHEMES: Readonly<Record<Exclude<CheckDigit, 'none'>, Scheme>> = {
  luhn: { length: 1, signs: DIGITS, reads: /[0-9]/g, compute: luhn },
  mod11: { length: 1, signs: `${DIGITS}X`, reads: /[0-9]/g, compute: mod11 },
  'mod37-36': { length: 1, signs: ALPHABET, reads: /[0-9A-Z]/g, compute: mod37 },
  'mod97-10': { length: 2, signs: DIGITS, reads: /[0-9A-Z]/g, compute: mod97 },
}

/** How many signs at the end of a code check the rest. */
export const checkLength = (check: CheckDigit): number =>
  check === 'none' ? 0 : SCHEMES[check].length

/** Whether a sign may stand where the check stands. */
export const isCheckSign = (check: CheckDigit, sign: string): boolean =>
  check !== 'none' && SCHEMES[check].signs.includes(sign.toUpperCase())

/** The sign or signs that check a text, to stand at its end; null where it has nothing that they could check. */
export function checkDigitOf(check: CheckDigit, text: string): string | null {
  if (check === 'none') return ''
  const { reads, compute } = SCHEMES[check]
  const payload = (text.toUpperCase().match(reads) ?? []).join('')
  return payload === '' ? null : compute(payload)
}

/** Whether a code ends with the signs that check it. */
export function isChecked(check: CheckDigit, code: string): boolean {
  const cut = code.length - checkLength(check)
  return cut >= 0 && checkDigitOf(check, code.slice(0, cut)) === code.slice(cut).toUpperCase()
}

function luhn(payload: string): string {
  const sum = [...payload].reverse().reduce((total, digit, i) => {
    const value = Number(digit) * (i % 2 === 0 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return String((10 - (sum % 10)) % 10)
}

function mod11(payload: string): string {
  const rest = [...payload].reduce((total, digit) => ((total + Number(digit)) * 2) % 11, 0)
  const check = (12 - rest) % 11
  return check === 10 ? 'X' : String(check)
}

function mod37(payload: string): string {
  const product = [...payload].reduce((before, sign) => {
    const sum = (before + ALPHABET.indexOf(sign)) % 36 || 36
    return (sum * 2) % 37
  }, 36)
  return ALPHABET.charAt((37 - product) % 36)
}

function mod97(payload: string): string {
  const numeral = [...payload].map((sign) => String(ALPHABET.indexOf(sign))).join('')
  // Sign by sign: the number is larger than any that is exact.
  const rest = [...`${numeral}00`].reduce((total, digit) => (total * 10 + Number(digit)) % 97, 0)
  return String(98 - rest).padStart(2, '0')
}
