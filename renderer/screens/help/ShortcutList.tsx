import { Kbd } from '../../components/Kbd.tsx'
import { useT } from '../../i18n/use-t.ts'
import styles from './help.module.css'

/** Every key combination and what it does. */
export function ShortcutList() {
  const t = useT()
  const shortcuts = [
    { keys: 'F1', does: t('help.key.help') },
    { keys: 'Ctrl K', does: t('help.key.palette') },
    { keys: 'Ctrl Z', does: t('help.key.undo') },
    { keys: '← ↑ → ↓', does: t('help.key.arrows') },
    { keys: 'Enter', does: t('help.key.enter') },
    { keys: 'Esc', does: t('help.key.escape') },
    { keys: 'Tab', does: t('help.key.tab') },
  ]
  return (
    <dl className={styles.keys}>
      {shortcuts.map(({ keys, does }) => (
        <div key={keys} className={styles.key}>
          <dt>
            <Kbd>{keys}</Kbd>
          </dt>
          <dd>{does}</dd>
        </div>
      ))}
    </dl>
  )
}
