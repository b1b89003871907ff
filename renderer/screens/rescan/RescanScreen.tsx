import {
  IconBarcode,
  IconCheck,
  IconPrinter,
  IconRotate2,
  IconTags,
  IconX,
} from '@tabler/icons-react'
import type { RescanView } from '#shared/contract/rescan.ts'
import { client } from '../../app/client.ts'
import { useGo } from '../../app/go.ts'
import { Screen } from '../../app/Screen.tsx'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { type Sentence, useSentence } from '../../i18n/use-sentence.tsx'
import { useT } from '../../i18n/use-t.ts'
import { BATCH, releaseWaiting, waitForBatch } from '../accession/use-waiting.ts'
import { EmptyState } from '../lookup/EmptyState.tsx'
import { LookUpDisplay } from '../lookup/LookUpDisplay.tsx'
import { Differences, differencesOf } from './Differences.tsx'
import { DifferencesPaper } from './DifferencesPaper.tsx'
import { HandStep } from './HandStep.tsx'
import { PhotoStep } from './PhotoStep.tsx'
import { RescanMap } from './RescanMap.tsx'
import styles from './rescan.module.css'
import { Sources } from './Sources.tsx'
import { Still } from './Still.tsx'
import { TargetCard } from './TargetCard.tsx'
import { UnderWay } from './UnderWay.tsx'
import { isElsewhere, type Rescan, useRescan } from './use-rescan.ts'
import { type Stage, type Stages, useStage } from './use-stage.ts'

/** `container`: the box that is to be read, where a person has said it already. */
export function RescanScreen({ container }: { container?: string | undefined }) {
  const t = useT()
  const go = useGo()
  const rescan = useRescan(container ?? null)
  const stages = useStage(rescan.read)
  const { view, reading, outcome } = rescan
  const line = useLine(rescan, stages.stage)
  const isByHand = stages.stage.is === 'hand' && rescan.container !== null && !reading
  return (
    <Screen current="freezers" title={t('rescan.title')} subtitle={t('rescan.subtitle')}>
      {!isByHand && (
        <LookUpDisplay
          line={line}
          outcome={outcome}
          action={
            view &&
            !isElsewhere(view) && (
              <Button
                kind="panel"
                size={48}
                onClick={() => void go({ to: 'box', container: view.box.container })}
              >
                {t('rescan.openBox')}
              </Button>
            )
          }
        />
      )}
      {view && <Faults rescan={rescan} />}
      {!reading && <Reach stages={stages} container={rescan.container} />}
      {reading && !view && <WhichBox rescan={rescan} />}
      {reading && view && <Compared rescan={rescan} view={view} />}
    </Screen>
  )
}

/** From a source to a reading, step by step. */
function Reach({ stages, container }: { stages: Stages; container: string | null }) {
  const t = useT()
  const { stage } = stages
  switch (stage.is) {
    case 'choose':
      return <Sources stages={stages} />
    case 'camera':
      return <Still stages={stages} />
    case 'looking':
    case 'server':
      return <UnderWay stage={stage} stages={stages} />
    case 'photo':
      return <PhotoStep photo={stage.photo} stages={stages} />
    case 'hand':
      return container === null ? (
        <EmptyState
          icon={IconBarcode}
          title={t('rescan.handWhich')}
          words={t('rescan.handWords')}
          ways={
            <Button size={64} icon={IconX} onClick={stages.cancel}>
              {t('rescan.otherSource')}
            </Button>
          }
        />
      ) : (
        <HandStep container={container} stages={stages} />
      )
  }
}

function Compared({ rescan, view }: { rescan: Rescan; view: RescanView }) {
  const t = useT()
  const unknown = view.cells.flatMap(({ finding, code }) => (finding === 'unknown' ? code! : []))
  return (
    <>
      <div className={styles.page}>
        <RescanMap view={view} rescan={rescan} />
        <div className={styles.stack}>
          <TargetCard view={view} rescan={rescan} />
          <Differences view={view} rescan={rescan} />
        </div>
      </div>
      <DifferencesPaper view={view} />
      <div className={styles.acts}>
        {unknown.length > 0 && <Register codes={unknown} />}
        <Button size={64} icon={IconPrinter} onClick={() => window.print()}>
          {t('rescan.print')}
        </Button>
        <Button size={64} icon={IconRotate2} onClick={rescan.again}>
          {t('rescan.again')}
        </Button>
        <Button
          size={64}
          kind={rescan.target === null ? 'ember' : 'steel'}
          icon={IconCheck}
          disabled={rescan.isBusy || isElsewhere(view)}
          onClick={() => void rescan.confirm()}
        >
          {t('rescan.confirm', { n: rescan.chosen.size })}
        </Button>
      </div>
    </>
  )
}

/** A rack was read, and nobody has said yet which box it is. */
function WhichBox({ rescan: { reading, again } }: { rescan: Rescan }) {
  const t = useT()
  return (
    <EmptyState
      icon={IconBarcode}
      title={t('rescan.lineWhichBox')}
      words={t('rescan.tubesSeen', { n: reading?.tubes.length ?? 0 })}
      ways={
        <Button size={64} icon={IconRotate2} onClick={again}>
          {t('rescan.again')}
        </Button>
      }
    />
  )
}

/** Tubes that nobody here knows wait for the form that registers them, in the order of their positions. */
function Register({ codes }: { codes: readonly string[] }) {
  const t = useT()
  const go = useGo()
  async function register(): Promise<void> {
    const open = await client.work.current({ kind: 'accession' })
    waitForBatch(codes)
    await go({ to: 'accession' })
    if (open) releaseWaiting(BATCH)
  }
  return (
    <Button size={64} icon={IconTags} onClick={() => void register()}>
      {t('rescan.register', { n: codes.length })}
    </Button>
  )
}

/** What the hand does now. */
function useLine({ container, reading, view, target }: Rescan, stage: Stage): Sentence {
  const sentence = useSentence()
  if (!reading && stage.is !== 'choose') return sentence(`rescan.lineStage.${stage.is}`)
  if (!reading) return sentence(container === null ? 'rescan.lineRead' : 'rescan.lineReadThis')
  if (!view) return sentence('rescan.lineWhichBox')
  const box = view.box.code
  if (target !== null)
    return sentence('rescan.lineScan', { position: view.cells[target]!.name, box })
  const n = differencesOf(view).length
  return sentence(n === 0 ? 'rescan.lineSame' : 'rescan.lineDiffers', { box }, { n })
}

/** Why this may not be the box that was read. */
function Faults({ rescan: { view } }: { rescan: Rescan }) {
  const t = useT()
  if (!view) return null
  const { beyond, doubled } = view
  return (
    <>
      {beyond.length > 0 && (
        <Banner tone="stop">
          {t('rescan.beyond', {
            n: beyond.length,
            positions: beyond
              .slice(0, 4)
              .map(({ position }) => position)
              .join(', '),
          })}
        </Banner>
      )}
      {doubled.length > 0 && (
        <Banner tone="caution">{t('rescan.doubled', { positions: doubled.join(', ') })}</Banner>
      )}
    </>
  )
}
