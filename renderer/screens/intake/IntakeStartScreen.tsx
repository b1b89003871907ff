import { useEffect, useRef, useState } from 'react'
import { useIntl } from 'react-intl'
import type { IntakeView } from '#shared/contract/intake.ts'
import type { BoxView } from '#shared/contract/views.ts'
import { CameraPanel } from '../../app/camera/CameraPanel.tsx'
import { client } from '../../app/client.ts'
import { useGo } from '../../app/go.ts'
import { useIdentitySink } from '../../app/identity.ts'
import { useLive } from '../../app/live.ts'
import { Screen } from '../../app/Screen.tsx'
import { sayRefusalInOne } from '../../app/say-refusal.ts'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { Card } from '../../components/Card.tsx'
import { ScanDisplay } from '../../components/ScanDisplay.tsx'
import { useSentence } from '../../i18n/use-sentence.tsx'
import { useT } from '../../i18n/use-t.ts'
import { playTone } from '../../tones/tones.ts'
import { CollectedField } from '../accession/CollectedField.tsx'
import { type Choices, keepChoices, loadChoices } from '../accession/choices.ts'
import { type Collected, collectedAt } from '../accession/collected.ts'
import { MaterialField, TubeTypeField } from '../accession/MaterialFields.tsx'
import { useWaitingFor } from '../accession/use-waiting.ts'
import { WaitingScans } from '../accession/WaitingScans.tsx'
import { NotFound } from '../lookup/NotFound.tsx'
import { StudyField } from '../study/StudyField.tsx'
import styles from './intake.module.css'

/** A box was scanned: what goes into it, then the batch begins. */
export function IntakeStartScreen({ box: container }: { box: string }) {
  const t = useT()
  const { data: box } = useLive(['box', container], () => client.query.box({ container }))
  const { data: open } = useLive(['intake'], () => client.intake.current())
  const go = useGo()
  // What is open into this very box goes on, from wherever one comes.
  const isOpen = open?.box.container === container
  useEffect(() => {
    if (isOpen) void go({ to: 'intake' }, { replace: true })
  }, [isOpen, go])
  if (box === null) return <NotFound current="scan" title={t('intake.title')} />
  if (box === undefined || open === undefined || isOpen)
    return <Screen current="scan" title={t('intake.title')} />
  return <Start box={box} open={open} />
}

function Start({ box, open }: { box: BoxView; open: IntakeView | null }) {
  const t = useT()
  const sentence = useSentence()
  const go = useGo()
  const waiting = useWaitingFor(box.container)
  const start = useStart(box, async () => {
    await go({ to: 'intake' })
    waiting.release()
  })
  useIdentitySink(async (identity, scan) => {
    if (identity.kind === 'container' && identity.containerKind === 'box') {
      if (identity.container !== box.container)
        await go({ to: 'intake-start', box: identity.container })
    } else if (identity.kind === 'command' && identity.command === 'cancel') {
      await go({ to: 'home' })
    } else {
      playTone('warning')
      if (identity.kind !== 'command') waiting.add(scan)
    }
  })
  const other = open !== null && open.box.container !== box.container ? open : undefined
  const line = sentence('intake.startLine', { box: box.code })
  return (
    <Screen
      current="scan"
      title={t('intake.title')}
      subtitle={sentence('intake.boxAt', { box: box.code, path: box.path }).shown}
    >
      <ScanDisplay
        form="slim"
        status={t('intake.startStatus', { taken: box.taken, total: box.positions.length })}
        line={line.shown}
        announcement={line.spoken}
      />
      <CameraPanel />
      {other && <OtherOpen other={other} />}
      <WaitingScans scans={waiting.scans} behind={box.code} />
      <Card
        className={styles.start}
        label={t('intake.title')}
        scrolls
        foot={
          <StartActs
            box={box}
            isReady={start.isReady && (other === undefined || other.parked.length === 0)}
            onStart={() => void start.begin()}
          />
        }
      >
        <div className={styles.form}>
          <StudyField value={start.choices.study} onChange={(study) => start.choose({ study })} />
          <div className={styles.pair}>
            <MaterialField
              holds={box.holds}
              value={start.choices.material}
              onChange={(material) => start.choose({ material })}
            />
            <TubeTypeField
              value={start.choices.tubeType}
              onChange={(tubeType) => start.choose({ tubeType })}
            />
          </div>
          <CollectedField value={start.collected} onChange={start.setCollected} offersNow={false} />
          {start.refused && <Banner tone="stop">{start.refused}</Banner>}
        </div>
      </Card>
    </Screen>
  )
}

interface StartActsProps {
  box: BoxView
  isReady: boolean
  onStart: () => void
}

function StartActs({ box, isReady, onStart }: StartActsProps) {
  const t = useT()
  const go = useGo()
  return (
    <div className={styles.startActs}>
      <Button size={64} onClick={() => void go({ to: 'home' })}>
        {t('common.cancel')}
      </Button>
      <Button size={64} onClick={() => void go({ to: 'box', container: box.container })}>
        {t('intake.showBox')}
      </Button>
      <Button kind="ember" size={64} disabled={!isReady} onClick={onStart}>
        {t('intake.start')}
      </Button>
    </div>
  )
}

/** Another box's intake is open. It ends when this one begins, unless codes of it are still parked. */
function OtherOpen({ other }: { other: IntakeView }) {
  const t = useT()
  const go = useGo()
  const sentence = useSentence()
  const parked = other.parked.length
  const words =
    parked > 0
      ? sentence('intake.otherParked', { box: other.box.code }, { parked })
      : sentence('intake.otherOpen', { box: other.box.code })
  return (
    <Banner
      tone={parked > 0 ? 'stop' : 'caution'}
      action={
        <Button size={48} onClick={() => void go({ to: 'intake' })}>
          {t('home.continue')}
        </Button>
      }
    >
      {words.shown}
    </Banner>
  )
}

function useStart(box: BoxView, onStarted: () => Promise<void>) {
  const intl = useIntl()
  const [choices, setChoices] = useState(() => choicesFor(box))
  const [collected, setCollected] = useState<Collected>({ is: 'unknown' })
  const [refused, setRefused] = useState<string>()
  const isRunning = useRef(false)
  const { study, material, tubeType } = choices
  const isReady =
    study !== null && material !== null && collectedAt(collected, Date.now()) !== undefined

  async function begin(): Promise<void> {
    const at = collectedAt(collected, Date.now())
    if (study === null || material === null || at === undefined || isRunning.current) return
    isRunning.current = true
    const started = await client.intake
      .start({ box: box.container, study, material, tubeType, collectedAt: at })
      .finally(() => {
        isRunning.current = false
      })
    if (!started.ok) {
      playTone('error')
      return setRefused(sayRefusalInOne(intl, started.error))
    }
    keepChoices(choices)
    await onStarted()
  }

  return {
    choices,
    choose: (some: Partial<Choices>) => setChoices((former) => ({ ...former, ...some })),
    collected,
    setCollected,
    refused,
    isReady,
    begin,
  }
}

/** What was chosen last, with the one kind that the box takes where it takes only one. */
function choicesFor({ holds }: BoxView): Choices {
  const last = loadChoices()
  if (holds.length === 1) return { ...last, material: holds[0]! }
  const fits = last.material !== null && (holds.length === 0 || holds.includes(last.material))
  return { ...last, material: fits ? last.material : null }
}
