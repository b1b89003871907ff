/** What one decoder found in one frame. */
export interface CodeRead {
  text: string
  /** AIM symbology identifier, `]d1` for example. */
  aim: string
  kind: 'linear' | 'matrix'
  engine: 'wasm' | 'library'
}

export interface GateSettings {
  /** Which linear codes the lab prints; what does not fit is never accepted. */
  linearFits?: (text: string) => boolean
}

/** How long a linear read waits to be confirmed, milliseconds. */
export const CONFIRM_MS = 1_000

interface Waiting {
  engine: CodeRead['engine']
  frame: number
  at: number
}

/** Linear reads that wait for a second one, by symbology and text. */
export type GateState = ReadonlyMap<string, Waiting>

export const EMPTY_GATE: GateState = new Map()

/**
 * Lets matrix codes through at once: their error correction vouches for them. A linear code has one
 * check character at best, so two frames or two engines have to agree, and it has to fit the lab's
 * pattern. `frame` counts frames of the camera: the same picture again confirms nothing.
 */
export function passGate(
  state: GateState,
  reads: readonly CodeRead[],
  seen: { frame: number; at: number },
  settings: GateSettings = {},
): { state: GateState; accepted: CodeRead[] } {
  const waiting = new Map([...state].filter(([, { at }]) => seen.at - at <= CONFIRM_MS))
  const accepted = reads.filter((read) => {
    if (read.kind === 'matrix') return true
    if (!(settings.linearFits?.(read.text) ?? true)) return false
    const key = `${read.aim} ${read.text}`
    const earlier = waiting.get(key)
    waiting.set(key, { engine: read.engine, ...seen })
    return earlier !== undefined && confirms(earlier, read, seen.frame)
  })
  return { state: waiting, accepted: distinct(accepted) }
}

const confirms = (earlier: Waiting, read: CodeRead, frame: number): boolean =>
  earlier.frame !== frame || earlier.engine !== read.engine

/** Two engines, or two labels with the same code in one picture, are one read. */
const distinct = (reads: readonly CodeRead[]): CodeRead[] => [
  ...new Map(reads.map((read) => [read.text, read])).values(),
]
