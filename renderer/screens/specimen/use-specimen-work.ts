import type { PlaceView, SpecimenView } from '#shared/contract/views.ts'
import { client } from '../../app/client.ts'
import { useIdentitySink } from '../../app/identity.ts'
import { useUndoLast, useUndoStep } from '../../app/undo.ts'
import { BY_CLICK, viaOf } from '../../app/via.ts'
import { useActs } from '../lookup/use-acts.ts'
import { type LastAct, useLast } from '../lookup/use-last.ts'
import { useOpen } from '../lookup/use-open.ts'

export interface SpecimenWork {
  checkOut(reason: string): Promise<void>
  /** Back to the position that is held for it. */
  putBack(to: PlaceView): Promise<void>
  readonly last: LastAct | undefined
  undo(): Promise<void>
  readonly isBusy: boolean
}

/** What a person does with the specimen on the screen: a position that is scanned takes it in. */
export function useSpecimenWork(tube: SpecimenView): SpecimenWork {
  const acts = useActs()
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
      await open(identity, scan)
    },
    { box: tube.places[0]?.at.container ?? null },
  )

  return {
    async checkOut(reason) {
      await run(tube.code, () => acts.checkOut(tube, reason, BY_CLICK))
    },
    async putBack(to) {
      await run(tube.code, () => acts.putBack(tube, to, BY_CLICK))
    },
    last,
    undo: () => undo(BY_CLICK),
    isBusy,
  }
}
