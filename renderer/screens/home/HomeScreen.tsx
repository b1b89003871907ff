import { FormattedMessage, useIntl } from 'react-intl'
import { useBench } from '../../app/bench.tsx'
import { CameraPanel } from '../../app/camera/CameraPanel.tsx'
import { client } from '../../app/client.ts'
import { useIdentitySink, useOpenIdentity } from '../../app/identity.ts'
import { useLive } from '../../app/live.ts'
import { Screen } from '../../app/Screen.tsx'
import { TypeCodeButton } from '../../app/TypeCode.tsx'
import { useUndoLast, useUndoStep } from '../../app/undo.ts'
import { useNow } from '../../app/use-now.ts'
import { ScanDisplay } from '../../components/ScanDisplay.tsx'
import { useT } from '../../i18n/use-t.ts'
import { BenchCard } from './BenchCard.tsx'
import styles from './home.module.css'
import { RecentCard } from './RecentCard.tsx'
import { TodayCard } from './TodayCard.tsx'

/** Ready to scan anything, and what the day holds. */
export function HomeScreen() {
  const t = useT()
  const { site, bench } = useBench()
  const { data: home } = useLive(['home'], () => client.query.home())
  useIdentitySink(useOpenIdentity())
  useUndoStep(useUndoLast())
  return (
    <Screen
      current="scan"
      title={<Greeting />}
      subtitle={[site?.name, bench?.name].filter(Boolean).join(', ')}
    >
      <ScanDisplay
        form="ready"
        status={t('home.listening')}
        line={t('home.scanBox')}
        hint={
          <FormattedMessage
            id="home.orOther"
            values={{ b: (words) => <strong key={String(words)}>{words}</strong> }}
          />
        }
        action={<TypeCodeButton kind="panel" />}
        announcement={t('home.scanBox')}
      />
      <CameraPanel />
      <div className={styles.cards}>
        <TodayCard home={home} />
        <RecentCard recent={home?.recent ?? []} />
        <BenchCard />
      </div>
    </Screen>
  )
}

/** By the clock of the bench, and by the first name, as colleagues do. */
function Greeting() {
  const intl = useIntl()
  const { person } = useBench()
  const hour = new Date(useNow(60_000)).getHours()
  const name = person?.name.trim().split(/\s+/)[0] ?? ''
  if (hour < 12) return intl.formatMessage({ id: 'home.morning' }, { name })
  if (hour < 18) return intl.formatMessage({ id: 'home.afternoon' }, { name })
  return intl.formatMessage({ id: 'home.evening' }, { name })
}
