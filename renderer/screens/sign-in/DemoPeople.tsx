import { Code } from '../../components/Code.tsx'
import { DataMatrix } from '../../components/DataMatrix.tsx'
import { useT } from '../../i18n/use-t.ts'
import styles from './sign-in.module.css'

export interface DemoPeopleProps {
  people: readonly { readonly name: string; readonly badge: string; readonly pin: string | null }[]
}

/** The way into the demo biobank: badges that a scanner or a webcam reads from the screen, and PINs. */
export function DemoPeople({ people }: DemoPeopleProps) {
  const t = useT()
  return (
    <section className={styles.demo} aria-label={t('signin.demoTitle')}>
      <h2>{t('signin.demoTitle')}</h2>
      <ul className={styles.demoPeople}>
        {people.map(({ name, badge, pin }) => (
          <li key={badge} className={styles.demoPerson}>
            <DataMatrix code={badge} size={64} label={t('signin.badgeOf', { name, badge })} />
            <span>
              <span className={styles.demoName}>{name}</span>
              {pin === null ? (
                <Code breaks>{badge}</Code>
              ) : (
                <span>
                  {t('signin.pin')} <Code strong>{pin}</Code>
                </span>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
