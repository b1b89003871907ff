import { useState } from 'react'
import type { Via } from '#shared/domain/commands.ts'
import { WISHES, WITHDRAWERS } from '#shared/domain/donor/facts.ts'
import { BY_CLICK } from '../../app/via.ts'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { Select, TextField } from '../../components/fields.tsx'
import { useSentence } from '../../i18n/use-sentence.tsx'
import { useT } from '../../i18n/use-t.ts'
import { FormRefusal } from '../lookup/FormRefusal.tsx'
import { useAnswerScan } from '../lookup/use-answer-scan.ts'
import { useCreate } from '../lookup/use-create.ts'
import styles from './donor.module.css'

export interface WithdrawDialogProps {
  donor: string
  onClose: () => void
}

/** Who has withdrawn consent, and what shall become of the samples. It stays on record. */
export function WithdrawDialog({ donor, onClose }: WithdrawDialogProps) {
  const t = useT()
  const sentence = useSentence()
  const [by, setBy] = useState<(typeof WITHDRAWERS)[number]>('donor')
  const [wish, setWish] = useState<(typeof WISHES)[number] | null>(null)
  const [reason, setReason] = useState('')
  const { create, refused, isBusy } = useCreate()
  const unused = useAnswerScan()
  const record = async () => {
    if (wish === null) return
    const given = { donor, by, wish, reason: reason.trim() || null }
    const act = (how: { id: string; via: Via }) =>
      ({ type: 'withdrawDonor', ...how, ...given }) as const
    if (await create(act, BY_CLICK, donor)) onClose()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      question={sentence('donor.withdrawQuestion', { donor }).shown}
      ways={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="stop" disabled={wish === null || isBusy} onClick={() => void record()}>
            {t('donor.withdrawAct')}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <p>{t('donor.withdrawMeans')}</p>
        <Select
          label={t('donor.by')}
          value={by}
          onChange={setBy}
          options={WITHDRAWERS.map((value) => ({ value, label: t(`donor.by.${value}`) }))}
        />
        <Select
          label={t('donor.wish')}
          value={wish}
          onChange={setWish}
          placeholder={t('donor.wishChoose')}
          options={WISHES.map((value) => ({ value, label: t(`donor.wish.${value}`) }))}
        />
        <TextField
          label={t('donor.reasonOptional')}
          hint={t('donor.reasonHint')}
          value={reason}
          onChange={(text) => setReason(text.slice(0, 200))}
        />
        {unused && <Banner tone="caution">{unused}</Banner>}
      </div>
      <FormRefusal refused={refused} />
    </Dialog>
  )
}
