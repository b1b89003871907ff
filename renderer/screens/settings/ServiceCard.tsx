import { useState } from 'react'
import { useIntl } from 'react-intl'
import { useBench } from '../../app/bench.tsx'
import { client } from '../../app/client.ts'
import { isManager } from '../../app/may.ts'
import {
  NO_ADDRESS,
  readAddress,
  type ServiceAddress,
  ServiceFields,
} from '../../app/ServiceFields.tsx'
import { saySetUpFault } from '../../app/say-set-up-fault.ts'
import { isEndedByConnecting, sayClockOff, saySync, sayWhyOffline } from '../../app/say-sync.ts'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { Card } from '../../components/Card.tsx'
import { Code } from '../../components/Code.tsx'
import { useT } from '../../i18n/use-t.ts'
import { SnapshotPart } from './SnapshotPart.tsx'
import styles from './settings.module.css'

/** The central service: how sync is, or the way to connect this bench. */
export function ServiceCard() {
  const intl = useIntl()
  const t = useT()
  const { sync, person } = useBench()
  const whyOffline = sayWhyOffline(intl, sync)
  const clockOff = sayClockOff(intl, sync)
  return (
    <Card title={t('service.title')} padded>
      <div className={styles.lines}>
        <p>{saySync(intl, sync).words}</p>
        {whyOffline && <p>{whyOffline}</p>}
        {clockOff && <Banner tone="caution">{clockOff}</Banner>}
        {sync.type !== 'no-service' && (
          <p data-copy>
            <Code breaks>{sync.url}</Code>
          </p>
        )}
        {isEndedByConnecting(sync) && isManager(person) && <p>{t('sync.connectAgain')}</p>}
        {(sync.type === 'no-service' || isEndedByConnecting(sync)) &&
          (isManager(person) ? <Connect /> : <p>{t('service.managersConnect')}</p>)}
        {sync.type !== 'no-service' && person?.role === 'administrator' && <SnapshotPart />}
      </div>
    </Card>
  )
}

function Connect() {
  const intl = useIntl()
  const t = useT()
  const [service, setService] = useState(NO_ADDRESS)
  const [isBusy, setBusy] = useState(false)
  const [fault, setFault] = useState<string>()
  const address = readAddress(service)

  async function connect(to: ServiceAddress): Promise<void> {
    setBusy(true)
    const done = await client.bench.connect(to).finally(() => setBusy(false))
    setFault(done.ok ? undefined : saySetUpFault(intl, done.error))
  }

  return (
    <>
      <ServiceFields value={service} onChange={setService} />
      {fault && <Banner tone="stop">{fault}</Banner>}
      <div>
        <Button
          kind="steel"
          disabled={!address || isBusy}
          onClick={() => address && void connect(address)}
        >
          {isBusy ? t('service.connecting') : t('service.connect')}
        </Button>
      </div>
    </>
  )
}
