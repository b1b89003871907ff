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
        <div className={styles.column}>
          <PrintersCard />
          <TemplatesCard />
        </div>
      </div>
    </Screen>
  )
}
