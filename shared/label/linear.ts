/** Code 128 (ISO/IEC 15417): modules of a sign, of the stop sign, and of white on each side. */
const SIGN = 11
const STOP = 13
export const LINEAR_QUIET = 10

const START_B = 104
const START_C = 105

/**
 * Set C, with two digits a sign, for what is nothing but pairs of digits; set B for all else. Sets are not
 * changed within a code: that would spare a few modules, and not every printer does it alike.
 */
const isPairs = (text: string): boolean => /^(?:\d\d)+$/.test(text)

/** The codewords of a text, from the start sign up to the last one of the data. */
export const linearWords = (text: string): number[] =>
  isPairs(text)
    ? [START_C, ...text.match(/../g)!.map(Number)]
    : [START_B, ...[...text].map((sign) => sign.charCodeAt(0) - 32)]

/** Modules from the first bar to the last, without the quiet zones; one sign is the check. */
export const linearModules = (text: string): number => (linearWords(text).length + 1) * SIGN + STOP

/** The same in the printer's language, in which `>` calls for a set (`^BC`, mode N). */
export const linearData = (text: string): string => (isPairs(text) ? '>;' : '>:') + text

/**
 * LAB-4: the first sign that is not printed as Code 128. A `>` has a spelling of its own there, which not
 * all that draw ZPL read alike.
 */
export const linearUnfit = (text: string): string | null =>
  [...text].find((sign) => sign === '>' || !/^[\x20-\x7e]$/.test(sign)) ?? null
