import { useBench } from '../../app/bench.tsx'
import { useGo } from '../../app/go.ts'
import { useIdentitySink, useOpenIdentity } from '../../app/identity.ts'
import { Screen } from '../../app/Screen.tsx'
import { useT } from '../../i18n/use-t.ts'
import { WentOnReport } from '../recovery/WentOnReport.tsx'
import { useWentOn } from '../recovery/went-on.ts'
import { BackupsCard } from './BackupsCard.tsx'
import { ExportCard } from './ExportCard.tsx'
import { IncidentsCard } from './IncidentsCard.tsx'
import { KeyCard } from './KeyCard.tsx'
import styles from './ledger.module.css'
import { ProofCard } from './ProofCard.tsx'
import { RebuildCard } from './RebuildCard.tsx'
import { RestoreView } from './RestoreView.tsx'

/** The record itself: what of it is proven, its copies, and what can be done with it. */
export function LedgerScreen({ restore }: { restore?: string | undefined }) {
  const t = useT()
  const go = useGo()
  const { person } = useBench()
  useIdentitySink(useOpenIdentity())
  const told = useWentOn()
  const isRestoring =
    restore !== undefined && told === undefined && person?.role === 'administrator'
  return (
    <Screen current="ledger" title={t('rail.ledger')}>
      {isRestoring ? (
        <RestoreView file={restore} onBack={() => void go({ to: 'ledger' })} />
      ) : (
        <Cards onRestore={(file) => void go({ to: 'ledger', restore: file })} />
      )}
    </Screen>
  )
}

function Cards({ onRestore }: { onRestore: (file: string) => void }) {
  const told = useWentOn()
  return (
    <div className={styles.screen}>
      <div className={styles.column}>
        {told && <WentOnReport told={told} />}
        <ProofCard />
        <KeyCard />
        <IncidentsCard />
      </div>
      <div className={styles.column}>
        <BackupsCard onRestore={onRestore} />
        <ExportCard />
        <RebuildCard />
      </div>
    </div>
  )
}
