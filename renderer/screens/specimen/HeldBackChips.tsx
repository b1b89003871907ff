import { IconLock } from '@tabler/icons-react'
import type { HeldBackView } from '#shared/contract/views.ts'
import { Chip } from '../../components/Chip.tsx'
import { useT } from '../../i18n/use-t.ts'

/** That a specimen must not be used, wherever it is named. */
export function HeldBackChips({ of: { quarantined, closed } }: { of: HeldBackView }) {
  const t = useT()
  return (
    <>
      {quarantined !== null && (
        <Chip tone="stop" glyph="quarantined">
          {t('heldBack.quarantined')}
        </Chip>
      )}
      {closed !== null && (
        <Chip icon={IconLock}>{t('heldBack.closedAs', { why: t(`closing.${closed}`) })}</Chip>
      )}
    </>
  )
}
