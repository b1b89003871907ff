import { useState } from 'react'
import type { SpecimenView } from '#shared/contract/views.ts'
import { readVolume } from '#shared/domain/imports/values.ts'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { Select, TextField } from '../../components/fields.tsx'
import { useT } from '../../i18n/use-t.ts'
import { useAnswerScan } from '../lookup/use-answer-scan.ts'
import { MOST_REASON, type ReasonDialogProps } from './ReasonDialog.tsx'
import styles from './specimen.module.css'
import { useAmountLeft } from './use-amount-left.ts'

const UNITS = ['mL', 'µL'] as const

interface AmountDialogProps extends Omit<ReasonDialogProps, 'onAct' | 'means' | 'act'> {
  tube: SpecimenView
  onAct: (nanolitres: number, reason: string | null) => void
}

/** How much of it was used. A number that is no volume is not taken for another one. */
export function AmountDialog(props: AmountDialogProps) {
  const { tube, question, isBusy, refused, onAct, onClose } = props
  const t = useT()
  const [amount, setAmount] = useState('')
  const [unit, setUnit] = useState<(typeof UNITS)[number]>('µL')
  const [reason, setReason] = useState('')
  const unused = useAnswerScan()
  const left = useAmountLeft(tube)
  const nanolitres = readVolume(`${amount} ${unit}`)
  const isWrong = amount.trim() !== '' && !nanolitres
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
            disabled={isBusy || !nanolitres}
            onClick={() => nanolitres && onAct(nanolitres, reason.trim() || null)}
          >
            {t('use.record')}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        {left && <p>{left}</p>}
        <div className={styles.amount}>
          <TextField
            label={t('use.amount')}
            error={isWrong ? t('use.amountWrong') : undefined}
            value={amount}
            onChange={(text) => setAmount(text.slice(0, 12))}
            autoFocus
          />
          <Select
            label={t('use.unit')}
            value={unit}
            onChange={setUnit}
            options={UNITS.map((value) => ({ value, label: value }))}
          />
        </div>
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
