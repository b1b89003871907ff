import { useIdentitySink, useOpenIdentity } from '../../app/identity.ts'
import { Screen } from '../../app/Screen.tsx'
import { Card } from '../../components/Card.tsx'
import { TonesPanel } from '../../components/Tones.tsx'
import { useT } from '../../i18n/use-t.ts'
import { AboutCard } from './AboutCard.tsx'
import { DevicesCard } from './DevicesCard.tsx'
import { LabelsCard } from './LabelsCard.tsx'
import { LookCard } from './LookCard.tsx'
import { PeopleCard } from './PeopleCard.tsx'
import { ServiceCard } from './ServiceCard.tsx'
import styles from './settings.module.css'

/** What a person sets on this bench. */
export function SettingsScreen() {
  const t = useT()
  useIdentitySink(useOpenIdentity())
  return (
    <Screen current="settings" title={t('rail.settings')}>
      <div className={styles.screen}>
        <div className={styles.column}>
          <LookCard />
          <DevicesCard />
          <Card title={t('settings.tones')} padded>
            <TonesPanel />
          </Card>
          <LabelsCard />
        </div>
        <div className={styles.column}>
          <PeopleCard />
          <ServiceCard />
          <AboutCard />
        </div>
      </div>
    </Screen>
  )
}
