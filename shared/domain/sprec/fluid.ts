import type { TubeType } from '../words.ts'
import { delayAt, warmthOf } from './bands.ts'
import type { DelayList, NameList, SpinList } from './lists/list.ts'
import type { Missing, Rest, SpinInput, SprecInputs } from './sprec.ts'
import { contradiction, found, lacking, sane, type Verdict } from './verdict.ts'

/**
 * A cryotube or a straw holds what was taken from another vessel: as the primary container it says that nobody
 * recorded that one, and is not taken for a sterile polypropylene tube. EDTA tubes are taken for potassium EDTA,
 * which nearly all are; serum and heparin tubes are of several codes, and which was used is missing.
 */
const CONTAINERS: Readonly<Record<TubeType, string | Missing>> = {
  'edta-tube': 'PED',
  'serum-tube': 'additive',
  'heparin-tube': 'additive',
  cryotube: 'primary-tube',
  straw: 'primary-tube',
  other: 'primary-tube',
}

/** SPR-7 */
export function containerOf(list: NameList, tubeType: TubeType | null): Verdict {
  if (tubeType === null) return lacking(['primary-tube'])
  const rests: Rest[] = [{ what: 'tube', tubeType }]
  const code = CONTAINERS[tubeType]
  if (code === 'PED') return found(code in list.names ? code : null, rests)
  return lacking([code as Missing], rests)
}

/** A wait between two instants at one temperature. */
interface Wait {
  readonly from: number | null
  readonly to: number | null
  readonly kept: number | null
  /** What each is called when it stands alone or is missing. */
  readonly ends: readonly ['collected' | 'ended', 'began' | 'stored']
  readonly lacks: readonly [Missing, Missing, Missing]
}

export const before = (inputs: SprecInputs): Wait => ({
  from: inputs.collectedAt,
  to: inputs.processingBeganAt,
  kept: inputs.keptBefore,
  ends: ['collected', 'began'],
  lacks: ['collected', 'processing-began', 'kept-before'],
})

export const after = (inputs: SprecInputs): Wait => ({
  from: inputs.processingEndedAt,
  to: inputs.storedAt,
  kept: inputs.keptAfter,
  ends: ['ended', 'stored'],
  lacks: ['processing-ended', 'stored', 'kept-after'],
})

/** SPR-8: a delay at a temperature. One that ends before it began is a contradiction. */
export function delayOf(list: DelayList, wait: Wait): Verdict {
  const { from, to, kept } = wait
  const rests = restsOf(wait)
  if ([from, to, kept].some((value) => value !== null && !sane(value))) return contradiction(rests)
  if (from !== null && to !== null && to < from) return contradiction(rests)
  if (from === null || to === null || kept === null) {
    const lacks = [from, to, kept].flatMap((value, i) => (value === null ? [wait.lacks[i]!] : []))
    return lacking(lacks, rests)
  }
  return found(delayAt(list, kept, to - from), rests)
}

function restsOf({ from, to, kept, ends }: Wait): readonly Rest[] {
  const rests: Rest[] = []
  if (from !== null && to !== null) rests.push({ what: 'between', from, to })
  else if (from !== null) rests.push({ what: ends[0], at: from })
  else if (to !== null) rests.push({ what: ends[1], at: to })
  if (kept !== null) rests.push({ what: 'kept', celsius: kept })
  return rests
}

/** SPR-9: the n-th spin, from 0. Where processing was told with fewer, there was none. */
export function spinOf(list: SpinList, spins: readonly SpinInput[] | null, n: number): Verdict {
  if (spins === null) return lacking(['spins'])
  const spin = spins[n]
  if (!spin) return found(list.none, [{ what: 'spun', times: spins.length }])
  const rests: Rest[] = [{ what: 'spin', spin }]
  if (!possible(spin)) return contradiction(rests)
  return found(spinCode(list, spin), rests)
}

function possible({ g, minutes, celsius }: SpinInput): boolean {
  return [g, minutes, celsius].every(sane) && g > 0 && minutes > 0
}

/** The code of a spin; null where the list has none. */
export function spinCode(list: SpinList, spin: SpinInput): string | null {
  const at = warmthOf(spin.celsius)
  const row = list.rows.find(
    ({ minutes: [least, most], g: [from, to], ...one }) =>
      one.at === at &&
      one.brake === spin.brake &&
      least <= spin.minutes &&
      spin.minutes <= most &&
      from <= spin.g &&
      (to === null || spin.g < to),
  )
  return row?.code ?? null
}
