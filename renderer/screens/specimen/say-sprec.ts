import type { IntlShape } from 'react-intl'
import type { Rest, SprecElement } from '#shared/domain/sprec/sprec.ts'
import { saySeconds } from '../../app/format.ts'
import { namesIn } from '../../i18n/names.ts'

/** `1 h 21 min 12 s`: no unit is left out, however long it lasted. Parts of a second are cut, as the bands have it. */
export function sayExactly(intl: IntlShape, ms: number): string {
  const seconds = Math.floor(ms / 1000)
  return intl.formatMessage(
    { id: 'time.exact' },
    {
      d: Math.floor(seconds / 86_400),
      h: Math.floor(seconds / 3600) % 24,
      min: Math.floor(seconds / 60) % 60,
      s: seconds % 60,
    },
  )
}

const celsius = (intl: IntlShape, degrees: number): string =>
  `${intl.formatNumber(degrees, { maximumFractionDigits: 1 })}\u00a0°C`

/** What an element rests on, as one line; empty where nothing is known. */
export const sayRests = (intl: IntlShape, rests: readonly Rest[]): string =>
  rests.map((rest) => sayRest(intl, rest)).join(' · ')

function sayRest(intl: IntlShape, rest: Rest): string {
  const t = (id: string, values?: Record<string, string | number>) =>
    intl.formatMessage({ id }, values)
  const names = namesIn(intl)
  switch (rest.what) {
    case 'material':
      return names.material(rest.material)
    case 'tube':
      return names.tubeType(rest.tubeType)
    case 'spun':
      return t('sprec.spun', { times: rest.times })
    case 'between':
      return sayBetween(intl, rest)
    case 'collected':
    case 'began':
    case 'ended':
    case 'stored':
      return t(`sprec.at.${rest.what}`, { moment: names.moment(rest.at) })
    case 'kept':
      return t('sprec.kept', { celsius: celsius(intl, rest.celsius / 10) })
    case 'spin':
      return t(rest.spin.brake ? 'sprec.spinBrake' : 'sprec.spinFree', {
        g: intl.formatNumber(rest.spin.g),
        min: rest.spin.minutes,
        celsius: celsius(intl, rest.spin.celsius / 10),
      })
    case 'holds':
      return t('sprec.holds', { volume: names.volume(rest.nanolitres) })
    case 'set':
      return celsius(intl, rest.celsius)
    case 'set-before':
      return t('sprec.setBefore', { celsius: celsius(intl, rest.celsius) })
    case 'programmed':
      return t(rest.programmed ? 'sprec.programme' : 'sprec.noProgramme')
    case 'lasted':
      return sayExactly(intl, rest.ms)
    case 'not-applicable':
      return t('sprec.notApplicable')
    case 'stated':
      return rest.code
  }
}

/** `48 min 37 s (3 Mar 2026, 08:14:03 to 09:02:40)` */
function sayBetween(intl: IntlShape, { from, to }: { from: number; to: number }): string {
  const { moment } = namesIn(intl)
  const sameDay = new Date(from).toDateString() === new Date(to).toDateString()
  const end = sameDay ? saySeconds(intl, to) : moment(to)
  if (to < from) return intl.formatMessage({ id: 'sprec.span' }, { from: moment(from), to: end })
  const lasted = sayExactly(intl, to - from)
  return intl.formatMessage({ id: 'sprec.between' }, { lasted, from: moment(from), to: end })
}

/** Why an element has no code of its own; null where it has one. */
export function sayWhy(intl: IntlShape, one: SprecElement): string | null {
  switch (one.state) {
    case 'coded':
      return null
    case 'missing': {
      const what = one.missing.map((lack) => intl.formatMessage({ id: `sprec.missing.${lack}` }))
      return intl.formatMessage({ id: 'sprec.missing' }, { what: intl.formatList(what) })
    }
    case 'contradiction':
      return intl.formatMessage({ id: `sprec.cannot.${contradictionOf(one)}` })
    default:
      return intl.formatMessage({ id: `sprec.state.${one.state}` })
  }
}

function contradictionOf({ rests }: SprecElement): 'backwards' | 'unspun' | 'be' {
  if (rests.some((rest) => rest.what === 'between' && rest.to < rest.from)) return 'backwards'
  return rests.some(({ what }) => what === 'spun') ? 'unspun' : 'be'
}
