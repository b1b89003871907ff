import { useState } from 'react'
import type { StudyPlanView } from '#shared/contract/studies.ts'
import { useBench } from '../../app/bench.tsx'
import { client } from '../../app/client.ts'
import { useIdentitySink } from '../../app/identity.ts'
import { useLive } from '../../app/live.ts'
import { isManager } from '../../app/may.ts'
import { Screen } from '../../app/Screen.tsx'
import { useSentence } from '../../i18n/use-sentence.tsx'
import { useT } from '../../i18n/use-t.ts'
import { LookUpDisplay } from '../lookup/LookUpDisplay.tsx'
import { NotFound } from '../lookup/NotFound.tsx'
import { IdentifiersCard } from './IdentifiersCard.tsx'
import { ProtocolEditor } from './ProtocolEditor.tsx'
import { ProtocolsCard } from './ProtocolsCard.tsx'
import { StudyFieldsCard } from './StudyFieldsCard.tsx'
import styles from './study.module.css'
import { ThawsCard } from './ThawsCard.tsx'
import { VisitsCard } from './VisitsCard.tsx'

/** One study: how its codes look, what it asks of a specimen, and which tubes it plans. Managers change it. */
export function StudyScreen({ study }: { study: string }) {
  const t = useT()
  const { data } = useLive(['studies', 'plans'], () => client.studies.list())
  const plan = data?.find((one) => one.study === study)
  if (data && !plan) return <NotFound current="samples" title={t('studies.title')} />
  if (!plan)
    return (
      <Screen current="samples" title={t('studies.title')}>
        {null}
      </Screen>
    )
  return <OpenStudy plan={plan} />
}

function OpenStudy({ plan }: { plan: StudyPlanView }) {
  const sentence = useSentence()
  const mayChange = isManager(useBench().person)
  const [tried, setTried] = useState('')
  const [editing, edit] = useState<'new' | string>()
  // Here a scan is tried, not opened: whoever sets the codes has the tubes at hand.
  useIdentitySink((_, { text }) => setTried(text), { enabled: editing === undefined })
  const before = plan.protocols.find(({ protocol }) => protocol === editing)
  return (
    <Screen current="samples" title={plan.name} subtitle={plan.code}>
      <LookUpDisplay
        line={
          editing === undefined
            ? sentence('studies.scanToTry', { code: plan.code })
            : sentence('studies.describing')
        }
      />
      {editing === undefined ? (
        <div className={styles.screen}>
          <div className={styles.column}>
            <IdentifiersCard plan={plan} mayChange={mayChange} tried={tried} onTry={setTried} />
            <StudyFieldsCard plan={plan} mayChange={mayChange} />
            <ThawsCard plan={plan} mayChange={mayChange} />
          </div>
          <div className={styles.column}>
            <ProtocolsCard plan={plan} mayChange={mayChange} onEdit={edit} />
            <VisitsCard plan={plan} />
          </div>
        </div>
      ) : (
        <ProtocolEditor
          key={editing}
          study={plan.study}
          before={before}
          onClose={() => edit(undefined)}
        />
      )}
    </Screen>
  )
}
