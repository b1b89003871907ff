import { createDonors } from '../donors.ts'
import type { Base } from './base.ts'

/** What is written and attached beside a specimen's custody, and a donor's erasure. */
export function records({ bench, seated, reading, saved }: Base) {
  const donors = createDonors({ store: bench.store, saved })
  return {
    donors: {
      notes: reading.donors.notes.handler(({ input }) => donors.notes(input.specimen)),
      note: seated.donors.note.handler(({ input: { specimen, text, ...by }, context }) =>
        donors.note({ ...by, actor: context.actor }, { specimen, text }),
      ),
      erase: seated.donors.erase.handler(({ input: { donor, pin, ...by }, context }) =>
        donors.erase({ ...by, actor: context.actor }, { donor, pin }),
      ),
    },
    files: {
      list: reading.files.list.handler(({ input }) => bench.files.list(input.specimen)),
      attach: seated.files.attach.handler(({ input: { id, via, ...given }, context }) =>
        bench.files.attach({ id, via, actor: context.actor }, given, (act) => saved(id, act)),
      ),
      open: reading.files.open.handler(({ input }) => bench.files.open(input.specimen, input.file)),
    },
  }
}
