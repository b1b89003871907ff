import { IconCheck, IconLayoutGrid } from '@tabler/icons-react'
import { useState } from 'react'
import { useIntl } from 'react-intl'
import type { WorkAbout } from '#shared/contract/work.ts'
import type { SetupOf } from '#shared/domain/batch/setup.ts'
import { Screen } from '../../app/Screen.tsx'
import { Button } from '../../components/Button.tsx'
import { useT } from '../../i18n/use-t.ts'
import type { Work, WorkShown } from '../batch/use-work.ts'
import { WorkStack } from '../batch/WorkStack.tsx'
import { AheadCard } from '../labels/AheadCard.tsx'
import type { PrintAhead } from '../labels/use-print-ahead.ts'
import { BoxCard } from './BoxCard.tsx'
import { ParentCard } from './ParentCard.tsx'
import styles from './processing.module.css'
import { RackScreen } from './RackScreen.tsx'
import { sayBatch } from './say-batch.ts'

interface BatchScreenProps {
  shown: WorkShown
  work: Work
  ahead: PrintAhead
}

export type ProcessingAbout = Extract<WorkAbout, { kind: 'processing' }>

/** A parent, then its tubes, then the next parent; or the parts of a pool, then its tube. */
export function BatchScreen({ shown, work, ahead }: BatchScreenProps) {
  const t = useT()
  const intl = useIntl()
  const [isRack, setRack] = useState(false)
  const { about } = shown.session
  const setup = shown.session.setup as SetupOf<'processing'>
  if (about.kind !== 'processing') return null
  const isPool = setup.processing.kind === 'pool'
  return (
    <Screen
      current="scan"
      title={t(`processing.kind.${setup.processing.kind}`)}
      subtitle={sayBatch(intl, setup)}
    >
      {isRack ? (
        <RackScreen setup={setup} work={work} onClose={() => setRack(false)} />
      ) : (
        <div className={styles.screen}>
          <WorkStack shown={shown} work={work} />
          <div className={styles.side}>
            <ParentCard
              shown={shown}
              work={work}
              about={about}
              setup={setup}
              acts={
                <>
                  {!isPool && <RackButton shown={shown} onOpen={() => setRack(true)} />}
                  <DoneButton about={about} work={work} shown={shown} />
                </>
              }
            />
            <AheadCard ahead={ahead} />
            {about.box && <BoxCard shown={shown} box={about.box} target={about.target} />}
          </div>
        </div>
      )}
    </Screen>
  )
}

interface ActProps {
  shown: WorkShown
}

/** Pre-printed tubes that stand in a rack already: all of them by its scanner's file. */
function RackButton({ shown: { session }, onOpen }: ActProps & { onOpen: () => void }) {
  const t = useT()
  return (
    <Button size={48} icon={IconLayoutGrid} disabled={session.paused} onClick={onOpen}>
      {t('processing.rack')}
    </Button>
  )
}

/** Fewer tubes than planned: the parent is done as it is. One press, or one command code. */
function DoneButton({ about, work, shown }: ActProps & { about: ProcessingAbout; work: Work }) {
  const t = useT()
  const { hold, paused } = shown.session
  if (hold !== null || paused) return null
  if (about.parent === null && about.parts.length === 0) return null
  return (
    <Button size={48} icon={IconCheck} disabled={work.isBusy} onClick={() => work.command('done')}>
      {about.parent
        ? t('processing.parentDone', { code: about.parent.code })
        : t('processing.poolDrop')}
    </Button>
  )
}
