import { type ReactNode, useMemo, useRef } from 'react'
import type { FreezerView, StorageRow } from '#shared/contract/views.ts'
import { client } from '../../app/client.ts'
import { useGo } from '../../app/go.ts'
import { useLive } from '../../app/live.ts'
import { FreezerMap } from '../../components/FreezerMap.tsx'
import type { Sentence } from '../../i18n/use-sentence.tsx'
import { useT } from '../../i18n/use-t.ts'
import styles from './freezers.module.css'
import { RackCard } from './RackCard.tsx'
import { rackGrid, rackLabels, rackToShow, rackView } from './rack-views.ts'
import { useCelsius } from './use-celsius.ts'

interface OpenFreezerProps {
  row: StorageRow
  rack: string | undefined
  move: string | undefined
  onMade: (made: Sentence) => void
  display: ReactNode
}

/** One freezer with its door open, and the drawers of one of its racks. */
export function OpenFreezer({ row, display, ...rest }: OpenFreezerProps) {
  const { container } = row
  const { data } = useLive(['freezer', container], () => client.query.freezer({ container }))
  const view = data?.container === container ? data : undefined
  return view ? (
    <Opened view={view} display={display} {...rest} />
  ) : (
    <div className={styles.middle}>{display}</div>
  )
}

type OpenedProps = Omit<OpenFreezerProps, 'row'> & { view: FreezerView }

function Opened({ view, rack, move, onMade, display }: OpenedProps) {
  const t = useT()
  const go = useGo()
  const celsius = useCelsius()
  const card = useRef<HTMLDivElement>(null)
  const grid = useMemo(() => rackGrid(view), [view])
  const racks = useMemo(() => grid.map((place) => rackView(place, t)), [grid, t])
  const shown = rackToShow(grid, rack)
  const place = shown === undefined ? null : grid[shown]
  const select = (index: number) => {
    const chosen = grid[index]?.rack.container
    if (chosen === undefined) return
    const carried = move !== undefined && { move }
    void go(
      { to: 'freezers', freezer: view.container, rack: chosen, ...carried },
      { replace: true },
    )
  }
  return (
    <>
      <div className={styles.middle}>
        {display}
        <FreezerMap
          code={view.name}
          summary={
            view.boxes === 0
              ? t('freezers.noBoxes')
              : t('freezers.boxesInUse', { inUse: view.boxesInUse, boxes: view.boxes })
          }
          temperature={view.celsius === null ? undefined : celsius(view.celsius)}
          temperatureNote={t('freezers.setTemperature')}
          shelfLabels={view.shelves.map(({ name }) => name)}
          rackLabels={rackLabels(view)}
          racks={racks}
          selected={shown}
          onSelect={select}
          onActivate={() => card.current?.querySelector<HTMLElement>('ol button')?.focus()}
          ariaLabel={t('freezers.mapOf', { name: view.name })}
        />
      </div>
      <div ref={card} className={styles.right}>
        {place && <RackCard freezer={view} place={place} move={move} onMade={onMade} />}
      </div>
    </>
  )
}
