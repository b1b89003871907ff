import { useState } from 'react'
import { NO_ADDRESS, readAddress, ServiceFields } from '../../app/ServiceFields.tsx'
import { Button } from '../../components/Button.tsx'
import { Card } from '../../components/Card.tsx'
import { TextField } from '../../components/fields.tsx'
import { useT } from '../../i18n/use-t.ts'
import { FaultBanner } from './FaultBanner.tsx'
import styles from './first-run.module.css'
import { useSetUp } from './use-set-up.ts'

/** One more bench of a site that a service keeps. */
export function JoinSite({ onBack }: { onBack: () => void }) {
  const t = useT()
  const { isBusy, fault, setUp } = useSetUp()
  const [service, setService] = useState(NO_ADDRESS)
  const [bench, setBench] = useState('')
  const address = readAddress(service)
  return (
    <Card
      title={t('firstRun.join')}
      padded
      scrolls
      foot={
        <div className={styles.acts}>
          <Button onClick={onBack}>{t('common.back')}</Button>
          <Button
            kind="ember"
            size={64}
            disabled={!address || bench.trim() === '' || isBusy}
            onClick={() => address && setUp({ mode: 'join', ...address, bench })}
          >
            {isBusy ? t('service.connecting') : t('firstRun.joinOpen')}
          </Button>
        </div>
      }
    >
      <div className={styles.form}>
        <ServiceFields value={service} onChange={setService} />
        <TextField
          label={t('firstRun.bench')}
          hint={t('firstRun.benchHint')}
          value={bench}
          onChange={setBench}
        />
        <FaultBanner fault={fault} />
      </div>
    </Card>
  )
}
