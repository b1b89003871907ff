import type { ReactNode } from 'react'
import { FormattedMessage } from 'react-intl'
import { Code } from '../../components/Code.tsx'
import { BatchActs } from './BatchActs.tsx'
import type { Work, WorkShown } from './use-work.ts'
import styles from './work.module.css'

export interface WorkActsProps {
  shown: WorkShown
  work: Work
  onFinish: () => void
  /** What this kind of batch has beside the acts of all. */
  children?: ReactNode
}

/** The acts of a batch, which takes back by the tube's code. */
export function WorkActs({ shown: { session }, work, onFinish, children }: WorkActsProps) {
  const { undo, paused, line, parked } = session
  return (
    <BatchActs
      undo={undo && <Undo code={undo.code} />}
      isBusy={work.isBusy}
      paused={paused}
      isDone={line.wants === 'nothing' && parked.length === 0}
      onUndo={work.undo}
      onPause={work.pause}
      onFinish={onFinish}
    >
      {children}
    </BatchActs>
  )
}

function Undo({ code }: { code: string }) {
  const shown = (
    <span className={styles.undoCode}>
      <Code>{code}</Code>
    </span>
  )
  return <FormattedMessage id="work.undo" values={{ code: shown }} />
}
