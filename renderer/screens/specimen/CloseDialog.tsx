import { useState } from 'react'
import { CLOSINGS, type Closing } from '#shared/domain/status/facts.ts'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { Select, TextField } from '../../components/fields.tsx'
import { useT } from '../../i18n/use-t.ts'
import { useAnswerScan } from '../lookup/use-answer-scan.ts'
import { MOST_REASON, type ReasonDialogProps } from './ReasonDialog.tsx'
import styles from './specimen.module.css'

interface CloseDialogProps extends Omit<ReasonDialogProps, 'onAct' | 'means' | 'act'> {
  onAct: (why: Closing, reason: string | null) => void
}

/** Nothing is left of it, or it cannot be used any more. */
export function CloseDialog({ question, isBusy, refused, onAct, onClose }: CloseDialogProps) {
  const t = useT()
  const [why, setWhy] = useState<Closing>('used-up')
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
          <Button kind="steel" disabled={isBusy} onClick={() => onAct(why, reason.trim() || null)}>
            {t('use.close')}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <p>{t('use.closeMeans')}</p>
        <Select
          label={t('use.why')}
          value={why}
          onChange={setWhy}
          options={CLOSINGS.map((value) => ({ value, label: t(`closing.${value}`) }))}
        />
        <TextField
          label={t('use.reasonOptional')}
          value={reason}
          onChange={(text) => setReason(text.slice(0, MOST_REASON))}
        />
        {unused && <Banner tone="caution">{unused}</Banner>}
        {refused && <Banner tone="stop">{refused}</Banner>}
      </div>
    </Dialog>
  )
}
