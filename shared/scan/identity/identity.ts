import type { Result } from '../../lib/result.ts'
import { isMixed } from './confusables.ts'
import {
  GS,
  type Gs1Field,
  type Gs1Refusal,
  readBrackets,
  readGs1,
  readsInOneWay,
  writeBrackets,
  writeGs1,
} from './gs1.ts'
import { type Gs1Unit, unitOf } from './gs1-unit.ts'
import {
  hasPlainFlags,
  type IsbtRefusal,
  type IsbtStructure,
  readIsbt128,
  readTypedDonation,
  spellingsOfDonation,
  writeIsbt128,
} from './isbt128.ts'

/**
 * What a code says. It is shown beside the code and never takes its place: the code of a tube is the text that
 * was bound to it (decision 0022).
 */
export type Meaning =
  | { kind: 'plain' }
  /** `isSure`: not to be read in another way, even if the separators were dropped on the way here. */
  | { kind: 'gs1'; fields: readonly Gs1Field[]; unit: Gs1Unit | null; isSure: boolean }
  | { kind: 'isbt128'; structures: readonly IsbtStructure[] }
  /** It says that it is one of these and does not hold what it would have to. */
  | { kind: 'broken'; of: 'gs1'; why: Gs1Refusal }
  | { kind: 'broken'; of: 'isbt128'; why: IsbtRefusal }

export interface CodeReading {
  meaning: Meaning
  /** One text for every way in which the same is written; the text itself where it says nothing. */
  canonical: string
  /** Letters of several alphabets, or fullwidth signs. */
  isMixed: boolean
}

/** AIM identifiers that promise GS1 data: a FNC1 stood in first position. */
const GS1_AIM = /^\](C1|d2|d5|Q3|Q4|z1|z4|e[0-3]|J1)$/

/** Reads what a scanned or typed text says. `aim`: where the source told it apart. Never throws. */
export function readCode(text: string, aim?: string): CodeReading {
  const meaning = meaningOf(text, aim)
  return { meaning, canonical: canonicalOf(meaning, text), isMixed: isMixed(text) }
}

function meaningOf(text: string, aim: string | undefined): Meaning {
  const head = text.slice(0, 3)
  if (aim === undefined && GS1_AIM.test(head)) return promised(text.slice(3))
  if (aim !== undefined && GS1_AIM.test(aim)) return promised(text)
  if (text.startsWith('(')) return written(readBrackets(text))
  if (/^[=&]/.test(text)) return isbt(text)
  if (text.includes(GS)) return written(readGs1(text))
  return typedDonation(text) ?? keyed(text) ?? PLAIN
}

const PLAIN: Meaning = { kind: 'plain' }

const gs1 = (fields: readonly Gs1Field[], isSure: boolean): Meaning => ({
  kind: 'gs1',
  fields,
  unit: unitOf(fields),
  isSure,
})

function promised(text: string): Meaning {
  const read = readGs1(text)
  return read.ok ? gs1(read.value, true) : { kind: 'broken', of: 'gs1', why: read.error }
}

/** A bracket or a GS alone promises nothing: `(old) 17` is a plain code. */
function written(read: Result<readonly Gs1Field[], Gs1Refusal>): Meaning {
  if (read.ok) return gs1(read.value, true)
  if (read.error.type === 'UnknownIdentifier') return PLAIN
  return { kind: 'broken', of: 'gs1', why: read.error }
}

/** `=` and `&` begin many codes; what has the head of a structure and not its data is broken. */
function isbt(text: string): Meaning {
  const read = readIsbt128(text)
  if (read.ok) return { kind: 'isbt128', structures: read.value }
  return read.error.type === 'WrongCheck'
    ? { kind: 'broken', of: 'isbt128', why: read.error }
    : PLAIN
}

function typedDonation(text: string): Meaning | undefined {
  const read = readTypedDonation(text)
  if (!read.ok) return undefined
  const structure: IsbtStructure = { name: 'donation', identifier: '=', data: `${read.value}00` }
  return { kind: 'isbt128', structures: [structure] }
}

/** Keys with a check digit that a code may begin with, so that digits alone are hardly taken for one. */
const CHECKED_KEY = /^(0[0-3]\d{14}|253\d{13}|41[0-7]\d{13}|8003\d{14}|8006\d{18}|801[78]\d{18})/

/** Without FNC1 or brackets only a key with a right check digit counts, and all behind it has to fit as well. */
function keyed(text: string): Meaning | undefined {
  if (!CHECKED_KEY.test(text)) return undefined
  const read = readGs1(text)
  return read.ok ? gs1(read.value, readsInOneWay(text)) : undefined
}

function canonicalOf(meaning: Meaning, text: string): string {
  if (meaning.kind === 'gs1') return meaning.isSure ? writeGs1(meaning.fields) : text
  if (meaning.kind === 'isbt128') return canonicalIsbt(meaning.structures)
  return text
}

/** Flags that are only the check say no more than none do. */
function canonicalIsbt(structures: readonly IsbtStructure[]): string {
  const [only, ...others] = structures
  if (only?.name !== 'donation' || others.length > 0 || !hasPlainFlags(only))
    return writeIsbt128(structures)
  return `=${only.data.slice(0, 13)}00`
}

const HEADS = [']C1', ']d2', ']Q3', GS]

/**
 * Other texts that are provably the same code: with or without what a scanner puts in front, with brackets, without
 * separators where that reads in one way only. Empty for a plain code and for one that may be read in two ways.
 */
export function spellingsOf(text: string, aim?: string): string[] {
  const { meaning, canonical } = readCode(text, aim)
  if (meaning.kind === 'isbt128') return others(text, spellingsOfIsbt(meaning.structures))
  if (meaning.kind !== 'gs1' || !meaning.isSure) return []
  const joined = canonical.replaceAll(GS, '')
  const brackets = writeBrackets(meaning.fields)
  // IDY-1: what by itself is a plain code, as `21A` is, is found by itself alone.
  const isPlain = readCode(canonical).meaning.kind === 'plain'
  return others(text, [
    ...(isPlain ? [] : [canonical]),
    ...HEADS.map((head) => head + canonical),
    `${canonical}${GS}`,
    ...(isSameGs1(brackets, canonical) ? [brackets] : []),
    ...(isSameGs1(joined, canonical) ? [joined] : []),
  ])
}

/** Whether a text by itself, without what the scanner said of it, is surely read as these element strings. */
function isSameGs1(text: string, canonical: string): boolean {
  const { meaning, canonical: own } = readCode(text)
  return meaning.kind === 'gs1' && meaning.isSure && own === canonical
}

function spellingsOfIsbt(structures: readonly IsbtStructure[]): string[] {
  const [only, ...more] = structures
  return only?.name === 'donation' && more.length === 0 && hasPlainFlags(only)
    ? spellingsOfDonation(only.data.slice(0, 13))
    : []
}

const others = (text: string, spellings: readonly string[]): string[] => [
  ...new Set(spellings.filter((one) => one !== text)),
]
