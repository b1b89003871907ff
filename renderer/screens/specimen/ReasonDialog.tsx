import { type ReactNode, useState } from 'react'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { TextField } from '../../components/fields.tsx'
import { useT } from '../../i18n/use-t.ts'
import { useAnswerScan } from '../lookup/use-answer-scan.ts'
import styles from './specimen.module.css'

export interface ReasonDialogProps {
  question: ReactNode
  means: string
  /** The verb on the button. */
  act: string
  isBusy: boolean
  /** Why the last try was refused. */
  refused: ReactNode
  onAct: (reason: string) => void
  onClose: () => void
}

/** An act for which somebody says why. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { question, means, act, isBusy, refused, onAct, onClose } = props
  const t = useT()
  const [reason, setReason] = useState('')
  const unused = useAnswerScan()
  return (
    <Dialog
      open
      onClose={onClose}
      question={question}
      ways={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            kind="steel"
            disabled={isBusy || reason.trim() === ''}
            onClick={() => onAct(reason.trim())}
          >
            {act}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <p>{means}</p>
        <TextField
          label={t('use.reason')}
          value={reason}
          onChange={(text) => setReason(text.slice(0, MOST_REASON))}
          autoFocus
        />
        {unused && <Banner tone="caution">{unused}</Banner>}
        {refused && <Banner tone="stop">{refused}</Banner>}
      </div>
    </Dialog>
  )
}

/** Characters of a reason that an event may have. */
export const MOST_REASON = 200
