import type { IntlShape } from 'react-intl'
import type { Material, Role, TubeType } from '#shared/domain/words.ts'

/** "Plasma": the kind of a specimen as it stands in a list. */
export const sayMaterial = (intl: IntlShape, material: Material): string =>
  intl.formatMessage({ id: `material.${material}` })

/** "plasma or serum"; kinds that a box takes. */
export const sayMaterials = (intl: IntlShape, materials: readonly Material[]): string =>
  intl.formatList(
    materials.map((material) => sayMaterial(intl, material)),
    { type: 'disjunction' },
  )

export const sayTubeType = (intl: IntlShape, tubeType: TubeType): string =>
  intl.formatMessage({ id: `tubeType.${tubeType}` })

export const sayRole = (intl: IntlShape, role: Role): string =>
  intl.formatMessage({ id: `role.${role}` })

const isToday = (at: number): boolean => new Date(at).toDateString() === new Date().toDateString()

const HOURS_MINUTES = { hour: '2-digit', minute: '2-digit' } as const
const DAY = { day: 'numeric', month: 'short' } as const

/** The time on the wall, "14:31"; with the day when it is not today's. `at` in UTC milliseconds. */
export const sayClock = (intl: IntlShape, at: number): string =>
  intl.formatDate(at, isToday(at) ? HOURS_MINUTES : { ...DAY, ...HOURS_MINUTES })

/** To the second, "14:31:08", as it stands in the ledger. */
export const saySeconds = (intl: IntlShape, at: number): string =>
  intl.formatTime(at, { ...HOURS_MINUTES, second: '2-digit' })

/** How long something lasted or lasts, "2 h 10 min"; below a minute in seconds. */
export function sayDuration(intl: IntlShape, ms: number): string {
  const minutes = Math.floor(ms / 60_000)
  if (minutes < 1) return intl.formatMessage({ id: 'time.seconds' }, { s: Math.floor(ms / 1000) })
  const [days, h, min] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60]
  if (days > 0) return intl.formatMessage({ id: 'time.daysHours' }, { d: days, h })
  if (h > 0) return intl.formatMessage({ id: 'time.hoursMinutes' }, { h, min })
  return intl.formatMessage({ id: 'time.minutes' }, { min })
}
