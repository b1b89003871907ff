import type { TubeType } from '../words.ts'
import type { StorageList } from './lists/list.ts'
import type { StorageAt, Vessel } from './lists/vessels.ts'
import type { Rest, StorageInputs } from './sprec.ts'
import { contradiction, found, lacking, sane, type Verdict } from './verdict.ts'

/**
 * Whole degrees, both ends within. Nitrogen is -196 to -150 °C, vapour or liquid, as the storage temperatures
 * of MIABIS have it; the lists name no temperature for it.
 */
const CLASSES: readonly (readonly [StorageAt, number, number])[] = [
  ['nitrogen', -196, -150],
  ['below-minus-135', -196, -136],
  ['minus-80', -85, -60],
  ['minus-20', -35, -18],
  ['cold', 2, 10],
  ['room', 18, 28],
]

const classesOf = (celsius: number): readonly StorageAt[] =>
  CLASSES.flatMap(([at, from, to]) => (from <= celsius && celsius <= to ? [at] : []))

/** The largest cryotube of the lists is of 2 mL; what holds more is another vessel. */
const CRYOTUBE_NANOLITRES = 2_000_000

/** SPR-10: the seventh element. */
export function storageOf(list: StorageList, inputs: StorageInputs): Verdict {
  const { tubeType, celsius, before, nanolitres } = inputs
  const rests = restsOf(inputs)
  if ([celsius, before, nanolitres].some((value) => value !== null && !sane(value)))
    return contradiction(rests)
  const noVessel = tubeType === null || (tubeType === 'other' && !inputs.original)
  if (noVessel || celsius === null)
    return lacking(
      [
        ...(noVessel ? (['vessel'] as const) : []),
        ...(celsius === null ? (['storage-temperature'] as const) : []),
      ],
      rests,
    )
  const vessel = vesselOf(tubeType, inputs)
  if (!vessel) return found(null, rests)
  const code = storageCode(list, vessel, coldest(celsius, inputs))
  return code === null && programmeDecides(list, vessel, celsius, inputs)
    ? lacking(['programme'], rests)
    : found(code, rests)
}

function vesselOf(tubeType: TubeType, { original, nanolitres }: StorageInputs): Vessel | null {
  if (tubeType === 'straw') return 'straw'
  if (tubeType === 'cryotube')
    return nanolitres !== null && nanolitres > CRYOTUBE_NANOLITRES ? null : 'cryotube'
  return original ? 'original' : null
}

/** The classes that fit, what says more before what says less. */
function coldest(celsius: number, { before, programmed }: StorageInputs): readonly StorageAt[] {
  const at = classesOf(celsius)
  const waited = before !== null && classesOf(before).includes('minus-80')
  return [
    ...(programmed && at.includes('below-minus-135') ? (['programmed'] as const) : []),
    ...(waited && at.includes('nitrogen') ? (['nitrogen-after-minus-80'] as const) : []),
    ...at,
  ]
}

/** The code of a vessel at the first of these classes that the list has for it; null where it has none. */
export function storageCode(
  list: StorageList,
  vessel: Vessel,
  classes: readonly StorageAt[],
): string | null {
  const rows = list.rows.filter((row) => row.vessel === vessel)
  for (const at of classes) {
    const row = rows.find((one) => one.at.includes(at))
    if (row) return row.code
  }
  return null
}

/** Nobody said whether a freezing programme was used, and with one there would be a code. */
function programmeDecides(
  list: StorageList,
  vessel: Vessel,
  celsius: number,
  inputs: StorageInputs,
): boolean {
  const programmed = coldest(celsius, { ...inputs, programmed: true })
  return inputs.programmed === null && storageCode(list, vessel, programmed) !== null
}

function restsOf(inputs: StorageInputs): readonly Rest[] {
  const rests: Rest[] = []
  const { tubeType, nanolitres, celsius, before, programmed } = inputs
  if (tubeType !== null) rests.push({ what: 'tube', tubeType })
  if (tubeType === 'cryotube' && nanolitres !== null) rests.push({ what: 'holds', nanolitres })
  if (before !== null) rests.push({ what: 'set-before', celsius: before })
  if (celsius !== null) rests.push({ what: 'set', celsius })
  if (programmed !== null) rests.push({ what: 'programmed', programmed })
  return rests
}
