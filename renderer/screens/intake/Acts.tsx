import {
  IconArrowBackUp,
  IconFlagCheck,
  IconPlayerPause,
  IconPlayerPlay,
} from '@tabler/icons-react'
import { FormattedMessage } from 'react-intl'
import type { IntakeView } from '#shared/contract/intake.ts'
import { TypeCodeButton } from '../../app/TypeCode.tsx'
import { Button } from '../../components/Button.tsx'
import { Code } from '../../components/Code.tsx'
import { Kbd } from '../../components/Kbd.tsx'
import { useT } from '../../i18n/use-t.ts'
import styles from '../work/work.module.css'
import type { Intake } from './use-intake.ts'

export interface ActsProps {
  session: IntakeView
  intake: Intake
  onFinish: () => void
}

/** What a hand does beside scanning. Finish is next only when no tube is. */
export function Acts({ session, intake, onFinish }: ActsProps) {
  const t = useT()
  const { undo, paused, target, parked } = session
  const isDone = target === null && parked.length === 0
  return (
    <div className={styles.acts}>
      <Button
        size={64}
        icon={IconArrowBackUp}
        disabled={undo === null || intake.isBusy}
        onClick={intake.undo}
      >
        {undo === null ? (
          t('intake.undoNone')
        ) : (
          <FormattedMessage id="intake.undo" values={{ position: <Code>{undo.position}</Code> }} />
        )}{' '}
        <span className={styles.keys}>
          <Kbd>Ctrl Z</Kbd>
        </span>
      </Button>
      <TypeCodeButton short size={64} />
      <Button
        size={64}
        kind={paused ? 'ember' : 'outlined'}
        icon={paused ? IconPlayerPlay : IconPlayerPause}
        onClick={() => intake.pause(!paused)}
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
