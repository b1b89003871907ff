import type { IntlShape } from 'react-intl'
import type { SetupOf } from '#shared/domain/batch/setup.ts'
import type { Spin } from '#shared/domain/processing/facts.ts'
import { sayMaterial, saySeconds } from '../../app/format.ts'
import { sayVolume } from '../../i18n/names.ts'

/** What a batch is, in one line: of what kind, how much, how it was spun, when. */
export function sayBatch(intl: IntlShape, setup: SetupOf<'processing'>): string {
  const { material, processing, nanolitres, take } = setup
  const amount = nanolitres ?? take
  return [
    material && sayMaterial(intl, material),
    amount !== null && sayVolume(intl, amount),
    ...processing.spins.map((spin) => saySpin(intl, spin)),
    sayTimes(intl, processing),
  ]
    .filter(Boolean)
    .join(' · ')
}

export const saySpin = (intl: IntlShape, { g, minutes, celsius, brake }: Spin): string =>
  intl.formatMessage(
    { id: brake ? 'sprec.spinBrake' : 'sprec.spinFree' },
    {
      g: intl.formatNumber(g),
      min: minutes,
      celsius: `${intl.formatNumber(celsius / 10)}\u00a0°C`,
    },
  )

function sayTimes(
  intl: IntlShape,
  { startedAt, endedAt }: SetupOf<'processing'>['processing'],
): string | false {
  if (startedAt === null && endedAt === null) return false
  const from = startedAt === null ? '?' : saySeconds(intl, startedAt)
  const to = endedAt === null ? '?' : saySeconds(intl, endedAt)
  return intl.formatMessage({ id: 'sprec.span' }, { from, to })
}
