import { tellWhenFull } from './answers.ts'
import type { Base } from './base.ts'

/** What studies say about their specimens. */
export function studies({ bench, seated, reading, saved }: Base) {
  const { read, write } = bench.store
  return {
    studies: {
      list: reading.studies.list.handler(() => read.studyPlans()),
      visits: reading.studies.visits.handler(({ input }) => read.visits(input.study, input.limit)),
      alike: reading.studies.alike.handler(({ input }) => read.visitsAlike(input)),
      visit: reading.studies.visit.handler(({ input }) => read.visit(input.study, input.visit)),
    },
    fields: {
      of: reading.fields.of.handler(({ input }) => read.fields(input.specimen)),
      describe: seated.fields.describe.handler(({ input: { id, via, ...given }, context }) =>
        saved(id, write.describe({ id, via, actor: context.actor }, given)),
      ),
    },
    codes: {
      issuers: reading.codes.issuers.handler(() => read.issuers()),
      next: seated.codes.next.handler(({ input }) => write.giveCodes(input).catch(tellWhenFull)),
    },
  }
}
