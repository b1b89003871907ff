import type { LostRun } from '#shared/domain/keeping/facts.ts'
import { Code } from '../../components/Code.tsx'
import { useT } from '../../i18n/use-t.ts'
import styles from '../ledger/ledger.module.css'

/** Which numbers of which chains are gone. */
export function LostRuns({ lost }: { lost: readonly LostRun[] }) {
  const t = useT()
  if (lost.length === 0) return null
  return (
    <section className={styles.stack}>
      <h3 className={styles.subhead}>{t('salvage.lost')}</h3>
      <ul className={styles.lost}>
        {lost.map(({ chain, from, to }) => (
          <li key={`${chain}/${from}`}>
            {to === null
              ? t('salvage.lostFrom', { from })
              : t('salvage.lostRun', { from, to, count: to - from + 1 })}{' '}
            <Code breaks>{chain}</Code>
          </li>
        ))}
      </ul>
    </section>
  )
}
