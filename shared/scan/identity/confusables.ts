import { GS } from './gs1.ts'

/**
 * Characters that look like a Latin letter, a digit or a hyphen and are none: Cyrillic and Greek capitals and
 * small letters that share a shape with it in usual fonts (after Unicode's confusables), and dashes.
 */
const LATIN_OF: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ['АВЕЅІЈКМНОРСТУХ', 'ABESIJKMHOPCTYX'],
    ['аеѕіјорсухһԛԝԁ', 'aesijopcyxhqwd'],
    ['ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ', 'ABEZHIKMNOPTYX'],
    ['ονιρα', 'ovipa'],
    ['‐‑‒–—―−﹣', '--------'],
    ['ıſ', 'is'],
  ].flatMap(([like, latin]) => [...like!].map((sign, i) => [sign, latin!.charAt(i)])),
)

/** Signs that are one at a glance; case counts for nothing, for Caps Lock exchanges it. */
const SAME_SHAPE: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1', '|': '1' }

/**
 * What is left of a code when all is taken as the sign that it looks like: fullwidth forms, letters of other
 * alphabets, O and 0, I, l and 1, dashes, case; spaces and GS are nothing. For comparing, never for showing.
 */
export function skeleton(text: string): string {
  let shape = ''
  for (const sign of compatible(text)) {
    const latin = (LATIN_OF[sign] ?? sign).toUpperCase()
    if (latin !== GS && !/\s/.test(latin)) shape += SAME_SHAPE[latin] ?? latin
  }
  return shape
}

const compatible = (text: string): string => (isAscii(text) ? text : text.normalize('NFKC'))

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0x7f) return false
  return true
}

/** Two different codes that a person would take for the same. */
export const looksLike = (a: string, b: string): boolean => a !== b && skeleton(a) === skeleton(b)

export type Script = 'latin' | 'cyrillic' | 'greek' | 'fullwidth' | 'other'

const SCRIPTS: readonly [Script, RegExp][] = [
  ['fullwidth', /[\uff01-\uff5e]/u],
  ['latin', /\p{Script=Latin}/u],
  ['cyrillic', /\p{Script=Cyrillic}/u],
  ['greek', /\p{Script=Greek}/u],
  ['other', /\p{L}/u],
]

/** The alphabets that a code has letters of, in order of their first letter. */
export function scriptsOf(text: string): Script[] {
  const found = new Set<Script>()
  for (const sign of text) {
    const script = SCRIPTS.find(([, letters]) => letters.test(sign))
    if (script !== undefined) found.add(script[0])
  }
  return [...found]
}

/** Letters of several alphabets in one code, or fullwidth signs: hardly meant, and easily taken for another code. */
export function isMixed(text: string): boolean {
  const scripts = scriptsOf(text)
  return scripts.length > 1 || scripts.includes('fullwidth')
}

/**
 * Codes that look like this one and could be written in its place: each letter O as 0 and back, I and l as 1, the
 * other case, Latin letters for those that look like them. At most some hundred, to be looked up; each looks like it.
 */
export function lookAlikes(text: string): string[] {
  if (text.length > LONGEST_COMPARED) return []
  const latin = toLatin(text)
  const found = new Set<string>([latin, latin.replaceAll(GS, ''), latin.replaceAll(' ', '')])
  for (const cased of casesOf(latin)) {
    found.add(cased)
    for (const [from, to] of EXCHANGED) {
      found.add(cased.replaceAll(from, to))
      for (let at = cased.indexOf(from); at >= 0; at = cased.indexOf(from, at + 1))
        found.add(cased.slice(0, at) + to + cased.slice(at + 1))
    }
  }
  const shape = skeleton(text)
  const alike = [...found].slice(0, MOST_COMPARED).filter((one) => skeleton(one) === shape)
  return alike.filter((one) => one !== text)
}

const LONGEST_COMPARED = 64
const MOST_COMPARED = 300
const EXCHANGED: readonly [string, string][] = [
  ['0', 'O'],
  ['O', '0'],
  ['o', '0'],
  ['1', 'I'],
  ['1', 'l'],
  ['I', '1'],
  ['l', '1'],
  ['I', 'l'],
  ['l', 'I'],
]

const toLatin = (text: string): string =>
  [...compatible(text)].map((sign) => LATIN_OF[sign] ?? sign).join('')

const casesOf = (text: string): string[] => [
  text,
  text.toUpperCase(),
  text.toLowerCase(),
  [...text]
    .map((sign) => (sign === sign.toLowerCase() ? sign.toUpperCase() : sign.toLowerCase()))
    .join(''),
]
