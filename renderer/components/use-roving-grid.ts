import { type KeyboardEvent, type MouseEvent, type RefObject, useRef, useState } from 'react'
import { type GridShape, gridStep } from './grid-keys.ts'

export interface RovingGridOptions extends GridShape {
  /** The item that is selected, as a row-major index. */
  selected?: number | undefined
  /** Where Tab lands while nothing is selected or visited. */
  entry?: number | undefined
  onSelect?: ((index: number) => void) | undefined
  onActivate?: ((index: number) => void) | undefined
}

export interface RovingGrid {
  ref: RefObject<HTMLTableElement | null>
  /** The one item that Tab reaches. */
  tabStop: number
  onKeyDown: (event: KeyboardEvent) => void
  onClick: (event: MouseEvent) => void
}

const indexOf = (target: EventTarget): number | undefined => {
  const item = target instanceof Element ? target.closest('[data-index]') : null
  const index = item?.getAttribute('data-index')
  return index ? Number(index) : undefined
}

/**
 * One tab stop for a whole grid, arrow keys inside it. Items carry `data-index`; the handlers sit on
 * the grid, so an item needs no function of its own and is not drawn again when another changes.
 */
export function useRovingGrid(options: RovingGridOptions): RovingGrid {
  const { selected, entry, onSelect, onActivate } = options
  const ref = useRef<HTMLTableElement>(null)
  const [visited, setVisited] = useState<number>()
  const tabStop = clampTo(options, selected ?? visited ?? entry ?? 0)

  const goTo = (index: number) => {
    setVisited(index)
    onSelect?.(index)
    ref.current?.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const from = indexOf(event.target)
    if (from === undefined || event.altKey || event.metaKey) return
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault()
      onActivate?.(from)
      return
    }
    const to = gridStep(event.key, event.ctrlKey, from, options)
    if (to === undefined) return
    event.preventDefault()
    goTo(to)
  }
  const onClick = (event: MouseEvent) => {
    const index = indexOf(event.target)
    if (index === undefined) return
    if (index === selected) onActivate?.(index)
    else goTo(index)
  }
  return { ref, tabStop, onKeyDown, onClick }
}

const clampTo = ({ rows, columns }: GridShape, index: number): number =>
  Math.max(0, Math.min(rows * columns - 1, index))
