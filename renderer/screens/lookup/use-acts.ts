import type { PlaceView, SpecimenState } from '#shared/contract/views.ts'
import type { Command, Via } from '#shared/domain/commands.ts'
import type { Refusal } from '#shared/domain/refusals.ts'
import type { Place } from '#shared/domain/words.ts'
import { useAct, useUndo } from '../../app/act.ts'
import { newId } from '../../app/new-id.ts'
import { useRefusal } from '../../app/say-refusal.ts'
import { type Sentence, useSentence } from '../../i18n/use-sentence.tsx'
import { placeText } from '../custody/CustodyTitle.tsx'
import type { Outcome } from './LookUpDisplay.tsx'

/** The tube that a person handles. */
export interface Handled {
  readonly specimen: string
  readonly code: string
  readonly state: SpecimenState
}

/** An act that was carried out, to be said and to be taken back. */
export interface Done {
  readonly outcome: Outcome
  /** Null when it was refused: there is nothing to take back. */
  readonly command: string | null
}

/** A tube goes to a position: stored when it has none, returned when it is out, else moved. */
export function placeCommand(
  { specimen, state }: Handled,
  at: Place,
  how: { id: string; via: Via },
): Command {
  switch (state) {
    case 'unplaced':
    case 'undone':
      return { type: 'store', ...how, specimen, at }
    case 'out':
      return { type: 'returnTube', ...how, specimen, at }
    default:
      return { type: 'move', ...how, specimen, at }
  }
}

export interface Acts {
  place(tube: Handled, to: PlaceView, via: Via): Promise<Done>
  checkOut(tube: Handled, reason: string, via: Via): Promise<Done>
  putBack(tube: Handled, to: PlaceView, via: Via): Promise<Done>
  undo(command: string, code: string, via: Via): Promise<Done>
}

/** What a person does with one tube, each act told in a sentence. */
export function useActs(): Acts {
  const act = useAct()
  const undoAct = useUndo()
  const sentence = useSentence()
  const refusal = useRefusal()

  const refused = (no: Refusal): Done => {
    const { title, detail } = refusal(no)
    return { outcome: { is: 'refused', sentence: title, detail }, command: null }
  }
  async function carryOut(command: Command, done: Sentence): Promise<Done> {
    const answer = await act(command)
    if (answer.type === 'refused') return refused(answer.refusal)
    return { outcome: { is: 'done', sentence: done }, command: command.id }
  }

  return {
    place(tube, to, via) {
      const command = placeCommand(tube, to.at, { id: newId(), via })
      const codes = { code: tube.code, place: placeText(to) }
      return carryOut(
        command,
        command.type === 'move'
          ? sentence('lookup.moved', codes)
          : command.type === 'store'
            ? sentence('lookup.stored', codes)
            : sentence('lookup.returned', codes),
      )
    },
    checkOut: (tube, reason, via) =>
      carryOut(
        {
          type: 'checkOut',
          id: newId(),
          via,
          specimen: tube.specimen,
          reason: reason.trim() || null,
        },
        sentence('lookup.checkedOut', { code: tube.code }),
      ),
    putBack: (tube, to, via) =>
      carryOut(
        { type: 'returnTube', id: newId(), via, specimen: tube.specimen, at: null },
        sentence('lookup.returned', { code: tube.code, place: placeText(to) }),
      ),
    async undo(command, code, via) {
      const answer = await undoAct({ id: newId(), via, command })
      if (answer.type === 'refused') return refused(answer.refusal)
      const outcome = { is: 'done', sentence: sentence('lookup.undone', { code }) } as const
      return { outcome, command: null }
    },
  }
}
