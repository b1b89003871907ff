import { IconUserX } from '@tabler/icons-react'
import type { ConsentView } from '#shared/contract/donors.ts'
import { Banner } from '../../components/Banner.tsx'
import { useT } from '../../i18n/use-t.ts'

/** Over everything else about a specimen: its donor has withdrawn, and what that forbids. */
export function ConsentBanner({ consent }: { consent: ConsentView }) {
  const t = useT()
  const { withdrawn } = consent
  if (!withdrawn) return null
  const said = t(`donor.withdrawnBy.${withdrawn.by}`, { wish: t(`donor.wish.${withdrawn.wish}`) })
  return (
    <Banner tone="stop" icon={IconUserX}>
      <strong>{t('donor.withdrawn')}</strong>
      {`. ${said} ${t('donor.withdrawnDo')}`}
    </Banner>
  )
}
