import { IconListSearch } from '@tabler/icons-react'
import type { SpecimenView } from '#shared/contract/views.ts'
import { client } from '../../app/client.ts'
import { useGo } from '../../app/go.ts'
import { useLive } from '../../app/live.ts'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { useT } from '../../i18n/use-t.ts'

/** What disagrees about this tube and waits for a person, with the way there. */
export function OpenCases({ tube }: { tube: SpecimenView }) {
  const t = useT()
  const go = useGo()
  const { data: open = [] } = useLive(['discrepancies'], () => client.query.discrepancies())
  // Where it is claimed in two places the card itself says so.
  const [first, ...others] = open.filter(
    ({ kind, claims }) =>
      kind !== 'tube-in-two-places' && claims.some(({ specimen }) => specimen === tube.specimen),
  )
  if (!first) return null
  const short = t(`worklist.short.${first.kind}`, { count: first.claims.length })
  return (
    <Banner
      tone="caution"
      action={
        <Button
          size={48}
          icon={IconListSearch}
          onClick={() => go({ to: 'worklist', id: first.id })}
        >
          {t('specimen.openCases')}
        </Button>
      }
    >
      {others.length === 0
        ? t('specimen.inWorklist', { what: short })
        : t('specimen.inWorklistMore', { what: short, more: others.length })}
    </Banner>
  )
}
