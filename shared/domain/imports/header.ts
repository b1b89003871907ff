/** One part of a column's name: a word, or the number of a repetition from 1. */
export type HeaderPart = string | number

const NUMBER = /^[1-9]\d{0,3}$/

/**
 * The parts of a column's name in OpenSpecimen's grammar: `Field`, `Field#n`, `Base#Field`,
 * `Base#n#Field`, `Base#Base#Field`. Null where a name is not of that grammar, and then it is one word
 * with whatever signs it has. IMP-11
 */
export function parseHeader(name: string): readonly HeaderPart[] | null {
  const parts = name.split('#').map((part) => part.trim())
  const read = parts.map((part) => (NUMBER.test(part) ? Number(part) : part))
  return isGrammatical(read) ? read : null
}

/** The inverse of `parseHeader`. */
export const formatHeader = (parts: readonly HeaderPart[]): string => parts.join('#')

/** A repetition has a word before it, and no word is empty or only digits. */
function isGrammatical(parts: readonly HeaderPart[]): boolean {
  return parts.every((part, i) =>
    typeof part === 'number'
      ? i > 0 && typeof parts[i - 1] === 'string'
      : part !== '' && !/^\d+$/.test(part),
  )
}

/** The words of a name without its repetitions: `PMI#2#MRN` is `PMI`, `MRN`. */
export const wordsOf = (name: string): readonly string[] =>
  parseHeader(name)?.filter((part) => typeof part === 'string') ?? [name]

/** Columns that are one thing: a repeated group, a base with its fields, or one column alone. */
export interface HeaderGroup {
  /** The first word. */
  readonly base: string
  /** What stands behind it, each once, in the order of the table; empty for a column alone. */
  readonly fields: readonly string[]
  /** The highest repetition, or 1. */
  readonly times: number
  readonly columns: readonly number[]
}

/** The columns of a table by what they belong to, in the order in which each begins. */
export function groupHeader(names: readonly string[]): readonly HeaderGroup[] {
  const groups = new Map<string, { fields: Set<string>; times: number; columns: number[] }>()
  for (const [column, name] of names.entries()) {
    const [base, ...rest] = parseHeader(name) ?? [name]
    const key = String(base)
    const group = groups.get(key) ?? { fields: new Set(), times: 1, columns: [] }
    const field = rest.filter((part) => typeof part === 'string').join(' ')
    if (field) group.fields.add(field)
    for (const part of rest) if (typeof part === 'number') group.times = Math.max(group.times, part)
    group.columns.push(column)
    groups.set(key, group)
  }
  return [...groups].map(([base, { fields, ...group }]) => ({
    base,
    fields: [...fields],
    ...group,
  }))
}
