import { IconCircleCheck, IconHistory } from '@tabler/icons-react'
import { useState } from 'react'
import { client } from '../../app/client.ts'
import { useGo } from '../../app/go.ts'
import { useIdentitySink } from '../../app/identity.ts'
import { useLive } from '../../app/live.ts'
import { Screen } from '../../app/Screen.tsx'
import { useUndoStep } from '../../app/undo.ts'
import { BY_CLICK } from '../../app/via.ts'
import { Icon } from '../../components/Icon.tsx'
import { useSentence } from '../../i18n/use-sentence.tsx'
import { useT } from '../../i18n/use-t.ts'
import { EmptyState } from '../lookup/EmptyState.tsx'
import { LookUpDisplay } from '../lookup/LookUpDisplay.tsx'
import { UndoLast } from '../lookup/UndoLast.tsx'
import { type Last, useLast } from '../lookup/use-last.ts'
import { useOpen } from '../lookup/use-open.ts'
import { CaseList } from './CaseList.tsx'
import { OpenCase } from './OpenCase.tsx'
import styles from './worklist.module.css'

/** What disagrees: two facts that cannot both be true, side by side, and the way out. */
export function WorklistScreen({ id }: { id?: string | undefined }) {
  const t = useT()
  const { data: cases } = useLive(['discrepancies'], () => client.query.discrepancies())
  const last = useLast()
  useUndoStep(last.undo, { enabled: Boolean(last.last?.command) })
  const [settledTo, choose] = useState<string>()
  const go = useGo()
  const select = (next: string) => {
    choose(next)
    last.forget()
    void go({ to: 'worklist', id: next }, { replace: true })
  }
  const wanted = settledTo ?? id
  const shown = cases?.find((one) => one.id === wanted) ?? cases?.[0]
  return (
    <Screen
      current="worklist"
      title={t('worklist.title')}
      subtitle={cases && cases.length > 0 ? t('worklist.open', { count: cases.length }) : undefined}
    >
      {cases && !shown && <NothingOpen last={last} />}
      {cases && shown && (
        <div className={styles.screen}>
          <div className={styles.left}>
            <CaseList cases={cases} shown={shown.id} onSelect={select} />
            <p className={styles.both}>
              <Icon of={IconHistory} />
              {t('worklist.both')}
            </p>
          </div>
          <OpenCase key={shown.id} one={shown} last={last} />
        </div>
      )}
    </Screen>
  )
}

/** The last one may just have been settled: that stays said, and can be taken back. */
function NothingOpen({ last }: { last: Last }) {
  const t = useT()
  const sentence = useSentence()
  useIdentitySink(useOpen())
  return (
    <>
      <LookUpDisplay
        line={sentence('lookup.scanAnything')}
        outcome={last.last?.outcome}
        action={<UndoLast last={last.last} onUndo={() => last.undo(BY_CLICK)} />}
      />
      <EmptyState
        icon={IconCircleCheck}
        title={t('worklist.emptyTitle')}
        words={t('worklist.emptyWords')}
      />
    </>
  )
}
