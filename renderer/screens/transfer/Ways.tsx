import { useGo } from '../../app/go.ts'
import { Button } from '../../components/Button.tsx'
import { useT } from '../../i18n/use-t.ts'
import styles from './transfer.module.css'

/** Which of the two: scans mean one thing at a time. */
export function Ways({ way }: { way: 'send' | 'receive' }) {
  const t = useT()
  const go = useGo()
  return (
    <nav className={styles.ways} aria-label={t('transfer.title')}>
      {(['send', 'receive'] as const).map((one) => (
        <Button
          key={one}
          kind={one === way ? 'steel' : 'outlined'}
          size={48}
          aria-pressed={one === way}
          onClick={() => void go({ to: 'transfer', way: one }, { replace: true })}
        >
          {t(`transfer.way.${one}`)}
        </Button>
      ))}
    </nav>
  )
}
