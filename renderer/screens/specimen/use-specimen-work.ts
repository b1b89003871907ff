import type { PlaceView, SpecimenView } from '#shared/contract/views.ts'
import type { Command, Via } from '#shared/domain/commands.ts'
import type { Closing } from '#shared/domain/status/facts.ts'
import { client } from '../../app/client.ts'
import { useIdentitySink } from '../../app/identity.ts'
import { newId } from '../../app/new-id.ts'
import { useUndoLast, useUndoStep } from '../../app/undo.ts'
import { BY_CLICK, viaOf } from '../../app/via.ts'
import { useNames } from '../../i18n/names.ts'
import { useSentence } from '../../i18n/use-sentence.tsx'
import { useActs } from '../lookup/use-acts.ts'
import { type LastAct, useLast } from '../lookup/use-last.ts'
import { useOpen } from '../lookup/use-open.ts'

export interface SpecimenWork {
  checkOut(reason: string): Promise<void>
  /** The tube carries another code from now on. */
  relabel(code: string, reason: string, via: Via): Promise<void>
  /** Back to the position that is held for it. */
  putBack(to: PlaceView): Promise<void>
  /** These answer whether it was recorded. */
  quarantine(reason: string): Promise<boolean>
  release(reason: string): Promise<boolean>
  close(why: Closing, reason: string | null): Promise<boolean>
  reopen(): Promise<boolean>
  use(nanolitres: number, reason: string | null): Promise<boolean>
  thaw(): Promise<boolean>
  readonly last: LastAct | undefined
  undo(): Promise<void>
  readonly isBusy: boolean
}

/**
 * What a person does with the specimen on the screen: a position that is scanned takes it in, and the
 * command to print prints its label.
 */
export function useSpecimenWork(tube: SpecimenView, print: () => void): SpecimenWork {
  const acts = useActs()
  const sentence = useSentence()
  const names = useNames()
  const open = useOpen()
  const { last, isBusy, run, undo } = useLast()
  const undoLast = useUndoLast(({ specimen }) => specimen === tube.specimen)
  useUndoStep((via) => (last?.command ? undo(via) : undoLast(via)))

  useIdentitySink(
    async (identity, scan) => {
      if (identity.kind === 'position') {
        // The record is asked anew: the card may be one act behind a quick scanner.
        const now = (await client.query.specimen({ specimen: tube.specimen })) ?? tube
        await run(tube.code, () => acts.place(now, identity.place, viaOf(scan)))
        return
      }
      if (identity.kind === 'command' && identity.command === 'print') return print()
      await open(identity, scan)
    },
    { box: tube.places[0]?.at.container ?? null },
  )

  const { specimen, code } = tube
  const record = (
    act: (how: { id: string; via: Via; specimen: string }) => Command,
    said: string,
    values: Readonly<Record<string, string>> = {},
  ) =>
    run(code, () =>
      acts.other(
        act({ id: newId(), via: BY_CLICK, specimen }),
        code,
        sentence(said, { code }, values),
      ),
    )

  return {
    quarantine: (reason) =>
      record((how) => ({ type: 'quarantine', ...how, reason }), 'use.quarantined'),
    release: (reason) => record((how) => ({ type: 'release', ...how, reason }), 'use.released'),
    close: (why, reason) => record((how) => ({ type: 'close', ...how, why, reason }), 'use.closed'),
    reopen: () => record((how) => ({ type: 'reopen', ...how, reason: null }), 'use.reopened'),
    use: (nanolitres, reason) =>
      record((how) => ({ type: 'useQuantity', ...how, nanolitres, reason }), 'use.used', {
        volume: names.volume(nanolitres),
      }),
    thaw: () => record((how) => ({ type: 'recordThaw', ...how }), 'use.thawed'),
    async checkOut(reason) {
      await run(tube.code, () => acts.checkOut(tube, reason, BY_CLICK))
    },
    async relabel(code, reason, via) {
      await run(code, () => acts.relabel(tube, code, reason, via))
    },
    async putBack(to) {
      await run(tube.code, () => acts.putBack(tube, to, BY_CLICK))
    },
    last,
    undo: () => undo(BY_CLICK),
    isBusy,
  }
}
