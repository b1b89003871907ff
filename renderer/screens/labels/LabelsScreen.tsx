import { useIdentitySink, useOpenIdentity } from '../../app/identity.ts'
import { Screen } from '../../app/Screen.tsx'
import { useT } from '../../i18n/use-t.ts'
import styles from './labels.module.css'
import { PrintersCard } from './PrintersCard.tsx'
import { QueueCard } from './QueueCard.tsx'
import { TemplatesCard } from './TemplatesCard.tsx'

/** What is printed, on which printers, and as which labels. */
export function LabelsScreen() {
  const t = useT()
  useIdentitySink(useOpenIdentity())
  return (
    <Screen current="settings" title={t('labels.title')}>
      <div className={styles.screen}>
        <QueueCard />
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also where no button is in it */}
        <section className={styles.column} aria-label={t('labels.open')} tabIndex={0}>
          <PrintersCard />
          <TemplatesCard />
        </section>
      </div>
    </Screen>
  )
}
