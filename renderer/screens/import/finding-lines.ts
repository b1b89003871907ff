import type { ImportCheck, ImportFinding } from '#shared/contract/imports.ts'

/** A finding with a key that it keeps while other cells are mended. */
export interface FindingLine {
  readonly key: string
  readonly finding: ImportFinding
  readonly stops: boolean
}

/** What stops a row comes first. */
export const linesOf = ({ errors, notes }: ImportCheck): FindingLine[] => [
  ...keyed(errors, true),
  ...keyed(notes, false),
]

function keyed(findings: readonly ImportFinding[], stops: boolean): FindingLine[] {
  const seen = new Map<string, number>()
  return findings.map((finding) => {
    const place = `${stops ? 'e' : 'n'}/${finding.line}/${finding.field ?? ''}`
    const nth = seen.get(place) ?? 0
    seen.set(place, nth + 1)
    return { key: `${place}/${nth}`, finding, stops }
  })
}

/**
 * Where to go on when a cell was mended: the same finding while it is still one, else the next of those
 * that stood behind it, or before it where `back`; null where there is none left.
 */
export function nextKey(
  before: readonly FindingLine[],
  after: readonly FindingLine[],
  from: string,
  back = false,
): string | null {
  const left = new Set(after.filter(({ stops }) => stops).map(({ key }) => key))
  const at = before.findIndex(({ key }) => key === from)
  const behind = back ? before.slice(0, at).reverse() : before.slice(at + 1)
  return behind.find(({ key }) => left.has(key))?.key ?? null
}
