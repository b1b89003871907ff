import type { SpecimenView } from '#shared/contract/views.ts'
import { useNames } from '../../i18n/names.ts'
import { useT } from '../../i18n/use-t.ts'

/** `0.5 mL`, or `0.35 mL of 0.5 mL left` where some was used; null where nobody said how much there was. */
export function useAmountLeft({ nanolitres, used }: SpecimenView): string | null {
  const t = useT()
  const names = useNames()
  if (nanolitres === null)
    return used === 0 ? null : t('use.usedOnly', { used: names.volume(used) })
  const had = names.volume(nanolitres)
  if (used === 0) return had
  return t('use.left', { left: names.volume(Math.max(0, nanolitres - used)), had })
}
