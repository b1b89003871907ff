import { client } from '../../app/client.ts'
import { useGo } from '../../app/go.ts'
import { useLive } from '../../app/live.ts'
import { Code } from '../../components/Code.tsx'
import { Glyph } from '../../components/Glyph.tsx'
import { useNames } from '../../i18n/names.ts'
import { useT } from '../../i18n/use-t.ts'
import styles from './worklist.module.css'

/** Tubes that were not in their box when it was read, the longest missing first. RSC-7 */
export function MissingTubes() {
  const t = useT()
  const go = useGo()
  const names = useNames()
  const { data: missing = [] } = useLive(['missing'], () => client.rescan.missing())
  if (missing.length === 0) return null
  return (
    <section aria-label={t('worklist.missing')}>
      <h2 className={styles.section}>
        {t('worklist.missing')} <span className={styles.count}>{missing.length}</span>
      </h2>
      <ul className={styles.cases}>
        {missing.map(({ specimen, code, from, since, by }) => (
          <li key={specimen}>
            <button
              type="button"
              className={styles.case}
              onClick={() => void go({ to: 'specimen', specimen })}
            >
              <Glyph state="unknown" size={44} />
              <span className={styles.caseWords}>
                <Code strong size={20} breaks>
                  {code}
                </Code>
                {from && (
                  <span>
                    {t('worklist.missingFrom')} <Code>{`${from.box}/${from.position}`}</Code>
                  </span>
                )}
                <span className={styles.since}>
                  {t('worklist.missingSince', { moment: names.minute(since), by })}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
