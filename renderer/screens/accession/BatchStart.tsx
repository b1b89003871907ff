import { useState } from 'react'
import { CameraPanel } from '../../app/camera/CameraPanel.tsx'
import { useGo } from '../../app/go.ts'
import { useIdentitySink } from '../../app/identity.ts'
import { TypeCodeButton } from '../../app/TypeCode.tsx'
import { Banner } from '../../components/Banner.tsx'
import { Card } from '../../components/Card.tsx'
import { ScanDisplay } from '../../components/ScanDisplay.tsx'
import { useT } from '../../i18n/use-t.ts'
import { playTone } from '../../tones/tones.ts'
import { StartFoot } from '../batch/StartFoot.tsx'
import { useStart } from '../batch/use-start.ts'
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
  const [form, setForm] = useState<Defaults>(lastDefaults)
  const start = useStart(
    work,
    () => setupFrom(form, Date.now()),
    () => {
      keepChoices(form)
      waiting.release()
    },
  )
  const change = (some: Partial<Defaults>): void => {
    start.forget()
    setForm((former) => ({ ...former, ...some }))
  }
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
        foot={<StartFoot isReady={start.isReady} onStart={() => void start.begin()} />}
      >
        <DefaultsForm value={form} onChange={change} values={values} onValues={onValues} />
        {start.refused && <Banner tone="stop">{start.refused}</Banner>}
      </Card>
    </>
  )
}
