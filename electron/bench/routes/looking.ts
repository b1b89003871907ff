import type { Base } from './base.ts'

/** What a code names, and what the record shows. */
export function looking({ bench, os, reading }: Base) {
  const { read } = bench.store
  return {
    scan: {
      // A badge may be scanned while nobody is signed in, so this needs no one.
      resolve: os.scan.resolve.handler(({ input }) => read.resolve(input.text, input.box)),
      alike: reading.scan.alike.handler(({ input }) => read.alike(input.code)),
      device: os.scan.device.handler(async function* ({ signal }) {
        yield* bench.scans.take(signal)
      }),
    },
    rescan: {
      compare: reading.rescan.compare.handler(({ input }) =>
        read.compareBox(input.container, input.tubes),
      ),
      history: reading.rescan.history.handler(({ input }) => read.rescanHistory(input.container)),
      missing: reading.rescan.missing.handler(() => read.missingTubes()),
    },
    query: {
      home: reading.query.home.handler(() => read.home()),
      recent: reading.query.recent.handler(({ input }) => read.recent(input.limit)),
      specimen: reading.query.specimen.handler(({ input }) => read.specimen(input.specimen)),
      specimens: reading.query.specimens.handler(({ input }) => read.specimens(input)),
      storage: reading.query.storage.handler(() => read.storage()),
      freezer: reading.query.freezer.handler(({ input }) => read.freezer(input.container)),
      locate: reading.query.locate.handler(({ input }) => read.locate(input.container)),
      box: reading.query.box.handler(({ input }) => read.box(input.container)),
      studies: reading.query.studies.handler(() => read.studies()),
      discrepancies: reading.query.discrepancies.handler(() => read.discrepancies()),
      settled: reading.query.settled.handler(() => read.settled()),
    },
  }
}
