import { IconArrowBackUp } from '@tabler/icons-react'
import { FormattedMessage } from 'react-intl'
import { Button } from '../../components/Button.tsx'
import { Code } from '../../components/Code.tsx'
import type { LastAct } from './use-last.ts'

export interface UndoLastProps {
  last: LastAct | undefined
  onUndo: () => void
}

/** Takes back the act that the display tells of; it names the tube. */
export function UndoLast({ last, onUndo }: UndoLastProps) {
  if (!last?.command) return null
  return (
    <Button kind="panel" size={48} icon={IconArrowBackUp} onClick={onUndo}>
      <FormattedMessage id="lookup.undo" values={{ code: <Code>{last.code}</Code> }} />
    </Button>
  )
}
