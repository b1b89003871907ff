import { IconCircleCheck, IconHandStop } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { TypeCodeButton } from '../../app/TypeCode.tsx'
import { Glyph } from '../../components/Glyph.tsx'
import { Icon } from '../../components/Icon.tsx'
import { ScanDisplay } from '../../components/ScanDisplay.tsx'
import { heard } from '../../i18n/heard.ts'
import type { Sentence } from '../../i18n/use-sentence.tsx'
import styles from './lookup.module.css'

/** What the last act did, why it did not, or that nobody knows yet: it stays until the next scan. */
export interface Outcome {
  readonly is: 'done' | 'refused' | 'unknown'
  readonly sentence: Sentence
  /** How to go on after a refusal. */
  readonly detail?: Sentence | undefined
}

export interface LookUpDisplayProps {
  line: Sentence
  outcome?: Outcome | undefined
  /** `panel` buttons before the one to type a code. */
  action?: ReactNode
}

/** The slim display of screens where things are looked up; the last outcome stands above its line. */
export function LookUpDisplay({ line, outcome, action }: LookUpDisplayProps) {
  return (
    <div className={styles.display}>
      <ScanDisplay
        form="slim"
        line={
          <>
            {outcome && <OutcomeLine outcome={outcome} />}
            <span>{line.shown}</span>
          </>
        }
        action={
          <div className={styles.acts}>
            {action}
            <TypeCodeButton short kind="panel" size={48} />
          </div>
        }
        announcement={heard(outcome?.sentence.spoken, outcome?.detail?.spoken, line.spoken)}
      />
    </div>
  )
}

const OutcomeLine = ({ outcome: { is, sentence, detail } }: { outcome: Outcome }) => (
  <span className={styles[is]}>
    {is === 'unknown' ? (
      <Glyph state="unknown" size={24} />
    ) : (
      <Icon of={is === 'done' ? IconCircleCheck : IconHandStop} size={24} />
    )}
    <span>
      {sentence.shown}
      {detail && <span className={styles.detail}> {detail.shown}</span>}
    </span>
  </span>
)
