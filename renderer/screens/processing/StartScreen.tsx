import { useRef, useState } from 'react'
import { useIntl } from 'react-intl'
import { CameraPanel } from '../../app/camera/CameraPanel.tsx'
import { client } from '../../app/client.ts'
import { useGo } from '../../app/go.ts'
import { useIdentitySink } from '../../app/identity.ts'
import { useLive } from '../../app/live.ts'
import { newId } from '../../app/new-id.ts'
import { sayRefusalInOne } from '../../app/say-refusal.ts'
import { TypeCodeButton } from '../../app/TypeCode.tsx'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { Card } from '../../components/Card.tsx'
import { ScanDisplay } from '../../components/ScanDisplay.tsx'
import { useSentence } from '../../i18n/use-sentence.tsx'
import { useT } from '../../i18n/use-t.ts'
import { playTone } from '../../tones/tones.ts'
import { useWaitingFor } from '../accession/use-waiting.ts'
import { WaitingScans } from '../accession/WaitingScans.tsx'
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
  const start = useStart(work, waiting.release)
  useIdentitySink((identity, scan) => {
    const command = identity.kind === 'command' ? identity.command : undefined
    if (command === 'start') return start.begin()
    if (command === 'cancel') return go({ to: 'home' })
    if (identity.kind === 'container' && identity.containerKind === 'box') {
      playTone('success')
      return start.change({ box: identity.container })
    }
    playTone('warning')
    if (command === undefined && scan.text !== code) waiting.add(scan)
  })
  const box = useBox(start.form.box)
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
              {t('processing.start')}
            </Button>
          </div>
        }
      >
        <StartForm value={start.form} onChange={start.change} box={box} />
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

function useStart(work: Work, onStarted: () => void) {
  const intl = useIntl()
  const t = useT()
  const [form, setForm] = useState<Form>(lastForm)
  // Made with the form: a second start is the same batch.
  const [processing] = useState(newId)
  const [refused, setRefused] = useState<string>()
  const isRunning = useRef(false)
  const setup = setupFrom(form, processing)

  async function begin(): Promise<void> {
    if (setup === null) {
      setRefused(t('processing.notReady'))
      return playTone('warning')
    }
    if (isRunning.current) return
    isRunning.current = true
    const started = await work.start(setup).finally(() => {
      isRunning.current = false
    })
    if (!started.ok) {
      playTone('error')
      return setRefused(sayRefusalInOne(intl, started.error))
    }
    keepForm(form)
    onStarted()
  }

  const change = (some: Partial<Form>): void => {
    setRefused(undefined)
    setForm((former) => ({ ...former, ...some }))
  }
  return { form, change, refused, isReady: setup !== null, begin }
}
