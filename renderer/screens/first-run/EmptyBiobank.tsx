import { useState } from 'react'
import { Button } from '../../components/Button.tsx'
import { Card } from '../../components/Card.tsx'
import { TextField } from '../../components/fields.tsx'
import { useT } from '../../i18n/use-t.ts'
import { FaultBanner } from './FaultBanner.tsx'
import styles from './first-run.module.css'
import { useSetUp } from './use-set-up.ts'

const PIN = /^[0-9]{4,12}$/

/** Names of site and bench, and the first person, who becomes its administrator. */
export function EmptyBiobank({ onBack }: { onBack: () => void }) {
  const t = useT()
  const { isBusy, fault, setUp } = useSetUp()
  const [site, setSite] = useState('')
  const [bench, setBench] = useState('')
  const [person, setPerson] = useState('')
  const [pin, setPin] = useState('')
  const [again, setAgain] = useState('')
  const named = [site, bench, person].every((name) => name.trim() !== '')
  const isReady = named && PIN.test(pin) && pin === again && !isBusy
  return (
    <Card
      title={t('firstRun.empty')}
      padded
      scrolls
      foot={
        <div className={styles.acts}>
          <Button onClick={onBack}>{t('common.back')}</Button>
          <Button
            kind="ember"
            size={64}
            disabled={!isReady}
            onClick={() => setUp({ mode: 'empty', site, bench, person, pin })}
          >
            {t('firstRun.create')}
          </Button>
        </div>
      }
    >
      <div className={styles.form}>
        <TextField
          label={t('firstRun.site')}
          hint={t('firstRun.siteHint')}
          value={site}
          onChange={setSite}
        />
        <TextField
          label={t('firstRun.bench')}
          hint={t('firstRun.benchHint')}
          value={bench}
          onChange={setBench}
        />
        <TextField
          label={t('firstRun.person')}
          hint={t('firstRun.personHint')}
          value={person}
          onChange={setPerson}
        />
        <div className={styles.pins}>
          <TextField
            label={t('pin.new')}
            type="password"
            value={pin}
            onChange={setPin}
            error={pin !== '' && !PIN.test(pin) ? t('pin.digits') : undefined}
          />
          <TextField
            label={t('pin.again')}
            type="password"
            value={again}
            onChange={setAgain}
            error={again !== '' && !pin.startsWith(again) ? t('pin.differ') : undefined}
          />
        </div>
        <FaultBanner fault={fault} />
      </div>
    </Card>
  )
}
