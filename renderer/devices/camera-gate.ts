/** What one decoder found in one frame. */
export interface CodeRead {
  text: string
  /** AIM symbology identifier, `]d1` for example. */
  aim: string
  kind: 'linear' | 'matrix'
  engine: 'wasm' | 'library'
}

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
 * Lets matrix codes of the first engine through at once: their error correction vouches for them. The
 * second engine was seen to read some that were not there, so it takes two frames. A linear code has one
 * check character at best: the first engine has to have read it, and a second frame or the second engine
 * has to agree. `frame` counts frames of the camera: the same picture again confirms nothing.
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

const byFirstEngine = ({ engine }: Sighting): boolean => engine === 'wasm'

const vouchesMatrix = (all: readonly Sighting[]): boolean =>
  all.some(byFirstEngine) || framesOf(all) > 1

const vouchesLinear = (all: readonly Sighting[]): boolean =>
  all.some(byFirstEngine) && (framesOf(all) > 1 || !all.every(byFirstEngine))

const framesOf = (all: readonly Sighting[]): number => new Set(all.map(({ frame }) => frame)).size

/** Two engines, or two labels with the same code in one picture, are one read. */
const distinct = (reads: readonly CodeRead[]): CodeRead[] => [
  ...new Map(reads.map((read) => [read.text, read])).values(),
]
