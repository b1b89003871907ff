import {
  IconAlertTriangle,
  IconCheck,
  IconCirclePlus,
  IconClockHour4,
  IconHelpCircle,
  type TablerIcon,
} from '@tabler/icons-react'
import type { IntlShape } from 'react-intl'
import type { ItemView } from '#shared/contract/work.ts'
import type { ChipTone } from '../../components/Chip.tsx'

/** The sign of each state of a tube: its own shape beside its word. */
export const SIGNS: Readonly<
  Record<ItemView['state'], { readonly tone: ChipTone; readonly icon: TablerIcon }>
> = {
  received: { tone: 'ok', icon: IconCheck },
  extra: { tone: 'caution', icon: IconCirclePlus },
  damaged: { tone: 'stop', icon: IconAlertTriangle },
  expected: { tone: 'plain', icon: IconClockHour4 },
  missing: { tone: 'stop', icon: IconHelpCircle },
}

export const sayDay = (intl: IntlShape, at: number): string =>
  intl.formatDate(at, { dateStyle: 'medium' })

/** `-78.5 °C` from tenths of a degree; the decimal is always shown, since it was measured. */
export const sayTenths = (intl: IntlShape, tenths: number): string =>
  `${intl.formatNumber(tenths / 10, { minimumFractionDigits: 1 })}\u00a0°C`

/** Tenths of a degree as a person types them, with point or comma; null: none; undefined: no temperature. */
export function readTenths(text: string): number | null | undefined {
  const plain = text.trim().replace('−', '-').replace(',', '.')
  if (plain === '') return null
  if (!/^[+-]?\d{1,3}(\.\d)?$/.test(plain)) return undefined
  const tenths = Math.round(Number(plain) * 10)
  return tenths >= -3000 && tenths <= 1000 ? tenths : undefined
}
