import { type ReactNode, useState } from 'react'
import { CameraPanel } from '../../app/camera/CameraPanel.tsx'
import { useUndoStep } from '../../app/undo.ts'
import type { Work, WorkShown } from './use-work.ts'
import { WorkActs } from './WorkActs.tsx'
import { WorkDisplay } from './WorkDisplay.tsx'
import { HoldWay, OutcomeBanner, Restored } from './WorkNotes.tsx'
import { ParkedBeforeFinish, WorkParked } from './WorkParked.tsx'
import { WorkRows } from './WorkRows.tsx'
import styles from './work.module.css'

export interface WorkStackProps {
  shown: WorkShown
  work: Work
  /** Between the display and the last scans: what this kind of batch shows for the hand. */
  children?: ReactNode
  /** Beside the acts that every batch has. */
  acts?: ReactNode
  /** Where finishing asks something first; otherwise the batch ends at once. */
  onFinish?: () => void
}

type Asked = 'resolve' | 'finish' | undefined

/**
 * The left half of every batch: the one loud line, what the last scan came to, the last scans with what was
 * parked, and the acts. A hold is louder than any question.
 */
export function WorkStack({ shown, work, children, acts, onFinish = work.finish }: WorkStackProps) {
  const { session } = shown
  const [asked, ask] = useState<Asked>()
  useUndoStep(() => {
    if (session.undo !== null && session.hold === null) work.undo()
  })
  const close = () => ask(undefined)
  const isFree = session.hold === null
  return (
    <div className={styles.stack}>
      <WorkDisplay shown={shown} />
      <Restored shown={shown} />
      <OutcomeBanner shown={shown} />
      <HoldWay shown={shown} work={work} />
      <CameraPanel />
      {children}
      <WorkRows shown={shown} onResolve={() => ask('resolve')} />
      {isFree && (
        <WorkActs
          shown={shown}
          work={work}
          onFinish={() => (session.parked.length > 0 ? ask('finish') : onFinish())}
        >
          {acts}
        </WorkActs>
      )}
      {asked === 'resolve' && isFree && <WorkParked shown={shown} work={work} onClose={close} />}
      {asked === 'finish' && isFree && (
        <ParkedBeforeFinish shown={shown} onClose={close} onResolve={() => ask('resolve')} />
      )}
    </div>
  )
}
