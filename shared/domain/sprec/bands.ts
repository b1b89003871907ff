import type { Band, DelayList, Warmth } from './lists/list.ts'

/**
 * Tenths of a degree Celsius, both ends within. Room temperature is 18 to 28 °C in version 2 (as SPRECLib has
 * it); 14 °C is neither warm nor cold, and fits no band.
 */
const WARMTHS: readonly (readonly [Warmth, number, number])[] = [
  ['cold', 20, 100],
  ['room', 180, 280],
  ['body', 350, 380],
]

/** The class of a temperature in tenths of a degree Celsius; null where the lists have none for it. */
export function warmthOf(tenths: number): Warmth | null {
  return WARMTHS.find(([, from, to]) => from <= tenths && tenths <= to)?.[0] ?? null
}

const within = (band: Band, ms: number): boolean =>
  band.from <= ms && (band.to === null || ms < band.to)

/** The code of the band that holds `ms`; null where none does. */
export function bandAt(bands: readonly Band[], ms: number): string | null {
  return bands.find((band) => within(band, ms))?.code ?? null
}

/** The code of a delay of `ms` at `tenths` of a degree Celsius; null where the list has none. */
export function delayAt(list: DelayList, tenths: number, ms: number): string | null {
  const at = warmthOf(tenths)
  return at
    ? bandAt(
        list.rows.filter((row) => row.at === at),
        ms,
      )
    : null
}
