import { Banner } from '../../components/Banner.tsx'
import { useT } from '../../i18n/use-t.ts'

/** What is shown may be older than what is known elsewhere. */
export function UnreadLine() {
  const t = useT()
  return <Banner tone="caution">{t('specimen.unread')}</Banner>
}
