import type { ActAnswer } from '#shared/contract/contract.ts'
import type { PlaceView, SpecimenState } from '#shared/contract/views.ts'
import type { Command, Via } from '#shared/domain/commands.ts'
import type { Refusal } from '#shared/domain/refusals.ts'
import type { Place } from '#shared/domain/words.ts'
import { useAct, useUndo } from '../../app/act.ts'
import { newId } from '../../app/new-id.ts'
import { useRefusal } from '../../app/say-refusal.ts'
import { whenLearnt } from '../../app/unknown.ts'
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
  /** What is said in its place once it is known whether it is saved, where that is not known yet. */
  readonly later?: Promise<Done>
}

/** A tube goes to a position: stored when it has none, returned when it is out, else moved. */
export function placeCommand(
  { specimen, state }: Handled,
  at: Place,
  how: { id: string; via: Via },
): Command {
  switch (state) {
    case 'unplaced':
    case 'missing':
    case 'undone':
    case 'dispatched':
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
  /** SPE-9: the tube carries another code from now on. */
  relabel(tube: Handled, code: string, reason: string, via: Via): Promise<Done>
  undo(command: string, code: string, via: Via): Promise<Done>
  /** Any other act with one tube, and what is said once it is done. */
  other(command: Command, code: string, done: Sentence): Promise<Done>
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
  const notSaved = (code: string): Done => ({
    outcome: { is: 'refused', sentence: sentence('unknown.notSaved', { code }) },
    command: null,
  })
  /** What an act came to: at once, or `later` while the disk does not answer. */
  function told(answer: ActAnswer, code: string, done: Done): Done {
    if (answer.type === 'refused') return refused(answer.refusal)
    if (answer.type === 'saved') return done
    return {
      outcome: {
        is: 'unknown',
        sentence: sentence('unknown.outcome', { code }),
        detail: sentence('unknown.outcomeDo'),
      },
      command: null,
      later: whenLearnt(answer.command).then((saved) => (saved ? done : notSaved(code))),
    }
  }
  async function carryOut(command: Command, code: string, done: Sentence): Promise<Done> {
    const answer = await act(command, code)
    return told(answer, code, { outcome: { is: 'done', sentence: done }, command: command.id })
  }

  return {
    other: carryOut,
    place(tube, to, via) {
      const command = placeCommand(tube, to.at, { id: newId(), via })
      const codes = { code: tube.code, place: placeText(to) }
      return carryOut(
        command,
        tube.code,
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
        tube.code,
        sentence('lookup.checkedOut', { code: tube.code }),
      ),
    putBack: (tube, to, via) =>
      carryOut(
        { type: 'returnTube', id: newId(), via, specimen: tube.specimen, at: null },
        tube.code,
        sentence('lookup.returned', { code: tube.code, place: placeText(to) }),
      ),
    relabel: ({ specimen, code: before }, code, reason, via) =>
      carryOut(
        { type: 'relabel', id: newId(), via, specimen, code, reason },
        code,
        sentence('relabel.done', { code, before }),
      ),
    async undo(command, code, via) {
      const answer = await undoAct({ id: newId(), via, command }, code)
      const outcome = { is: 'done', sentence: sentence('lookup.undone', { code }) } as const
      return told(answer, code, { outcome, command: null })
    },
  }
}
