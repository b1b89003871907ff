import type { RescanCellView, RescanView } from '#shared/contract/rescan.ts'
import type { Identity } from '#shared/contract/views.ts'

/**
 * What is offered at a position: to put its tube right, or to miss the one that should be there. Not to miss it where
 * a tube stands whose code nobody knows for certain: that may be it. RSC-4
 */
export const isOffered = ({ repair, recorded, finding }: RescanCellView): boolean =>
  repair !== null || (finding !== 'no-read' && finding !== 'duplicate' && recorded.some(isMissing))

const isMissing = (one: RescanCellView['recorded'][number]): boolean => one.isMissing

/** A tube that nobody finds is missed only where a person says so; all else is ticked to begin with. RSC-3 */
const isTicked = ({ repair, recorded }: RescanCellView): boolean =>
  repair !== null && !recorded.some(isMissing)

/** What a person ticked or unticked, by what was offered. */
export type Choices = ReadonlyMap<string, boolean>

/** What is said of one offer says nothing of another one at the same position: of another box, or of the record since. */
const offerOf = ({ box }: RescanView, cell: RescanCellView): string => {
  const { index, repair, specimen, from, recorded } = cell
  const missed = recorded.filter(isMissing).map((one) => one.specimen)
  return JSON.stringify([box.container, index, repair, specimen, from?.at ?? null, missed])
}

/** The positions whose difference is confirmed as things stand. */
export const chosenOf = (view: RescanView, choices: Choices): ReadonlySet<number> =>
  new Set(
    view.cells
      .filter((cell) => isOffered(cell) && (choices.get(offerOf(view, cell)) ?? isTicked(cell)))
      .map(({ index }) => index),
  )

/** The same choices, with these positions ticked or not. */
export function choose(
  choices: Choices,
  view: RescanView,
  indexes: ReadonlySet<number>,
  isChosen: boolean,
): Choices {
  const cells = view.cells.filter((cell) => isOffered(cell) && indexes.has(cell.index))
  return new Map([...choices, ...cells.map((cell) => [offerOf(view, cell), isChosen] as const)])
}

/** What the code on a rack says of the box that was read: which it is, that it is another than was chosen, or nothing. */
export type RackSays =
  | { readonly is: 'box'; readonly container: string }
  | { readonly is: 'other' | 'nothing' }

export function rackSays(identity: Identity, chosen: string | null): RackSays {
  if (identity.kind !== 'container' || identity.containerKind !== 'box') return { is: 'nothing' }
  if (chosen !== null && chosen !== identity.container) return { is: 'other' }
  return { is: 'box', container: identity.container }
}
