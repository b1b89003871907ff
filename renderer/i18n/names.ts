import { useMemo } from 'react'
import { type IntlShape, useIntl } from 'react-intl'
import type { SpecimenState } from '#shared/contract/views.ts'
import type { Material, TubeType } from '#shared/domain/words.ts'
import { sayDuration } from '../app/format.ts'

export interface Names {
  material(material: Material): string
  tubeType(type: TubeType): string
  specimenState(state: SpecimenState): string
  /** `0.5 mL`, from nanolitres; the unit that leaves the fewest noughts. */
  volume(nanolitres: number): string
  /** `12 Jun 2026, 14:22:41` as the wall clock had it; `off` is its offset from UTC in minutes. */
  moment(at: number, off?: number): string
  /** `12 Jun 2026, 14:22`, for lists. */
  minute(at: number): string
  /** `4 min 20 s` */
  lasting(milliseconds: number): string
}

/** What the words and numbers of the record are called in the language of the screen. */
export function useNames(): Names {
  const intl = useIntl()
  return useMemo(() => namesIn(intl), [intl])
}

export function namesIn(intl: IntlShape): Names {
  return {
    material: (material) => intl.formatMessage({ id: `material.${material}` }),
    tubeType: (type) => intl.formatMessage({ id: `tubeType.${type}` }),
    specimenState: (state) => intl.formatMessage({ id: `specimenState.${state}` }),
    volume: (nanolitres) => sayVolume(intl, nanolitres),
    moment: (at, off) => moment(intl, at, off),
    minute: (at) => intl.formatDate(at, { dateStyle: 'medium', timeStyle: 'short' }),
    lasting: (milliseconds) => lasting(intl, milliseconds),
  }
}

const UNITS = [
  [1_000_000, 'mL'],
  [1_000, 'µL'],
  [1, 'nL'],
] as const

/** Below a tenth of a millilitre people say microlitres. */
export function sayVolume(intl: IntlShape, nanolitres: number): string {
  const [size, unit] = UNITS.find(([one]) => nanolitres >= one / 10) ?? UNITS[2]
  const amount = intl.formatNumber(nanolitres / size, { maximumFractionDigits: 6 })
  return `${amount}\u00a0${unit}`
}

const localOffset = (at: number): number => -new Date(at).getTimezoneOffset()

/** Another bench may stand in another zone: its time is shown as it was on its wall, and says so. */
function moment(intl: IntlShape, at: number, off = localOffset(at)): string {
  const wall = intl.formatDate(at + off * 60_000, {
    dateStyle: 'medium',
    timeStyle: 'medium',
    timeZone: 'UTC',
  })
  return off === localOffset(at) ? wall : `${wall} ${zone(off)}`
}

function zone(off: number): string {
  const minutes = Math.abs(off)
  const rest = minutes % 60 === 0 ? '' : `:${String(minutes % 60).padStart(2, '0')}`
  return `(UTC${off < 0 ? '-' : '+'}${Math.floor(minutes / 60)}${rest})`
}

/** Seconds are kept where they count, below an hour; above, the two largest units. */
function lasting(intl: IntlShape, milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000))
  const [min, s] = [Math.floor(seconds / 60), seconds % 60]
  if (min < 1 || min >= 60 || s === 0) return sayDuration(intl, seconds * 1000)
  return intl.formatMessage({ id: 'time.minutesSeconds' }, { min, s })
}
