import { useState } from 'react'
import { useBench } from '../../app/bench.tsx'
import { LanguageChoice } from '../../app/LanguageChoice.tsx'
import { Sentences } from '../../app/Sentences.tsx'
import { SignInDisplay } from '../../components/SignInDisplay.tsx'
import { useT } from '../../i18n/use-t.ts'
import { RestoreView } from '../ledger/RestoreView.tsx'
import { ChooseStart } from './ChooseStart.tsx'
import { EmptyBiobank } from './EmptyBiobank.tsx'
import { FoundBackups } from './FoundBackups.tsx'
import styles from './first-run.module.css'
import { Joining } from './Joining.tsx'
import { JoinSite } from './JoinSite.tsx'

type Way = 'choose' | 'empty' | 'join'

/** The first start: in which language, and what this bench begins with. */
export function FirstRunScreen() {
  const t = useT()
  const { joining } = useBench()
  const [way, setWay] = useState<Way>('choose')
  const [backup, setBackup] = useState<string>()
  const back = () => setWay('choose')
  const act = joining
    ? t('join.act')
    : way === 'empty'
      ? t('firstRun.nameIt')
      : way === 'join'
        ? t('firstRun.enterCode')
        : t('firstRun.choose')
  return (
    <main className={styles.screen}>
      <SignInDisplay
        status={t('firstRun.status')}
        line={t('firstRun.welcome')}
        act={act}
        hint={t('firstRun.hint')}
        announcement={`${t('firstRun.welcome')}. ${act}. ${t('firstRun.hint')}`}
      />
      <div className={styles.side}>
        <LanguageChoice size={56} />
        <Sentences />
        {joining && <Joining joining={joining} />}
        {!joining && backup !== undefined && (
          <RestoreView file={backup} onBack={() => setBackup(undefined)} />
        )}
        {!joining && way === 'choose' && backup === undefined && (
          <>
            <ChooseStart onChoose={setWay} />
            <FoundBackups onRestore={setBackup} />
          </>
        )}
        {!joining && way === 'empty' && <EmptyBiobank onBack={back} />}
        {!joining && way === 'join' && <JoinSite onBack={back} />}
      </div>
    </main>
  )
}
