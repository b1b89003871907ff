import { useState } from 'react'
import { useIntl } from 'react-intl'
import { type LabelJobView, SYSTEM_PRINTER } from '#shared/contract/labels.ts'
import { client } from '../../app/client.ts'
import { sayRefusalInOne } from '../../app/say-refusal.ts'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { TextField } from '../../components/fields.tsx'
import { useT } from '../../i18n/use-t.ts'
import { playTone } from '../../tones/tones.ts'
import { useAnswerScan } from '../lookup/use-answer-scan.ts'
import styles from './labels.module.css'

/** LAB-7: the bench does not know what came out of the printer; whoever stands there does. */
export function AnswerDialog({ job, onClose }: { job: LabelJobView; onClose: () => void }) {
  const intl = useIntl()
  const t = useT()
  const scanned = useAnswerScan()
  const all = job.codes.length
  const [came, setCame] = useState(String(all))
  const [fault, setFault] = useState<string>()
  const count = Number(came)
  const isCount = came.trim() !== '' && Number.isInteger(count) && count >= 0 && count <= all
  const next = isCount ? job.codes[count] : undefined

  async function answer(howMany: number, again: boolean): Promise<void> {
    const done = await client.labels.answer({ job: job.job, came: howMany, again })
    playTone(done.ok ? 'success' : 'error')
    if (done.ok) onClose()
    else setFault(sayRefusalInOne(intl, done.error))
  }
  const rest = all === 1 ? 1 : isCount ? all - count : all
  const known = all === 1 ? 0 : count
  const isRest = all === 1 || (isCount && rest > 0)
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      question={t('labels.whatCameOf', { count: all })}
      ways={
        <>
          <Button onClick={onClose}>{t('labels.later')}</Button>
          <Button disabled={!isRest} onClick={() => void answer(known, false)}>
            {t('labels.leaveRest', { count: all })}
          </Button>
          {/* What the system prints begins with a person at its dialog. */}
          {job.printer !== SYSTEM_PRINTER && (
            <Button disabled={!isRest} onClick={() => void answer(known, true)}>
              {t('labels.printRest', { count: all, rest })}
            </Button>
          )}
          <Button kind="ember" onClick={() => void answer(all, false)}>
            {t('labels.allCame', { count: all })}
          </Button>
        </>
      }
    >
      <p>{t('labels.whatCameWhy')}</p>
      {all > 1 && (
        <div className={styles.came}>
          <TextField
            label={t('labels.howMany', { all })}
            hint={next ? t('labels.nextWouldBe', { code: next }) : undefined}
            type="number"
            value={came}
            onChange={setCame}
            error={isCount ? undefined : t('labels.howManyFrom', { all })}
          />
        </div>
      )}
      {fault && <Banner tone="stop">{fault}</Banner>}
      {scanned && <p role="status">{scanned}</p>}
    </Dialog>
  )
}
