import { IconUserX } from '@tabler/icons-react'
import { Chip } from '../../components/Chip.tsx'
import { useT } from '../../i18n/use-t.ts'

/** That a donor has withdrawn consent, wherever a specimen is named. */
export function WithdrawnChip() {
  const t = useT()
  return (
    <Chip tone="stop" icon={IconUserX}>
      {t('donor.withdrawn')}
    </Chip>
  )
}
