import { FormattedMessage } from 'react-intl'
import type { IntakeView } from '#shared/contract/intake.ts'
import { Code } from '../../components/Code.tsx'
import { BatchActs } from '../batch/BatchActs.tsx'
import type { Intake } from './use-intake.ts'

export interface ActsProps {
  session: IntakeView
  intake: Intake
  onFinish: () => void
}

/** The acts of a batch, which takes back by the tube's position. */
export function Acts({ session, intake, onFinish }: ActsProps) {
  const { undo, paused, target, parked } = session
  return (
    <BatchActs
      undo={
        undo && (
          <FormattedMessage id="intake.undo" values={{ position: <Code>{undo.position}</Code> }} />
        )
      }
      isBusy={intake.isBusy}
      paused={paused}
      isDone={target === null && parked.length === 0}
      onUndo={intake.undo}
      onPause={intake.pause}
      onFinish={onFinish}
    />
  )
}
