import { pseudonym } from '#shared/domain/specimen/facts.ts'
import { client } from '../../app/client.ts'
import { useLive } from '../../app/live.ts'
import { Banner } from '../../components/Banner.tsx'
import { useNames } from '../../i18n/names.ts'
import { useT } from '../../i18n/use-t.ts'

export interface VisitTakenProps {
  study: string
  /** The planned event, by its key; null while none is chosen. */
  event: string | null
  donor: string | null
  /** The visit itself, where it is recorded already. */
  except: string | null
}

/** ACC-6: that this donor has been at this event before, by whichever bench; nothing where not. */
export function VisitTaken({ study, event, donor, except }: VisitTakenProps) {
  const t = useT()
  const names = useNames()
  const isWhole = event !== null && donor !== null && pseudonym.safeParse(donor).success
  const { data = [] } = useLive(
    ['studies', 'alike', study, event, donor, except],
    () => client.studies.alike({ study, event: event ?? '', donor: donor ?? '', except }),
    { enabled: isWhole },
  )
  const last = data[0]
  if (!isWhole || !last) return null
  const { visitedAt, there, planned } = last
  const when = visitedAt === null ? t('visits.noTime') : names.minute(visitedAt)
  return (
    <Banner tone="caution">{t('visits.taken', { n: data.length, when, there, planned })}</Banner>
  )
}
