import type { BoxView, PositionView } from '#shared/contract/views.ts'
import type { BoxCell } from '../../components/BoxMap.tsx'
import type { GlyphState } from '../../components/glyph-state.ts'

/** The signs of a box: what the record says of each position, and where the next tube goes. */
export function cellsOf(
  box: Pick<BoxView, 'positions' | 'next'>,
  nameState: (state: GlyphState) => string,
): BoxCell[] {
  const target = box.next[0]
  return box.positions.map((position, index) => {
    const state = index === target ? 'target' : position.state
    return { state, label: position.name, name: heard(position, nameState(state)) }
  })
}

const heard = ({ name, tubes }: PositionView, state: string): string =>
  [name, state, ...tubes.map(({ code }) => code)].join(', ')
