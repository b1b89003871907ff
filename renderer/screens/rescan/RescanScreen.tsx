import { IconCheck, IconRotate2 } from '@tabler/icons-react'
import { useGo } from '../../app/go.ts'
import { Screen } from '../../app/Screen.tsx'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { type Sentence, useSentence } from '../../i18n/use-sentence.tsx'
import { useT } from '../../i18n/use-t.ts'
import { LookUpDisplay } from '../lookup/LookUpDisplay.tsx'
import { Differences, differencesOf } from './Differences.tsx'
import { RescanMap } from './RescanMap.tsx'
import styles from './rescan.module.css'
import { Sources } from './Sources.tsx'
import { isElsewhere, type Rescan, useRescan } from './use-rescan.ts'

/** `container`: the box that is to be read, where a person has said it already. */
export function RescanScreen({ container }: { container?: string | undefined }) {
  const t = useT()
  const go = useGo()
  const rescan = useRescan(container ?? null)
  const { view, reading, outcome, isBusy } = rescan
  const line = useLine(rescan)
  return (
    <Screen current="freezers" title={t('rescan.title')} subtitle={t('rescan.subtitle')}>
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
      {view && <Faults rescan={rescan} />}
      {!reading && <Sources onRead={rescan.read} />}
      {reading && view && (
        <>
          <div className={styles.page}>
            <RescanMap view={view} rescan={rescan} />
            <Differences view={view} rescan={rescan} />
          </div>
          <div className={styles.acts}>
            <Button size={64} icon={IconRotate2} onClick={rescan.again}>
              {t('rescan.again')}
            </Button>
            <Button
              size={64}
              kind="ember"
              icon={IconCheck}
              disabled={isBusy || isElsewhere(view)}
              onClick={() => void rescan.confirm()}
            >
              {t('rescan.confirm', { n: rescan.chosen.size })}
            </Button>
          </div>
        </>
      )}
    </Screen>
  )
}

/** What the hand does now. */
function useLine({ container, reading, view, target }: Rescan): Sentence {
  const sentence = useSentence()
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
