import { IconCheck } from '@tabler/icons-react'
import { useId, useState } from 'react'
import type { DiscrepancyView } from '#shared/contract/discrepancies.ts'
import { type Shortcut, useShortcut } from '../../app/keys.ts'
import { Button } from '../../components/Button.tsx'
import { TextField } from '../../components/fields.tsx'
import { Kbd } from '../../components/Kbd.tsx'
import { useT } from '../../i18n/use-t.ts'
import type { Last } from '../lookup/use-last.ts'
import { reasonsFor } from './kinds.ts'
import type { Finding, Settling } from './use-settling.ts'
import styles from './worklist.module.css'

interface FindingCardProps {
  one: DiscrepancyView
  finding: Finding
  settling: Settling
  last: Last
}

const SETTLE_KEY: Shortcut = { key: 'Enter', ctrl: true }

/** What was found is said back; the likeliest reason is chosen already, and one act settles it. */
export function FindingCard({ one, finding, settling, last }: FindingCardProps) {
  const t = useT()
  const name = useId()
  const reasons = reasonsFor(one, finding.rescanned)
  const [reason, setReason] = useState(reasons[0]!)
  const [own, setOwn] = useState('')
  const chosen = reasons.includes(reason) ? reason : reasons[0]!
  const settle = () => void settling.settle(own.trim() || t(`worklist.reason.${chosen}`))
  useShortcut(SETTLE_KEY, settle)
  return (
    <section className={styles.finding} aria-label={t('worklist.finding')}>
      <div className={styles.claimHead}>
        <p className={styles.found}>{finding.sentence.shown}</p>
        <Kbd>{t('worklist.settleKeys')}</Kbd>
      </div>
      <fieldset className={styles.reasons}>
        <legend className="fk-heard">{t('worklist.reasonLegend')}</legend>
        {reasons.map((one) => (
          <label key={one} className={styles.reason}>
            <input
              type="radio"
              name={name}
              checked={one === chosen && own.trim() === ''}
              onChange={() => {
                setReason(one)
                setOwn('')
              }}
            />
            {t(`worklist.reason.${one}`)}
          </label>
        ))}
      </fieldset>
      <div className={styles.confirm}>
        <TextField
          label={t('worklist.ownWords')}
          value={own}
          onChange={(text) => setOwn(text.slice(0, 200))}
        />
        <Button onClick={settling.letGo}>{t('worklist.notNow')}</Button>
        <Button
          kind="ember"
          icon={IconCheck}
          disabled={last.isBusy}
          aria-keyshortcuts="Control+Enter"
          onClick={settle}
        >
          {t('worklist.settle')}
        </Button>
      </div>
    </section>
  )
}
