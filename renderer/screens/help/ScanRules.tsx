import { useT } from '../../i18n/use-t.ts'
import styles from './help.module.css'

/** How scanning works here, in a few sentences. */
export function ScanRules() {
  const t = useT()
  return (
    <ul className={styles.rules}>
      <li>{t('help.scan.always')}</li>
      <li>{t('help.scan.box')}</li>
      <li>{t('help.scan.position')}</li>
      <li>{t('help.scan.hold')}</li>
      <li>{t('help.scan.unknown')}</li>
      <li>{t('help.scan.badge')}</li>
      <li>{t('help.scan.typed')}</li>
    </ul>
  )
}
