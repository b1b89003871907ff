import { IconAlertTriangle, IconCamera, IconDoorExit, IconTestPipe } from '@tabler/icons-react'
import { useState } from 'react'
import type { ShipmentView } from '#shared/contract/work.ts'
import { useGo } from '../../app/go.ts'
import { Screen } from '../../app/Screen.tsx'
import { Button } from '../../components/Button.tsx'
import { cx } from '../../components/cx.ts'
import { useSentence } from '../../i18n/use-sentence.tsx'
import { useT } from '../../i18n/use-t.ts'
import type { Work, WorkShown } from '../batch/use-work.ts'
import { WorkStack } from '../batch/WorkStack.tsx'
import { FilesCard } from '../specimen/FilesCard.tsx'
import { EndingCard } from './EndingCard.tsx'
import { ItemsCard } from './ItemsCard.tsx'
import styles from './receiving.module.css'

interface ScanScreenProps {
  shown: WorkShown
  work: Work
}

/** Scan everything: each tube with one scan, whatever it turns out to be. */
export function ScanScreen({ shown, work }: ScanScreenProps) {
  const t = useT()
  const [isPhotos, setPhotos] = useState(false)
  const { about } = shown.session
  if (about.kind !== 'receiving') return null
  const { shipment, isEnding } = about
  const acts = <SideActs isPhotos={isPhotos} onPhotos={() => setPhotos(!isPhotos)} />
  return (
    <Screen current="scan" title={t('receiving.title')} subtitle={<From shipment={shipment} />}>
      <div className={styles.screen}>
        <WorkStack shown={shown} work={work} onFinish={() => work.command('done')}>
          <DamagedButton shown={shown} work={work} />
        </WorkStack>
        {isEnding ? (
          <EndingCard shipment={shipment} work={work} />
        ) : isPhotos ? (
          <div className={cx(styles.stack, styles.scrolls)}>
            {acts}
            <FilesCard specimen={shipment.shipment} code={shipment.sender} />
          </div>
        ) : (
          <ItemsCard shipment={shipment} aside={acts} />
        )}
      </div>
    </Screen>
  )
}

function From({ shipment: { sender, reference, study } }: { shipment: ShipmentView }) {
  const t = useT()
  return (
    <>{[t('receiving.from', { sender }), reference, study?.code].filter(Boolean).join(' · ')}</>
  )
}

/** The last tube that was scanned is damaged: one press, or one command code. */
function DamagedButton({ shown: { session }, work }: ScanScreenProps) {
  const t = useT()
  const sentence = useSentence()
  const { about } = session
  const last = about.kind === 'receiving' ? about.last : null
  const isFree = session.hold === null && !session.paused
  const newest = session.rows.find(({ state }) => state === 'done')
  const code = isFree && last !== null && newest?.what !== 'damaged' ? last : undefined
  return (
    <Button
      size={64}
      icon={IconAlertTriangle}
      disabled={code === undefined || work.isBusy}
      aria-label={code === undefined ? undefined : sentence('receiving.damaged', { code }).spoken}
      onClick={() => work.command('damaged')}
    >
      {t('receiving.state.damaged')}
    </Button>
  )
}

interface SideActsProps {
  isPhotos: boolean
  onPhotos: () => void
}

/** The parcel's photographs beside its tubes; and the way out, with the parcel left open for whoever goes on. */
function SideActs({ isPhotos, onPhotos }: SideActsProps) {
  const t = useT()
  const go = useGo()
  return (
    <div className={styles.acts}>
      <Button size={48} icon={isPhotos ? IconTestPipe : IconCamera} onClick={onPhotos}>
        {t(isPhotos ? 'receiving.tubes' : 'receiving.photos')}
      </Button>
      <Button size={48} icon={IconDoorExit} onClick={() => void go({ to: 'receiving' })}>
        {t('receiving.leave')}
      </Button>
    </div>
  )
}
