import {
  IconDroplet,
  IconLock,
  IconLockOpen,
  IconShieldCheck,
  IconTemperature,
} from '@tabler/icons-react'
import { useState } from 'react'
import type { SpecimenView } from '#shared/contract/views.ts'
import { useBench } from '../../app/bench.tsx'
import { isManager } from '../../app/may.ts'
import { Button } from '../../components/Button.tsx'
import { Card, Facts } from '../../components/Card.tsx'
import { Glyph } from '../../components/Glyph.tsx'
import { useT } from '../../i18n/use-t.ts'
import styles from './specimen.module.css'
import { ThawLimit } from './ThawLimit.tsx'
import { UseDialogs, type UseStep } from './UseDialogs.tsx'
import { useAmountLeft } from './use-amount-left.ts'
import type { SpecimenWork } from './use-specimen-work.ts'

interface UseCardProps {
  tube: SpecimenView
  work: SpecimenWork
}

/** What is left of it, how often it was thawed, and what can be recorded of its use. */
export function UseCard({ tube, work }: UseCardProps) {
  const t = useT()
  const [step, setStep] = useState<UseStep>()
  const left = useAmountLeft(tube)
  const { thaws, thawLimit: limit } = tube
  const facts = [
    { name: t('use.amountLeft'), value: left ?? t('specimen.notRecorded') },
    {
      name: t('use.thaws'),
      value: limit === null ? String(thaws) : t('use.thawsOf', { thaws, limit }),
    },
  ]
  return (
    <Card
      title={t('use.title')}
      padded
      className={styles.fixed}
      foot={<Acts tube={tube} work={work} onStep={setStep} />}
    >
      <Facts facts={facts} />
      {step && (
        <UseDialogs step={step} tube={tube} work={work} onClose={() => setStep(undefined)} />
      )}
    </Card>
  )
}

function Acts({ tube, work, onStep }: UseCardProps & { onStep: (step: UseStep) => void }) {
  const t = useT()
  const { person } = useBench()
  const { quarantined, closed, state } = tube
  if (state === 'undone') return null
  const isBusy = work.isBusy
  return (
    <div className={styles.pair}>
      {closed === null && (
        <>
          <Button icon={IconDroplet} disabled={isBusy} onClick={() => onStep('use')}>
            {t('use.some')}
          </Button>
          <Button icon={IconTemperature} disabled={isBusy} onClick={() => void work.thaw()}>
            {t('use.thaw')}
          </Button>
        </>
      )}
      {quarantined === null ? (
        <Button disabled={isBusy} onClick={() => onStep('quarantine')}>
          <span className={styles.signed}>
            <Glyph state="quarantined" size={22} />
            {t('use.quarantine')}
          </span>
        </Button>
      ) : (
        isManager(person) && (
          <Button icon={IconShieldCheck} disabled={isBusy} onClick={() => onStep('release')}>
            {t('use.release')}
          </Button>
        )
      )}
      {closed === null ? (
        <Button icon={IconLock} disabled={isBusy} onClick={() => onStep('close')}>
          {t('use.close')}
        </Button>
      ) : (
        <Button icon={IconLockOpen} disabled={isBusy} onClick={() => void work.reopen()}>
          {t('use.reopen')}
        </Button>
      )}
      {isManager(person) && <ThawLimit study={tube.study} limit={tube.thawLimit} />}
    </div>
  )
}
