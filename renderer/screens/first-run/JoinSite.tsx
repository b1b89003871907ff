import { useState } from 'react'
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
  const [url, setUrl] = useState('')
  const [code, setCode] = useState('')
  const [bench, setBench] = useState('')
  const isReady = [url, code, bench].every((text) => text.trim() !== '') && !isBusy
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
            disabled={!isReady}
            onClick={() => setUp({ mode: 'join', url: url.trim(), code: code.trim(), bench })}
          >
            {isBusy ? t('service.connecting') : t('firstRun.joinOpen')}
          </Button>
        </div>
      }
    >
      <div className={styles.form}>
        <TextField
          label={t('service.url')}
          hint={t('service.urlHint')}
          code
          value={url}
          onChange={setUrl}
          placeholder="https://"
        />
        <TextField
          label={t('service.code')}
          hint={t('service.codeHint')}
          code
          value={code}
          onChange={setCode}
        />
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
