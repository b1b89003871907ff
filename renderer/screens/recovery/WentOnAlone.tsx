import { useEffect, useRef } from 'react'
import { useBench } from '../../app/bench.tsx'
import { LanguageChoice } from '../../app/LanguageChoice.tsx'
import { Sentences } from '../../app/Sentences.tsx'
import { Banner } from '../../components/Banner.tsx'
import { SignInDisplay } from '../../components/SignInDisplay.tsx'
import { useT } from '../../i18n/use-t.ts'
import { useAnswerScan } from '../lookup/use-answer-scan.ts'
import styles from './recovery.module.css'
import { WentOnReport } from './WentOnReport.tsx'
import type { WentOn } from './went-on.ts'

/** What the bench went on from, before anybody signs in to it again. */
export function WentOnAlone({ told, onSeen }: { told: WentOn; onSeen: () => void }) {
  const t = useT()
  const end = useRef(onSeen)
  useEffect(() => () => end.current(), [])
  const { site } = useBench()
  const unused = useAnswerScan()
  const line = site?.name ?? 'Frostkeep'
  return (
    <main className={styles.told}>
      <SignInDisplay
        status={t('wentOn.status')}
        line={line}
        act={t('wentOn.act')}
        hint={t('wentOn.hint')}
        announcement={`${t('wentOn.status')}. ${t('wentOn.act')}. ${t('wentOn.hint')}`}
      />
      <div className={styles.side}>
        <LanguageChoice />
        <Sentences />
        {unused && <Banner tone="caution">{unused}</Banner>}
        <WentOnReport told={told} />
      </div>
    </main>
  )
}
