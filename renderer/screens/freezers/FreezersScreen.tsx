import { useState } from 'react'
import { useBench } from '../../app/bench.tsx'
import { client } from '../../app/client.ts'
import { useGo } from '../../app/go.ts'
import { useIdentitySink } from '../../app/identity.ts'
import { useLive } from '../../app/live.ts'
import { Screen } from '../../app/Screen.tsx'
import { Button } from '../../components/Button.tsx'
import { type Sentence, useSentence } from '../../i18n/use-sentence.tsx'
import { useT } from '../../i18n/use-t.ts'
import { LookUpDisplay } from '../lookup/LookUpDisplay.tsx'
import { useOpen } from '../lookup/use-open.ts'
import styles from './freezers.module.css'
import { NoStorage } from './NoStorage.tsx'
import { OpenFreezer } from './OpenFreezer.tsx'
import { StorageList } from './StorageList.tsx'

export interface FreezersScreenProps {
  /** Container of the freezer or tank that is open. */
  freezer?: string | undefined
  /** Container of the rack whose drawers are shown. */
  rack?: string | undefined
  /** The specimen that a person has picked up and looks for a position for. */
  move?: string | undefined
}

/** The freezers of the site as they stand: shelves, racks, boxes, and how full they are. */
export function FreezersScreen({ freezer, rack, move }: FreezersScreenProps) {
  const t = useT()
  const { site } = useBench()
  const { data: storage } = useLive(['storage'], () => client.query.storage())
  const [made, tellMade] = useState<Sentence>()
  useIdentitySink(useOpen(move))
  if (storage === undefined || storage.length === 0)
    return (
      <Screen current="freezers" title={t('freezers.title')} subtitle={site?.name}>
        {storage && <NoStorage onMade={tellMade} />}
      </Screen>
    )
  const shown = storage.find(({ container }) => container === freezer) ?? storage[0]
  return (
    <Screen current="freezers" title={t('freezers.title')} subtitle={site?.name}>
      <div className={styles.screen}>
        <StorageList storage={storage} shown={shown?.container} move={move} onMade={tellMade} />
        {shown && (
          <OpenFreezer
            key={shown.container}
            row={shown}
            rack={rack}
            move={move}
            onMade={tellMade}
            display={<Display move={move} made={made} />}
          />
        )}
      </div>
    </Screen>
  )
}

interface DisplayProps {
  move: string | undefined
  made: Sentence | undefined
}

function Display({ move, made }: DisplayProps) {
  const t = useT()
  const go = useGo()
  return (
    <LookUpDisplay
      line={useLine(move)}
      outcome={made && { is: 'done', sentence: made }}
      action={
        move !== undefined && (
          <Button kind="panel" size={48} onClick={() => go({ to: 'specimen', specimen: move })}>
            {t('common.cancel')}
          </Button>
        )
      }
    />
  )
}

function useLine(move: string | undefined): Sentence {
  const sentence = useSentence()
  const { data } = useLive(
    ['specimen', move ?? ''],
    () => client.query.specimen({ specimen: move ?? '' }),
    { enabled: move !== undefined },
  )
  return move !== undefined && data?.specimen === move
    ? sentence('freezers.chooseBox', { code: data.code })
    : sentence('freezers.scan')
}
