import { IconLock } from '@tabler/icons-react'
import type { HeldBackView } from '#shared/contract/views.ts'
import { Banner } from '../../components/Banner.tsx'
import { useT } from '../../i18n/use-t.ts'

/** Over everything else about a specimen: why it must not be used, and what that forbids. */
export function HeldBackBanner({ of: { quarantined, closed } }: { of: HeldBackView }) {
  const t = useT()
  return (
    <>
      {quarantined !== null && (
        <Banner tone="stop">
          <strong>{t('heldBack.quarantined')}</strong>
          {`: ${quarantined}. ${t('heldBack.quarantinedDo')}`}
        </Banner>
      )}
      {closed !== null && (
        <Banner tone="note" icon={IconLock}>
          <strong>{t('heldBack.closedAs', { why: t(`closing.${closed}`) })}</strong>
          {`. ${t('heldBack.closedDo')}`}
        </Banner>
      )}
    </>
  )
}
