import { useRef, useState } from 'react'
import { useIntl } from 'react-intl'
import { CameraPanel } from '../../app/camera/CameraPanel.tsx'
import { useGo } from '../../app/go.ts'
import { useIdentitySink } from '../../app/identity.ts'
import { sayRefusalInOne } from '../../app/say-refusal.ts'
import { TypeCodeButton } from '../../app/TypeCode.tsx'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { Card } from '../../components/Card.tsx'
import { ScanDisplay } from '../../components/ScanDisplay.tsx'
import { useT } from '../../i18n/use-t.ts'
import { playTone } from '../../tones/tones.ts'
import type { Work } from '../batch/use-work.ts'
import styles from './accession.module.css'
import { keepChoices } from './choices.ts'
import { DefaultsForm, type Values } from './DefaultsForm.tsx'
import { type Defaults, lastDefaults, setupFrom } from './defaults.ts'
import { BATCH, useWaitingFor } from './use-waiting.ts'
import { WaitingScans } from './WaitingScans.tsx'

export interface BatchStartProps {
  work: Work
  values: Values
  onValues: (values: Values) => void
}

/** Before a batch: what holds for all of its tubes. Start, by hand or by its code, begins with what is shown. */
export function BatchStart({ work, values, onValues }: BatchStartProps) {
  const t = useT()
  const go = useGo()
  const waiting = useWaitingFor(BATCH)
  const start = useStart(work, waiting.release)
  useIdentitySink((identity, scan) => {
    const command = identity.kind === 'command' ? identity.command : undefined
    if (command === 'start') return start.begin()
    if (command === 'cancel') return go({ to: 'home' })
    playTone('warning')
    if (command === undefined) waiting.add(scan)
  })
  return (
    <>
      <ScanDisplay
        form="slim"
        status={t('accession.batchStatus')}
        line={t('accession.batchLine')}
        announcement={t('accession.batchLine')}
        action={<TypeCodeButton short kind="panel" />}
      />
      <CameraPanel />
      <WaitingScans scans={waiting.scans} behind="FK:START" />
      <Card
        className={styles.card}
        label={t('accession.batchTitle')}
        scrolls
        foot={
          <div className={styles.acts}>
            <Button size={64} onClick={() => void go({ to: 'home' })}>
              {t('common.cancel')}
            </Button>
            <Button
              kind="ember"
              size={64}
              disabled={!start.isReady}
              onClick={() => void start.begin()}
            >
              {t('accession.start')}
            </Button>
          </div>
        }
      >
        <DefaultsForm
          value={start.form}
          onChange={start.change}
          values={values}
          onValues={onValues}
        />
        {start.refused && <Banner tone="stop">{start.refused}</Banner>}
      </Card>
    </>
  )
}

function useStart(work: Work, onStarted: () => void) {
  const intl = useIntl()
  const [form, setForm] = useState<Defaults>(lastDefaults)
  const [refused, setRefused] = useState<string>()
  const isRunning = useRef(false)
  const isReady = setupFrom(form, Date.now()) !== null

  async function begin(): Promise<void> {
    const setup = setupFrom(form, Date.now())
    if (setup === null) return playTone('warning')
    if (isRunning.current) return
    isRunning.current = true
    const started = await work.start(setup).finally(() => {
      isRunning.current = false
    })
    if (!started.ok) {
      playTone('error')
      return setRefused(sayRefusalInOne(intl, started.error))
    }
    keepChoices(form)
    onStarted()
  }

  const change = (some: Partial<Defaults>) => setForm((former) => ({ ...former, ...some }))
  return { form, change, refused, isReady, begin }
}
