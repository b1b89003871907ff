import {
  IconArrowBackUp,
  IconFlagCheck,
  IconPlayerPause,
  IconPlayerPlay,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { TypeCodeButton } from '../../app/TypeCode.tsx'
import { Button } from '../../components/Button.tsx'
import { Kbd } from '../../components/Kbd.tsx'
import { useT } from '../../i18n/use-t.ts'
import styles from './work.module.css'

export interface BatchActsProps {
  /** What would be taken back, in words; null when there is nothing. */
  undo: ReactNode
  isBusy: boolean
  paused: boolean
  /** No tube is next, and nothing is parked. */
  isDone: boolean
  onUndo: () => void
  onPause: (paused: boolean) => void
  onFinish: () => void
  /** What this kind of batch has beside the acts of all. */
  children?: ReactNode
}

/** What a hand does beside scanning. Finish is next only when no tube is. */
export function BatchActs({ undo, isBusy, paused, isDone, children, ...acts }: BatchActsProps) {
  const t = useT()
  return (
    <div className={styles.acts}>
      <Button
        size={64}
        icon={IconArrowBackUp}
        disabled={undo === null || isBusy}
        onClick={acts.onUndo}
      >
        {undo ?? t('intake.undoNone')}{' '}
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
        onClick={() => acts.onPause(!paused)}
      >
        {paused ? t('intake.goOn') : t('intake.pause')}
      </Button>
      <Button
        size={64}
        kind={isDone && !paused ? 'ember' : 'outlined'}
        icon={IconFlagCheck}
        onClick={acts.onFinish}
      >
        {t('intake.finish')}
      </Button>
    </div>
  )
}
