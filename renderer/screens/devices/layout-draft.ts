import type { RackLayout } from '#shared/scan/rack/layout.ts'
import type { LearnProposal } from '#shared/scan/rack/learn.ts'
import type { CellMeaning } from '#shared/scan/rack/words.ts'

/** What a person answers about a proposal before it is a layout. */
export interface LayoutAnswers {
  readonly name: string
  /** Which of the proposal's `racks`; null where the file does not say its rack. */
  readonly rack: number | null
  /** By the word. */
  readonly meanings: Readonly<Record<string, CellMeaning>>
}

/** What is known of a proposal before anybody has answered. */
export function answersOf({ layout, racks, words }: LearnProposal): LayoutAnswers {
  const at = racks.findIndex(({ rack }) => JSON.stringify(rack) === JSON.stringify(layout.rack))
  const known = words.flatMap(({ word, meaning }) => (meaning === null ? [] : [[word, meaning]]))
  return { name: '', rack: at < 0 ? null : at, meanings: Object.fromEntries(known) }
}

/** The words that nobody has said the meaning of. */
export const openWords = ({ words }: LearnProposal, { meanings }: LayoutAnswers) =>
  words.filter(({ word }) => meanings[word] === undefined)

/** The layout that was taught; null while a word or its name is open. */
export function layoutOf(proposal: LearnProposal, answers: LayoutAnswers): RackLayout | null {
  if (openWords(proposal, answers).length > 0) return null
  return namedLayout(proposal, answers, answers.name.trim())
}

/** The same before it has a name, for a look at what it reads. */
export function layoutToTry(proposal: LearnProposal, answers: LayoutAnswers): RackLayout | null {
  if (openWords(proposal, answers).length > 0) return null
  return namedLayout(proposal, answers, answers.name.trim() || '?')
}

function namedLayout(
  { layout, racks, words }: LearnProposal,
  { rack, meanings }: LayoutAnswers,
  name: string,
): RackLayout | null {
  if (name === '') return null
  const of = (meaning: CellMeaning) =>
    words.map(({ word }) => word).filter((word) => meanings[word] === meaning)
  return {
    ...layout,
    name,
    rack: rack === null ? null : (racks[rack]?.rack ?? null),
    noTube: of('no-tube'),
    noRead: of('no-read'),
  }
}
