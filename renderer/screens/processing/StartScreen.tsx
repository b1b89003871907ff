import { useState } from 'react'
import { CameraPanel } from '../../app/camera/CameraPanel.tsx'
import { client } from '../../app/client.ts'
import { useGo } from '../../app/go.ts'
import { useIdentitySink } from '../../app/identity.ts'
import { useLive } from '../../app/live.ts'
import { newId } from '../../app/new-id.ts'
import { TypeCodeButton } from '../../app/TypeCode.tsx'
import { Banner } from '../../components/Banner.tsx'
import { Card } from '../../components/Card.tsx'
import { ScanDisplay } from '../../components/ScanDisplay.tsx'
import { useSentence } from '../../i18n/use-sentence.tsx'
import { useT } from '../../i18n/use-t.ts'
import { playTone } from '../../tones/tones.ts'
import { useWaitingFor } from '../accession/use-waiting.ts'
import { WaitingScans } from '../accession/WaitingScans.tsx'
import { StartFoot } from '../batch/StartFoot.tsx'
import { useStart } from '../batch/use-start.ts'
import type { Work } from '../batch/use-work.ts'
import { type Form, keepForm, lastForm, setupFrom } from './form.ts'
import styles from './processing.module.css'
import { StartForm } from './StartForm.tsx'

/** What waits for a batch of processing, among all that waits for a form. */
const BATCH = 'processing'

export interface StartScreenProps {
  work: Work
  /** The code of the tube that was chosen before: the first parent. */
  code?: string | undefined
}

/** Before a batch: what is done to it. Start, by hand or by its code, begins with what is shown. */
export function StartScreen({ work, code }: StartScreenProps) {
  const t = useT()
  const sentence = useSentence()
  const go = useGo()
  const waiting = useWaitingFor(BATCH)
  const [form, setForm] = useState<Form>(lastForm)
  // Made with the form: a second start is the same batch.
  const [processing] = useState(newId)
  const start = useStart(
    work,
    () => setupFrom(form, processing),
    () => {
      keepForm(form)
      waiting.release()
    },
  )
  const change = (some: Partial<Form>): void => {
    start.forget()
    setForm((former) => ({ ...former, ...some }))
  }
  useIdentitySink((identity, scan) => {
    const command = identity.kind === 'command' ? identity.command : undefined
    if (command === 'start') return start.begin()
    if (command === 'cancel') return go({ to: 'home' })
    if (identity.kind === 'container' && identity.containerKind === 'box') {
      playTone('success')
      return change({ box: identity.container })
    }
    playTone('warning')
    if (command === undefined && scan.text !== code) waiting.add(scan)
  })
  const box = useBox(form.box)
  const line =
    code === undefined
      ? sentence('processing.startLine')
      : sentence('processing.startLineOf', { code })
  return (
    <>
      <ScanDisplay
        form="slim"
        status={t('processing.startStatus')}
        line={line.shown}
        announcement={line.spoken}
        action={<TypeCodeButton short kind="panel" />}
      />
      <CameraPanel />
      <WaitingScans scans={waiting.scans} behind="FK:START" />
      <Card
        className={styles.card}
        label={t('processing.title')}
        scrolls
        foot={<StartFoot isReady={start.isReady} onStart={() => void start.begin()} />}
      >
        <StartForm value={form} onChange={change} box={box} />
        {start.refused && (
          <div className={styles.refused}>
            <Banner tone="stop">{start.refused}</Banner>
          </div>
        )}
      </Card>
    </>
  )
}

function useBox(container: string | null) {
  const { data } = useLive(['box', container], () =>
    container === null ? Promise.resolve(null) : client.query.box({ container }),
  )
  return data?.container === container ? data : null
}
