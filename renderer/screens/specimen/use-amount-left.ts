import type { SpecimenView } from '#shared/contract/views.ts'
import { useNames } from '../../i18n/names.ts'
import { useT } from '../../i18n/use-t.ts'

/** `0.35 mL of 0.5 mL left`, as far as anybody said how much there was; null where nothing can be said. */
export function useAmountLeft({ nanolitres, used }: SpecimenView): string | null {
  const t = useT()
  const names = useNames()
  if (nanolitres === null)
    return used === 0 ? null : t('use.usedOnly', { used: names.volume(used) })
  const left = names.volume(Math.max(0, nanolitres - used))
  return t('use.left', { left, had: names.volume(nanolitres) })
}
