import { useRef } from 'react'
import { useIntl } from 'react-intl'
import type { BoxView } from '#shared/contract/views.ts'
import { client } from '../../app/client.ts'
import { useGo } from '../../app/go.ts'
import { useLive } from '../../app/live.ts'
import { Screen } from '../../app/Screen.tsx'
import { Button } from '../../components/Button.tsx'
import { Code } from '../../components/Code.tsx'
import { useSentence } from '../../i18n/use-sentence.tsx'
import { useT } from '../../i18n/use-t.ts'
import { LookUpDisplay } from '../lookup/LookUpDisplay.tsx'
import { NotFound } from '../lookup/NotFound.tsx'
import { UndoLast } from '../lookup/UndoLast.tsx'
import styles from './box.module.css'
import { MapCard } from './MapCard.tsx'
import { PositionCard } from './PositionCard.tsx'
import { type BoxWork, useBoxWork } from './use-box-work.ts'

export interface BoxScreenProps {
  container: string
  /** Index of the position to select. */
  select?: number | undefined
  /** The specimen that a person has picked up elsewhere and looks for a position for. */
  move?: string | undefined
  /** The specimen that was scanned elsewhere and turned out to be here. */
  found?: string | undefined
}

/** A box looked at: its map, the tube selected, and the way of a tube to another position. */
export function BoxScreen({ container, ...start }: BoxScreenProps) {
  const t = useT()
  const { data: box } = useLive(['box', container], () => client.query.box({ container }))
  if (box === null) return <NotFound current="freezers" title={t('box.title')} />
  if (box === undefined)
    return (
      <Screen current="freezers" title={t('box.title')}>
        {null}
      </Screen>
    )
  return <OpenBox box={box} {...start} />
}

interface OpenBoxProps extends Omit<BoxScreenProps, 'container'> {
  box: BoxView
}

function OpenBox({ box, select, move, found }: OpenBoxProps) {
  const intl = useIntl()
  const work = useBoxWork(box, { select, move, found })
  const card = useRef<HTMLDivElement>(null)
  const toCard = () => card.current?.querySelector<HTMLElement>('footer button')?.focus()
  const title = intl.formatMessage({ id: 'box.of' }, { code: <Code key="code">{box.code}</Code> })
  return (
    <Screen current="freezers" title={title} subtitle={<Code>{box.path}</Code>}>
      <Display box={box} work={work} />
      <div className={styles.screen}>
        <MapCard box={box} work={work} onActivate={toCard} />
        <div ref={card} className={styles.selected}>
          <PositionCard box={box} work={work} />
        </div>
      </div>
    </Screen>
  )
}

function Display({ box, work }: { box: BoxView; work: BoxWork }) {
  const go = useGo()
  const sentence = useSentence()
  const t = useT()
  const { armed, pickedUp, last } = work
  const next = box.next[0]
  const free = next === undefined ? undefined : box.positions[next]?.name
  const line =
    armed?.code !== undefined
      ? pickedUp
        ? sentence('box.choosePosition', { code: armed.code })
        : sentence('box.scanToMove', { code: armed.code })
      : free === undefined
        ? sentence('box.scanFull')
        : sentence('box.scan', { free })
  const here =
    work.isFound && armed?.code !== undefined
      ? { is: 'done' as const, sentence: sentence('box.foundHere', { code: armed.code }) }
      : undefined
  return (
    <LookUpDisplay
      line={line}
      outcome={last?.outcome ?? here}
      action={
        <>
          {armed && pickedUp && (
            <Button
              kind="panel"
              size={48}
              onClick={() => go({ to: 'freezers', move: armed.specimen })}
            >
              {t('box.anotherBox')}
            </Button>
          )}
          {armed && (
            <Button kind="panel" size={48} onClick={work.letGo}>
              {t('box.letGo')}
            </Button>
          )}
          {!armed && <UndoLast last={last} onUndo={work.undo} />}
        </>
      }
    />
  )
}
