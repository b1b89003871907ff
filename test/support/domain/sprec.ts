import fc from 'fast-check'
import type {
  Band,
  DelayList,
  SpinList,
  SpinRow,
  StorageList,
} from '#shared/domain/sprec/lists/list.ts'
import type { SprecInputs, SprecResult } from '#shared/domain/sprec/sprec.ts'
import { MATERIALS, TUBE_TYPES } from '#shared/domain/words.ts'

/** The checks that a list of SPREC must stand; each gives what is wrong, in words, and nothing else. */

export function codesTwice(codes: readonly string[]): readonly string[] {
  return codes.filter((code, i) => codes.indexOf(code) !== i).map((code) => `${code} twice`)
}

/** Where bands leave a gap or overlap, from 0 on; where they end, when they should not. */
export function untiled(bands: readonly Band[], ends: 'ends' | 'open' = 'open'): readonly string[] {
  const faults: string[] = []
  let at: number | null = 0
  for (const band of bands.toSorted((a, b) => a.from - b.from)) {
    if (at === null || band.from < at) faults.push(`${band.code} overlaps`)
    else if (band.from > at) faults.push(`nothing from ${at} to ${band.from}`)
    at = band.to
  }
  if ((at === null) !== (ends === 'open')) faults.push(`ends at ${at}`)
  return faults
}

/** The bands of a list of delays at one temperature. */
export const bandsAt = (list: DelayList, at: string): readonly Band[] =>
  list.rows.filter((row) => row.at === at)

/** The spins of one temperature and one brake, as bands of g. */
export function bandsOfG(list: SpinList, one: Pick<SpinRow, 'at' | 'brake'>): readonly Band[] {
  return list.rows
    .filter((row) => row.at === one.at && row.brake === one.brake && row.minutes[0] === 10)
    .map(({ code, g: [from, to] }) => ({ code, from, to }))
}

/** Two rows that one spin would fit. */
export function spinClashes({ rows }: SpinList): readonly string[] {
  const meet = (a: SpinRow, b: SpinRow): boolean =>
    a.at === b.at &&
    a.brake === b.brake &&
    a.minutes[0] <= b.minutes[1] &&
    b.minutes[0] <= a.minutes[1] &&
    a.g[0] < (b.g[1] ?? Number.POSITIVE_INFINITY) &&
    b.g[0] < (a.g[1] ?? Number.POSITIVE_INFINITY)
  return pairs(rows).flatMap(([a, b]) => (meet(a, b) ? [`${a.code} meets ${b.code}`] : []))
}

/** Two rows for one vessel at one temperature. */
export function storageClashes({ rows }: StorageList): readonly string[] {
  return pairs(rows).flatMap(([a, b]) =>
    a.vessel === b.vessel && a.at.some((at) => b.at.includes(at))
      ? [`${a.code} meets ${b.code}`]
      : [],
  )
}

function pairs<T>(all: readonly T[]): readonly (readonly [T, T])[] {
  return all.flatMap((a, i) => all.slice(i + 1).map((b) => [a, b] as const))
}

/** Plasma of potassium EDTA as in docs/guide/sprec.md; its code in version 2 is PL1-PED-B-D-N-C-D. */
export const PLASMA: SprecInputs = {
  material: 'plasma',
  pooled: false,
  primaryTube: 'edta-tube',
  collectedAt: Date.UTC(2026, 2, 3, 8, 14, 3),
  processingBeganAt: Date.UTC(2026, 2, 3, 9, 2, 40),
  keptBefore: 40,
  spins: [{ g: 2000, minutes: 10, celsius: 40, brake: true }],
  processingEndedAt: Date.UTC(2026, 2, 3, 9, 20, 0),
  keptAfter: 40,
  storedAt: Date.UTC(2026, 2, 3, 10, 41, 12),
  storage: {
    tubeType: 'cryotube',
    original: false,
    nanolitres: 500_000,
    celsius: -80,
    before: null,
    programmed: null,
  },
  solid: {
    collection: null,
    sinceDeath: null,
    warmIschaemia: null,
    coldIschaemia: null,
    fixation: null,
    fixationTime: null,
  },
}

/** Snap-frozen tissue of an excision; its code in version 2 is TIS-SRG-B-C-SNP-A-D. */
export const TISSUE: SprecInputs = {
  ...PLASMA,
  material: 'tissue-frozen',
  primaryTube: 'other',
  solid: {
    collection: 'SRG',
    sinceDeath: null,
    warmIschaemia: 120_000,
    coldIschaemia: 900_000,
    fixation: 'SNP',
    fixationTime: 30_000,
  },
}

/** The code of one element; the name of what is wrong where there are none. */
export function codeAt(result: SprecResult, element: string): string {
  if (!result.applies) return result.why
  return result.elements.find((one) => one.element === element)?.code ?? `no ${element}`
}

const odd = fc.option(fc.oneof(fc.integer(), fc.double(), fc.maxSafeInteger()), { nil: null })
const tube = fc.option(fc.constantFrom(...TUBE_TYPES), { nil: null })
const lasted = fc.oneof(odd, fc.constant('none' as const))
/** Whatever a ledger could hold, and more: odd numbers, times that run backwards. */
export const anyInputs: fc.Arbitrary<SprecInputs> = fc.record({
  material: fc.constantFrom(...MATERIALS),
  pooled: fc.constant(false),
  primaryTube: tube,
  collectedAt: odd,
  processingBeganAt: odd,
  keptBefore: odd,
  spins: fc.option(
    fc.array(
      fc.record({
        g: fc.double(),
        minutes: fc.integer(),
        celsius: fc.integer(),
        brake: fc.boolean(),
      }),
      { maxLength: 4 },
    ),
    { nil: null },
  ),
  processingEndedAt: odd,
  keptAfter: odd,
  storedAt: odd,
  storage: fc.record({
    tubeType: tube,
    original: fc.boolean(),
    nanolitres: odd,
    celsius: odd,
    before: odd,
    programmed: fc.option(fc.boolean(), { nil: null }),
  }),
  solid: fc.record({
    collection: fc.option(fc.string(), { nil: null }),
    sinceDeath: odd,
    warmIschaemia: lasted,
    coldIschaemia: lasted,
    fixation: fc.option(fc.string(), { nil: null }),
    fixationTime: lasted,
  }),
})
