import type { ScanSource } from './scan.ts'

/** Milliseconds within which the same text again is the same read. Typed codes are typed twice on purpose. */
export const SAME_READ_MS: Record<ScanSource, number> = {
  hid: 500,
  serial: 500,
  wedge: 500,
  camera: 1_500,
  typed: 0,
}

const LONGEST = Math.max(...Object.values(SAME_READ_MS))

/** When each text was last seen, UTC milliseconds. */
export type SeenTexts = ReadonlyMap<string, number>

export const NOTHING_SEEN: SeenTexts = new Map()

/**
 * Tells a repeated read from a new one. The window slides: a tube held before the camera for a
 * minute is one read, and a repeat counts as having been seen.
 */
export function seeText(
  seen: SeenTexts,
  read: { text: string; source: ScanSource; at: number },
): { seen: SeenTexts; repeated: boolean } {
  const last = seen.get(read.text)
  const repeated = last !== undefined && Math.abs(read.at - last) < SAME_READ_MS[read.source]
  const kept = [...seen].filter(([, at]) => Math.abs(read.at - at) < LONGEST)
  return { seen: new Map([...kept, [read.text, read.at]]), repeated }
}
