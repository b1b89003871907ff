import type { Found } from '#shared/picture/found.ts'

/** What of a code in one frame matters to whether it is believed. */
export type CodeRead = Pick<Found, 'text' | 'aim' | 'kind' | 'engine'>

/** How long a read waits to be confirmed, milliseconds. */
export const CONFIRM_MS = 1_000

interface Sighting {
  engine: CodeRead['engine']
  frame: number
  at: number
}

/** Reads of the last moment, by symbology and text. */
export type GateState = ReadonlyMap<string, readonly Sighting[]>

export const EMPTY_GATE: GateState = new Map()

/**
 * Lets matrix codes of zxing-wasm and of our own grid through at once: their error correction vouches for
 * them. @zxing/library was seen to read some that were not there, so it takes two frames. A linear code has one
 * check character at best: zxing-wasm has to have read it, and a second frame or the other engine has to
 * agree. `frame` counts frames of the camera: the same picture again confirms nothing.
 */
export function passGate(
  state: GateState,
  reads: readonly CodeRead[],
  seen: { frame: number; at: number },
): { state: GateState; accepted: CodeRead[] } {
  const sightings = new Map<string, readonly Sighting[]>()
  for (const [key, all] of state) {
    const fresh = all.filter(({ at }) => seen.at - at <= CONFIRM_MS)
    if (fresh.length > 0) sightings.set(key, fresh)
  }
  const accepted = reads.filter((read) => {
    const key = `${read.aim} ${read.text}`
    const all = [...(sightings.get(key) ?? []), { engine: read.engine, ...seen }]
    sightings.set(key, all)
    return read.kind === 'matrix' ? vouchesMatrix(all) : vouchesLinear(all)
  })
  return { state: sightings, accepted: distinct(accepted) }
}

const isTrusted = ({ engine }: Sighting): boolean => engine !== 'library'

const vouchesMatrix = (all: readonly Sighting[]): boolean =>
  all.some(isTrusted) || framesOf(all) > 1

const vouchesLinear = (all: readonly Sighting[]): boolean =>
  all.some(isTrusted) && (framesOf(all) > 1 || !all.every(isTrusted))

const framesOf = (all: readonly Sighting[]): number => new Set(all.map(({ frame }) => frame)).size

/** Two engines, or two labels with the same code in one picture, are one read. */
const distinct = (reads: readonly CodeRead[]): CodeRead[] => [
  ...new Map(reads.map((read) => [read.text, read])).values(),
]
