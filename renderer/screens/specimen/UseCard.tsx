import {
  IconAlertOctagon,
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
import { Card } from '../../components/Card.tsx'
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
  const { thaws, thawLimit } = tube
  const said = [
    left,
    thawLimit === null ? t('use.thaws', { thaws }) : t('use.thawsOf', { thaws, limit: thawLimit }),
  ]
  return (
    <Card
      title={t('use.title')}
      aside={said.filter(Boolean).join(', ')}
      className={styles.fixed}
      foot={<Acts tube={tube} work={work} onStep={setStep} />}
    >
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
          {quarantined === null && (
            <Button size={48} icon={IconDroplet} disabled={isBusy} onClick={() => onStep('use')}>
              {t('use.some')}
            </Button>
          )}
          <Button
            size={48}
            icon={IconTemperature}
            disabled={isBusy}
            onClick={() => void work.thaw()}
          >
            {t('use.thaw')}
          </Button>
        </>
      )}
      {quarantined === null ? (
        <Button
          size={48}
          icon={IconAlertOctagon}
          disabled={isBusy}
          onClick={() => onStep('quarantine')}
        >
          {t('use.quarantine')}
        </Button>
      ) : (
        isManager(person) && (
          <Button
            size={48}
            icon={IconShieldCheck}
            disabled={isBusy}
            onClick={() => onStep('release')}
          >
            {t('use.release')}
          </Button>
        )
      )}
      {closed === null ? (
        <Button size={48} icon={IconLock} disabled={isBusy} onClick={() => onStep('close')}>
          {t('use.close')}
        </Button>
      ) : (
        <Button size={48} icon={IconLockOpen} disabled={isBusy} onClick={() => void work.reopen()}>
          {t('use.reopen')}
        </Button>
      )}
      {isManager(person) && <ThawLimit study={tube.study} limit={tube.thawLimit} />}
    </div>
  )
}
