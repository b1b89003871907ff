import { useState } from 'react'
import { useIntl } from 'react-intl'
import { useBench } from '../../app/bench.tsx'
import { client } from '../../app/client.ts'
import { isManager } from '../../app/may.ts'
import { saySetUpFault } from '../../app/say-set-up-fault.ts'
import { saySync } from '../../app/say-sync.ts'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { Card } from '../../components/Card.tsx'
import { Code } from '../../components/Code.tsx'
import { TextField } from '../../components/fields.tsx'
import { useT } from '../../i18n/use-t.ts'
import styles from './settings.module.css'

/** The central service: how sync is, or the way to connect this bench. */
export function ServiceCard() {
  const intl = useIntl()
  const t = useT()
  const { sync, person } = useBench()
  return (
    <Card title={t('service.title')} padded>
      <div className={styles.lines}>
        <p>{saySync(intl, sync).words}</p>
        {sync.type === 'no-service' ? (
          isManager(person) ? (
            <Connect />
          ) : (
            <p>{t('service.managersConnect')}</p>
          )
        ) : (
          <p data-copy>
            <Code breaks>{sync.url}</Code>
          </p>
        )}
      </div>
    </Card>
  )
}

function Connect() {
  const intl = useIntl()
  const t = useT()
  const [url, setUrl] = useState('')
  const [code, setCode] = useState('')
  const [isBusy, setBusy] = useState(false)
  const [fault, setFault] = useState<string>()
  const isReady = url.trim() !== '' && code.trim() !== '' && !isBusy

  async function connect(): Promise<void> {
    setBusy(true)
    const done = await client.bench
      .connect({ url: url.trim(), code: code.trim() })
      .finally(() => setBusy(false))
    setFault(done.ok ? undefined : saySetUpFault(intl, done.error))
  }

  return (
    <>
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
      {fault && <Banner tone="stop">{fault}</Banner>}
      <div>
        <Button kind="steel" disabled={!isReady} onClick={() => void connect()}>
          {isBusy ? t('service.connecting') : t('service.connect')}
        </Button>
      </div>
    </>
  )
}
