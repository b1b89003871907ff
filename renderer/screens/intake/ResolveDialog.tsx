import { FormattedMessage } from 'react-intl'
import { Button } from '../../components/Button.tsx'
import { Code } from '../../components/Code.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { useT } from '../../i18n/use-t.ts'
import styles from '../batch/work.module.css'
import type { Shown } from './exchange.ts'
import { useDone, useSaid } from './Outcome.tsx'
import type { Intake } from './use-intake.ts'

export interface ResolveDialogProps {
  shown: Shown
  intake: Intake
  onClose: () => void
}

/** What each parked code is. Scans go on behind it, and what they did is said here. */
export function ResolveDialog({ shown, intake, onClose }: ResolveDialogProps) {
  const t = useT()
  const { session, outcome } = shown
  const said = useSaid(outcome)?.sentence
  const done = useDone(outcome)
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      question={t('intake.resolveQuestion')}
      ways={<Button onClick={onClose}>{t('common.close')}</Button>}
    >
      <p>{session.parked.length === 0 ? t('intake.resolvedAll') : t('intake.resolveHint')}</p>
      <ul className={styles.parked}>
        {session.parked.map(({ code, position }) => (
          <li key={code} className={styles.parkedCode}>
            <span>
              <Code size={20} strong breaks>
                {code}
              </Code>
              <br />
              <FormattedMessage
                id="intake.parkedAt"
                values={{ position: <Code>{position}</Code> }}
              />
            </span>
            <Button
              kind="steel"
              disabled={intake.isBusy}
              onClick={() => intake.resolve(code, 'tube')}
            >
              {t('intake.isTube')}
            </Button>
            <Button disabled={intake.isBusy} onClick={() => intake.resolve(code, 'aside')}>
              {t('intake.setAside')}
            </Button>
          </li>
        ))}
      </ul>
      <p role="status">{(said ?? done)?.shown}</p>
    </Dialog>
  )
}
