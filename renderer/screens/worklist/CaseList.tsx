import type { DiscrepancyView } from '#shared/contract/discrepancies.ts'
import { Code } from '../../components/Code.tsx'
import { Glyph } from '../../components/Glyph.tsx'
import { useNames } from '../../i18n/names.ts'
import { useT } from '../../i18n/use-t.ts'
import { glyphOf, isCodeTitle } from './kinds.ts'
import styles from './worklist.module.css'

interface CaseListProps {
  cases: readonly DiscrepancyView[]
  shown: string
  onSelect: (id: string) => void
}

/** Discrepancies in the order of the list: those that wait longest come first. */
export function CaseList({ cases, shown, onSelect }: CaseListProps) {
  const t = useT()
  const names = useNames()
  return (
    <ul className={styles.cases} aria-label={t('worklist.title')}>
      {cases.map((one) => (
        <li key={one.id}>
          <button
            type="button"
            className={styles.case}
            aria-current={one.id === shown ? 'true' : undefined}
            onClick={() => onSelect(one.id)}
          >
            <Glyph state={glyphOf(one)} size={44} />
            <span className={styles.caseWords}>
              {isCodeTitle(one.kind) ? (
                <Code strong size={20} breaks>
                  {one.title}
                </Code>
              ) : (
                <strong>{one.title}</strong>
              )}
              <span>{t(`worklist.short.${one.kind}`, { count: one.claims.length })}</span>
              <span className={styles.since}>
                {one.state === 'reopened' && (
                  <strong className={styles.again}>{t('worklist.reopened')} · </strong>
                )}
                {t('worklist.since', { moment: names.minute(one.since) })}
              </span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}
