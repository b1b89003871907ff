import { useBench } from '../../app/bench.tsx'
import { LanguageChoice } from '../../app/LanguageChoice.tsx'
import { Sentences } from '../../app/Sentences.tsx'
import { Banner } from '../../components/Banner.tsx'
import { Logo } from '../../components/Logo.tsx'
import { useT } from '../../i18n/use-t.ts'
import { useAnswerScan } from '../lookup/use-answer-scan.ts'
import { Recovery } from './Recovery.tsx'
import styles from './recovery.module.css'

/** The way on where nobody can sign in, because nothing of the ledger can be read. */
export function RecoveryAlone() {
  const t = useT()
  const unused = useAnswerScan()
  const isDamaged = useBench().keeping.state === 'damaged'
  return (
    <main className={styles.alone}>
      <header className={styles.head}>
        <Logo size={46} />
        <h1>{t('recovery.title')}</h1>
        <LanguageChoice />
      </header>
      <Sentences />
      {unused && <Banner tone="caution">{unused}</Banner>}
      {isDamaged && <Banner tone="stop">{t('damaged.nobody')}</Banner>}
      <Recovery mayAct />
    </main>
  )
}
