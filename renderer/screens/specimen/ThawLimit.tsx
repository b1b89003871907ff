import { IconGauge } from '@tabler/icons-react'
import { useState } from 'react'
import type { StudyView } from '#shared/contract/views.ts'
import type { Via } from '#shared/domain/commands.ts'
import { BY_CLICK } from '../../app/via.ts'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { TextField } from '../../components/fields.tsx'
import { useT } from '../../i18n/use-t.ts'
import { FormRefusal } from '../lookup/FormRefusal.tsx'
import { useAnswerScan } from '../lookup/use-answer-scan.ts'
import { useCreate } from '../lookup/use-create.ts'
import styles from './specimen.module.css'

export interface ThawLimitProps {
  study: StudyView
  /** How often its specimens may be thawed; null: as often as one likes. */
  limit: number | null
}

/** How often specimens of a study may be thawed, and the way to another limit, for a manager. */
export function ThawLimit({ study, limit }: ThawLimitProps) {
  const t = useT()
  const [isAsking, setAsking] = useState(false)
  return (
    <>
      <Button kind="quiet" size={48} icon={IconGauge} onClick={() => setAsking(true)}>
        {limit === null ? t('thawLimit.none') : t('thawLimit.is', { limit })}
      </Button>
      {isAsking && <Asking study={study} limit={limit} onClose={() => setAsking(false)} />}
    </>
  )
}

const COUNT = /^(?:100|\d{1,2})$/

function Asking({ study, limit, onClose }: ThawLimitProps & { onClose: () => void }) {
  const t = useT()
  const [text, setText] = useState(limit === null ? '' : String(limit))
  const { create, refused, isBusy } = useCreate()
  const unused = useAnswerScan()
  const said = text.trim()
  const isRight = said === '' || COUNT.test(said)
  const record = async () => {
    const thaws = said === '' ? null : Number(said)
    const act = (how: { id: string; via: Via }) =>
      ({ type: 'setThawLimit', ...how, study: study.study, thaws }) as const
    if (await create(act, BY_CLICK, study.code)) onClose()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      question={t('thawLimit.question', { study: study.code })}
      ways={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="steel" disabled={isBusy || !isRight} onClick={() => void record()}>
            {t('thawLimit.set')}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <TextField
          label={t('thawLimit.times')}
          hint={t('thawLimit.hint')}
          error={isRight ? undefined : t('thawLimit.wrong')}
          value={text}
          onChange={setText}
          autoFocus
        />
        {unused && <Banner tone="caution">{unused}</Banner>}
        <FormRefusal refused={refused} />
      </div>
    </Dialog>
  )
}
