import { useRef, useState } from 'react'
import { useIntl } from 'react-intl'
import type { Command } from '#shared/domain/commands.ts'
import { readEntity } from '#shared/domain/entities.ts'
import { useAct } from '../../app/act.ts'
import { CameraPanel } from '../../app/camera/CameraPanel.tsx'
import { client } from '../../app/client.ts'
import { useGo } from '../../app/go.ts'
import { useIdentitySink } from '../../app/identity.ts'
import { newId } from '../../app/new-id.ts'
import { Screen } from '../../app/Screen.tsx'
import { sayRefusalInOne } from '../../app/say-refusal.ts'
import { scanOfCode, scanQueue, viaOfCode } from '../../app/scanner.ts'
import { whenLearnt } from '../../app/unknown.ts'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { Card } from '../../components/Card.tsx'
import { Code } from '../../components/Code.tsx'
import { ScanDisplay } from '../../components/ScanDisplay.tsx'
import { useSentence } from '../../i18n/use-sentence.tsx'
import { useT } from '../../i18n/use-t.ts'
import { playTone } from '../../tones/tones.ts'
import { CodeMeaning, LooksLike } from '../lookup/CodeMeaning.tsx'
import { StudyField } from '../study/StudyField.tsx'
import styles from './accession.module.css'
import { CollectedField } from './CollectedField.tsx'
import { type Choices, keepChoices, loadChoices } from './choices.ts'
import { type Collected, collectedAt } from './collected.ts'
import { lastDefaults, setupFrom } from './defaults.ts'
import { MaterialField, TubeTypeField } from './MaterialFields.tsx'
import { useWaiting } from './use-waiting.ts'
import { WaitingScans } from './WaitingScans.tsx'

/** Registers a tube whose code is not known here. The scanner's Enter never submits it. */
export function AccessionScreen({ code }: { code: string }) {
  const t = useT()
  const sentence = useSentence()
  const go = useGo()
  const waiting = useWaiting(code)
  const form = useAccession(code, {
    async onRegistered(specimen) {
      await go({ to: 'specimen', specimen, say: 'registered' })
      waiting.release()
    },
    async onBatch() {
      await go({ to: 'accession' })
      scanQueue.take(scanOfCode(code))
      waiting.release()
    },
  })
  async function leave(): Promise<void> {
    await go({ to: 'home' })
    waiting.release()
  }
  useIdentitySink((identity, scan) => {
    if (scan.text === code) return
    if (identity.kind === 'command' && identity.command === 'cancel') return leave()
    playTone('warning')
    if (identity.kind !== 'command') waiting.add(scan)
  })
  const line = sentence('accession.line', { code })
  return (
    <Screen current="scan" title={t('accession.title')} subtitle={<Code>{code}</Code>}>
      <ScanDisplay
        form="slim"
        status={t('accession.status')}
        line={line.shown}
        announcement={`${t('accession.status')}. ${line.spoken}`}
      />
      <CameraPanel />
      <WaitingScans scans={waiting.scans} behind={code} />
      <Card
        className={styles.card}
        label={t('accession.title')}
        scrolls
        foot={
          <div className={styles.acts}>
            <Button size={64} onClick={() => void leave()}>
              {t('common.cancel')}
            </Button>
            <Button size={64} disabled={!form.isReady} onClick={() => void form.registerMore()}>
              {t('accession.registerMore')}
            </Button>
            <Button
              kind="ember"
              size={64}
              disabled={!form.isReady}
              onClick={() => void form.register()}
            >
              {sentence('accession.register', { code }).shown}
            </Button>
          </div>
        }
      >
        <div className={styles.form}>
          <Code size={44} strong breaks>
            {code}
          </Code>
          <CodeMeaning code={code} />
          <LooksLike code={code} />
          <StudyField value={form.choices.study} onChange={(study) => form.choose({ study })} />
          <div className={styles.pair}>
            <MaterialField
              value={form.choices.material}
              onChange={(material) => form.choose({ material })}
            />
            <TubeTypeField
              value={form.choices.tubeType}
              onChange={(tubeType) => form.choose({ tubeType })}
            />
          </div>
          <CollectedField value={form.collected} onChange={form.setCollected} offersNow />
          {form.refused && <Banner tone="stop">{form.refused}</Banner>}
        </div>
      </Card>
    </Screen>
  )
}

/** A code whose registration was taken back gets its former specimen again, not the one of this form. */
function specimenOf(touched: readonly string[]): string | undefined {
  const entities = touched.map(readEntity)
  return entities.find(({ kind }) => kind === 'specimen')?.id
}

interface Next {
  onRegistered(specimen: string): Promise<void>
  /** A batch is open with what the form says, and this tube is the first of it. */
  onBatch(): Promise<void>
}

function useAccession(code: string, { onRegistered, onBatch }: Next) {
  const intl = useIntl()
  const t = useT()
  const act = useAct()
  // Made with the form: a second click, or a click after a lost line, is the same act.
  const [ids] = useState(() => ({ id: newId(), specimen: newId() }))
  const [choices, setChoices] = useState(loadChoices)
  const [collected, setCollected] = useState<Collected>({ is: 'unknown' })
  const [refused, setRefused] = useState<string>()
  const isRunning = useRef(false)
  const { study, material, tubeType } = choices
  const isReady =
    study !== null && material !== null && collectedAt(collected, Date.now()) !== undefined

  async function register(): Promise<void> {
    const at = collectedAt(collected, Date.now())
    if (study === null || material === null || at === undefined || isRunning.current) return
    isRunning.current = true
    const command: Command = {
      type: 'accession',
      via: viaOfCode(code),
      ...ids,
      ...{ code, study, material, tubeType, collectedAt: at },
      ...{ donor: null, origin: 'unknown', parent: null, nanolitres: null },
    }
    const answer = await act(command, code).finally(() => {
      isRunning.current = false
    })
    if (answer.type === 'refused') return setRefused(sayRefusalInOne(intl, answer.refusal))
    if (answer.type === 'unknown') return learn(answer.command)
    keepChoices(choices)
    await onRegistered(specimenOf(answer.touched) ?? ids.specimen)
  }

  /** The form stays as it is: if it was not saved, it is the same act once more. */
  async function learn(unknown: string): Promise<void> {
    isRunning.current = true
    setRefused(t('unknown.form'))
    const saved = await whenLearnt(unknown)
    isRunning.current = false
    if (!saved) return setRefused(t('unknown.formNotSaved'))
    keepChoices(choices)
    await onRegistered(ids.specimen)
  }

  async function registerMore(): Promise<void> {
    const given = { ...lastDefaults(), ...choices, collected }
    const setup = setupFrom(given, Date.now())
    if (setup === null || isRunning.current) return
    isRunning.current = true
    const started = await client.work.start({ setup }).finally(() => {
      isRunning.current = false
    })
    if (!started.ok) return setRefused(sayRefusalInOne(intl, started.error))
    keepChoices(choices)
    await onBatch()
  }

  return {
    registerMore,
    choices,
    choose: (some: Partial<Choices>) => setChoices((former) => ({ ...former, ...some })),
    collected,
    setCollected,
    refused,
    isReady,
    register,
  }
}
