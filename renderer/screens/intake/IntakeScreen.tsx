import { useEffect, useRef, useState } from 'react'
import type { IntakeView } from '#shared/contract/intake.ts'
import { useBench } from '../../app/bench.tsx'
import { CameraPanel } from '../../app/camera/CameraPanel.tsx'
import { useGo } from '../../app/go.ts'
import { say } from '../../app/notice.ts'
import { Screen } from '../../app/Screen.tsx'
import { scanQueue } from '../../app/scanner.ts'
import { useUndoStep } from '../../app/undo.ts'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { Code } from '../../components/Code.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { useSentence } from '../../i18n/use-sentence.tsx'
import { useT } from '../../i18n/use-t.ts'
import styles from '../batch/work.module.css'
import { Acts } from './Acts.tsx'
import { Display } from './Display.tsx'
import type { Shown } from './exchange.ts'
import { HoldWays } from './HoldWays.tsx'
import { LastScans } from './LastScans.tsx'
import { MapCard } from './MapCard.tsx'
import { OutcomeBanner, useDone, useSaid } from './Outcome.tsx'
import { ResolveDialog } from './ResolveDialog.tsx'
import { type Intake, useIntake } from './use-intake.ts'

/** A box being filled, tube by tube. */
export function IntakeScreen() {
  const t = useT()
  const go = useGo()
  const intake = useIntake()
  const { shown } = intake
  useEffect(() => {
    if (shown === null) void go({ to: 'home' })
  }, [shown, go])
  if (!shown) return <Screen current="scan" title={t('intake.title')} />
  return <OpenIntake shown={shown} intake={intake} />
}

/** How many tubes of this batch the box really holds after a restart: all of them, and this says so. */
const foundIn = ({ rows, box }: IntakeView): number =>
  rows.filter(
    ({ state, index, code }) =>
      state !== 'undone' && box.positions[index]?.tubes.some((tube) => tube.code === code),
  ).length

type Asked = 'resolve' | 'finish' | undefined

function OpenIntake({ shown, intake }: { shown: Shown; intake: Intake }) {
  const t = useT()
  const sentence = useSentence()
  const { session } = shown
  const finish = useFinish(session, intake)
  const [asked, ask] = useState<Asked>()
  useUndoStep(() => {
    if (session.undo !== null && session.hold === null) intake.undo()
  })
  const close = () => ask(undefined)
  // A hold is louder than any question.
  const isFree = session.hold === null
  return (
    <Screen
      current="scan"
      title={t('intake.title')}
      subtitle={
        sentence('intake.box', { box: session.box.code }, { study: session.study.code }).shown
      }
    >
      <div className={styles.screen}>
        <div className={styles.stack}>
          <Display shown={shown} />
          {session.restored && (
            <Banner tone="note">
              {t('intake.restored', { stored: foundIn(session), of: session.stored })}
            </Banner>
          )}
          <OutcomeBanner outcome={shown.outcome} />
          <HoldWays shown={shown} intake={intake} />
          <CameraPanel />
          <LastScans session={session} onResolve={() => ask('resolve')} />
          {isFree && (
            <Acts
              session={session}
              intake={intake}
              onFinish={() => (session.parked.length > 0 ? ask('finish') : void finish())}
            />
          )}
        </div>
        <MapCard shown={shown} intake={intake} />
      </div>
      {asked === 'resolve' && isFree && (
        <ResolveDialog shown={shown} intake={intake} onClose={close} />
      )}
      {asked === 'finish' && isFree && (
        <FinishDialog
          shown={shown}
          onClose={close}
          onResolve={() => ask('resolve')}
          onFinish={() => void finish()}
        />
      )}
    </Screen>
  )
}

/**
 * Ends the intake and says on the home screen what it came to. What is scanned meanwhile waits for the
 * home screen: this batch has no place for it any more.
 */
function useFinish({ box, stored, parked }: IntakeView, intake: Intake): () => Promise<void> {
  const t = useT()
  const go = useGo()
  const isEnding = useRef(false)
  const isDamaged = useBench().keeping.state === 'damaged'
  return async () => {
    // Nothing is written then: the batch is left as it is and goes on when the ledger does.
    if (isDamaged) return go({ to: 'home' })
    if (isEnding.current) return
    isEnding.current = true
    const resume = scanQueue.pause()
    try {
      await intake.finish()
      await go({ to: 'home' })
    } finally {
      isEnding.current = false
      resume()
    }
    say(t('intake.finished', { box: box.code, stored, parked: parked.length }))
  }
}

interface FinishDialogProps {
  shown: Shown
  onClose: () => void
  onResolve: () => void
  onFinish: () => void
}

/** Scans go on behind it, and what they did is said here. */
function FinishDialog({ shown, onClose, onResolve, onFinish }: FinishDialogProps) {
  const t = useT()
  const { parked } = shown.session
  const said = useSaid(shown.outcome)?.sentence
  const done = useDone(shown.outcome)
  return (
    <Dialog
      open
      onClose={onClose}
      question={t('intake.finishQuestion', { count: parked.length })}
      ways={
        <>
          <Button kind="steel" onClick={onResolve}>
            {t('intake.resolve')}
          </Button>
          <Button onClick={onFinish}>{t('intake.finishAnyway')}</Button>
          <Button kind="quiet" onClick={onClose}>
            {t('common.cancel')}
          </Button>
        </>
      }
    >
      <p>{t('intake.finishHint')}</p>
      <ul>
        {parked.map(({ code }) => (
          <li key={code}>
            <Code>{code}</Code>
          </li>
        ))}
      </ul>
      <p role="status">{(said ?? done)?.shown}</p>
    </Dialog>
  )
}
