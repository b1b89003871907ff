import { IconCircleCheck } from '@tabler/icons-react'
import type { DiscrepancyView } from '#shared/contract/discrepancies.ts'
import { Icon } from '../../components/Icon.tsx'
import { useNames } from '../../i18n/names.ts'
import { useT } from '../../i18n/use-t.ts'
import { useSayOutcome } from './say-outcome.ts'
import styles from './worklist.module.css'

/** What people have found before, newest first: it stays, whatever came later. */
export function Settled({ one }: { one: DiscrepancyView }) {
  const t = useT()
  const names = useNames()
  const sayOutcome = useSayOutcome()
  // Of two that differ, each stands on a card of its own until it is settled.
  if (one.resolutions.length === 0 || (one.kind === 'resolutions-differ' && one.holds)) return null
  return (
    <ul className={styles.settled} aria-label={t('worklist.settledBefore')}>
      {one.resolutions.map((resolution) => (
        <li key={resolution.uid} className={styles.resolution}>
          <Icon of={IconCircleCheck} size={24} />
          <div>
            <div className={styles.resolved}>{sayOutcome(resolution).shown}</div>
            <div className={styles.about}>{resolution.reason}</div>
            <div className={styles.since}>
              {resolution.person}, {resolution.bench}, {names.moment(resolution.at, resolution.off)}
            </div>
          </div>
        </li>
      ))}
      {one.state === 'reopened' && <li className={styles.again}>{t('worklist.reopenedWhy')}</li>}
    </ul>
  )
}
