import type { RackTube } from '#shared/scan/rack/read.ts'

/** A box whose tubes are scanned one after the other, in the order of its positions. */
export interface HandWalk {
  /** Names of the positions, in the order of the walk. */
  readonly names: readonly string[]
  /** Index of the position that is asked for; as many as there are positions once all were. */
  readonly at: number
  /** Codes by index; null: passed by, so it is empty. Without an entry nobody was there yet. */
  readonly codes: ReadonlyMap<number, string | null>
}

export const beginWalk = (names: readonly string[]): HandWalk => ({
  names,
  at: 0,
  codes: new Map(),
})

export const isWalked = ({ at, names }: HandWalk): boolean => at >= names.length

/** Where a code was scanned already, if it was. */
export function scannedAt({ codes }: HandWalk, code: string): number | null {
  for (const [index, one] of codes) if (one === code) return index
  return null
}

/** Takes a tube, or nothing, for the position that is asked for, and goes on to the next that nobody was at. */
export function step(walk: HandWalk, code: string | null): HandWalk {
  if (isWalked(walk)) return walk
  const codes = new Map(walk.codes).set(walk.at, code)
  return { ...walk, at: openFrom(walk, codes, walk.at + 1), codes }
}

function openFrom({ names }: HandWalk, codes: HandWalk['codes'], from: number): number {
  const later = names.findIndex((_, index) => index >= from && !codes.has(index))
  if (later >= 0) return later
  const before = names.findIndex((_, index) => !codes.has(index))
  return before < 0 ? names.length : before
}

/** All that nobody came to are empty. */
export function restEmpty(walk: HandWalk): HandWalk {
  const codes = new Map(walk.codes)
  for (const index of walk.names.keys()) if (!codes.has(index)) codes.set(index, null)
  return { ...walk, codes, at: walk.names.length }
}

/** One position back, whose tube is asked for once more. */
export function back(walk: HandWalk): HandWalk {
  if (walk.at === 0) return walk
  const codes = new Map(walk.codes)
  codes.delete(walk.at - 1)
  return { ...walk, at: walk.at - 1, codes }
}

/** A person points at a position. */
export const toPosition = (walk: HandWalk, index: number): HandWalk => ({ ...walk, at: index })

export const scannedCount = ({ codes }: HandWalk): number =>
  [...codes.values()].filter((code) => code !== null).length

export const tubesOf = ({ names, codes }: HandWalk): readonly RackTube[] =>
  names.flatMap((position, index) => {
    const code = codes.get(index)
    return code ? [{ position, code }] : []
  })
