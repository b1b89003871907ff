/** Arithmetic in the field of 256 elements of Data Matrix: x^8 + x^5 + x^3 + x^2 + 1. */
const POLYNOMIAL = 0x12d
const EXP = new Uint8Array(512)
const LOG = new Uint8Array(256)

for (let power = 0, value = 1; power < 255; power++) {
  EXP[power] = value
  EXP[power + 255] = value
  LOG[value] = power
  value = value < 128 ? value << 1 : (value << 1) ^ POLYNOMIAL
}

const times = (a: number, b: number): number => (a === 0 || b === 0 ? 0 : EXP[LOG[a]! + LOG[b]!]!)

const inverse = (a: number): number => EXP[255 - LOG[a]!]!

/** The value of a polynomial, its highest term first. */
function valueAt(terms: ArrayLike<number>, x: number): number {
  let value = 0
  for (let term = 0; term < terms.length; term++) value = times(value, x) ^ terms[term]!
  return value
}

function syndromesOf(words: Uint8Array, check: number): Uint8Array {
  return Uint8Array.from({ length: check }, (_, power) => valueAt(words, EXP[power + 1]!))
}

/** The check words that follow data. */
export function checkWords(data: Uint8Array, check: number): Uint8Array {
  let generator = Uint8Array.of(1)
  for (let power = 1; power <= check; power++) {
    const next = new Uint8Array(generator.length + 1)
    generator.forEach((term, at) => {
      next[at]! ^= term
      next[at + 1]! ^= times(term, EXP[power]!)
    })
    generator = next
  }
  const rest = new Uint8Array(data.length + check)
  rest.set(data)
  for (let at = 0; at < data.length; at++) {
    const lead = rest[at]!
    for (let term = 1; term <= check; term++) rest[at + term]! ^= times(generator[term]!, lead)
  }
  return rest.slice(data.length)
}

/**
 * Puts up to `most` wrong words right. The last `check` words are check words. Gives the codeword and how
 * many words of it were wrong, or undefined when no codeword is that near.
 */
export function corrected(
  words: Uint8Array,
  check: number,
  most: number,
): { words: Uint8Array; errors: number } | undefined {
  const syndromes = syndromesOf(words, check)
  if (syndromes.every((value) => value === 0)) return { words, errors: 0 }
  const locator = locatorOf(syndromes)
  const errors = locator.length - 1
  if (errors > most) return undefined
  const places = placesOf(locator, words.length)
  if (places.length !== errors) return undefined
  const right = Uint8Array.from(words)
  for (const place of places) {
    right[words.length - 1 - place]! ^= magnitude(locator, syndromes, place)
  }
  return syndromesOf(right, check).every((value) => value === 0)
    ? { words: right, errors }
    : undefined
}

/** The shortest recurrence of the syndromes, lowest term first (Berlekamp 1968, Massey 1969). */
function locatorOf(syndromes: Uint8Array): number[] {
  let locator = [1]
  let before = [1]
  let length = 0
  let since = 1
  let lastGap = 1
  for (let step = 0; step < syndromes.length; step++) {
    let gap = syndromes[step]!
    for (let term = 1; term <= length; term++) {
      gap ^= times(locator[term] ?? 0, syndromes[step - term]!)
    }
    if (gap === 0) {
      since += 1
      continue
    }
    const kept = locator
    locator = minus(locator, before, times(gap, inverse(lastGap)), since)
    if (2 * length > step) {
      since += 1
      continue
    }
    length = step + 1 - length
    before = kept
    lastGap = gap
    since = 1
  }
  while (locator.length > 1 && locator.at(-1) === 0) locator.pop()
  return locator.length - 1 === length ? locator : new Array(syndromes.length + 2).fill(0)
}

function minus(
  a: readonly number[],
  b: readonly number[],
  factor: number,
  shift: number,
): number[] {
  const made = [...a]
  while (made.length < b.length + shift) made.push(0)
  b.forEach((term, at) => {
    made[at + shift] = made[at + shift]! ^ times(term, factor)
  })
  return made
}

/** Where words are wrong, counted from the last. */
function placesOf(locator: readonly number[], length: number): number[] {
  const highestFirst = [...locator].reverse()
  return Array.from({ length }, (_, place) => place).filter(
    (place) => valueAt(highestFirst, EXP[(255 - place) % 255]!) === 0,
  )
}

/** What the word at a place is wrong by (Forney 1965, for roots that begin with the first power). */
function magnitude(locator: readonly number[], syndromes: Uint8Array, place: number): number {
  const root = EXP[(255 - place) % 255]!
  const evaluator = Array.from(syndromes, (_, power) => {
    let term = 0
    for (let at = 0; at <= power; at++) term ^= times(locator[at] ?? 0, syndromes[power - at]!)
    return term
  }).slice(0, locator.length - 1)
  let slope = 0
  for (let term = 1; term < locator.length; term += 2) {
    slope ^= times(locator[term]!, power(root, term - 1))
  }
  return slope === 0 ? 0 : times(valueAt(evaluator.reverse(), root), inverse(slope))
}

const power = (base: number, exponent: number): number =>
  base === 0 ? (exponent === 0 ? 1 : 0) : EXP[(LOG[base]! * exponent) % 255]!
