import {
  IconArrowBackUp,
  IconFlagCheck,
  IconPlayerPause,
  IconPlayerPlay,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { FormattedMessage } from 'react-intl'
import { TypeCodeButton } from '../../app/TypeCode.tsx'
import { Button } from '../../components/Button.tsx'
import { Code } from '../../components/Code.tsx'
import { Kbd } from '../../components/Kbd.tsx'
import { useT } from '../../i18n/use-t.ts'
import type { Work, WorkShown } from './use-work.ts'
import styles from './work.module.css'

export interface WorkActsProps {
  shown: WorkShown
  work: Work
  onFinish: () => void
  /** What this kind of batch has beside the acts of all. */
  children?: ReactNode
}

/** What a hand does beside scanning. Finish is next only when no tube is. */
export function WorkActs({ shown: { session }, work, onFinish, children }: WorkActsProps) {
  const t = useT()
  const { undo, paused, line, parked } = session
  const isDone = line.wants === 'nothing' && parked.length === 0
  return (
    <div className={styles.acts}>
      <Button
        size={64}
        icon={IconArrowBackUp}
        disabled={undo === null || work.isBusy}
        onClick={work.undo}
      >
        {undo === null ? (
          t('intake.undoNone')
        ) : (
          <FormattedMessage
            id="work.undo"
            values={{
              code: (
                <span className={styles.undoCode}>
                  <Code>{undo.code}</Code>
                </span>
              ),
            }}
          />
        )}{' '}
        <span className={styles.keys}>
          <Kbd>Ctrl Z</Kbd>
        </span>
      </Button>
      <TypeCodeButton short size={64} />
      {children}
      <Button
        size={64}
        kind={paused ? 'ember' : 'outlined'}
        icon={paused ? IconPlayerPlay : IconPlayerPause}
        onClick={() => work.pause(!paused)}
      >
        {paused ? t('intake.goOn') : t('intake.pause')}
      </Button>
      <Button
        size={64}
        kind={isDone && !paused ? 'ember' : 'outlined'}
        icon={IconFlagCheck}
        onClick={onFinish}
      >
        {t('intake.finish')}
      </Button>
    </div>
  )
}
