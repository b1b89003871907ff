import { MOST_IMPORT_TEXT } from '#shared/contract/imports.ts'
import { err } from '#shared/lib/result.ts'
import type { Bench } from '../bench.ts'
import { tellWhenFull } from './answers.ts'
import type { Base } from './base.ts'

/** Tables that are taken in. */
export function imports({ bench, seated }: Base) {
  const { store } = bench
  const { write } = store
  return {
    open: seated.imports.open.handler(async ({ input: { name, text, isOldEncoding } }) =>
      text.length > MOST_IMPORT_TEXT
        ? err({ type: 'TooLarge', detail: String(text.length) })
        : write.openImport(crypto.randomUUID(), name, text, isOldEncoding).catch(tellWhenFull),
    ),
    current: seated.imports.current.handler(() => write.currentImport()),
    firstRow: seated.imports.firstRow.handler(({ input }) =>
      write.setFirstRow(input.import, input.firstRow),
    ),
    check: seated.imports.check.handler(({ input, signal }) =>
      followed(bench, write.checkImport(input.import, input.mapping), signal),
    ),
    repair: seated.imports.repair.handler(({ input }) =>
      write.repairImport(input.import, input.repair),
    ),
    errors: seated.imports.errors.handler(({ input }) => write.importErrors(input.import)),
    repairs: seated.imports.repairs.handler(({ input }) => write.importRepairs(input.import)),
    donors: seated.imports.donors.handler(({ input }) => write.importDonors(input.import)),
    close: seated.imports.close.handler(async ({ input }) => {
      await write.closeImport(input.import)
      return null
    }),
    run: seated.imports.run.handler(({ input, context, signal }) => {
      const run = write.runImport(input.import, input.id, context.actor).then((last) => {
        // Whether or not anybody still looks on.
        if (last.type === 'done') bench.changed({ position: last.position, touched: [] })
        return last
      })
      return followed(bench, run, signal)
    }),
    cancel: seated.imports.cancel.handler(() => {
      store.cancel('import')
      return null
    }),
  }
}

interface Progress {
  readonly type: 'progress'
  readonly done: number
  readonly total: number
}

/** Progress while it runs, then what came of it. Leaving the screen does not stop it; Cancel does. */
async function* followed<Last>(
  bench: Bench,
  end: Promise<Last>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Progress | Last> {
  const progress = bench.events.subscribe('progress', { signal })
  const ended = end.then((last) => ({ done: true as const, value: last }))
  for (;;) {
    const next = await Promise.race([progress.next(), ended]).catch(tellWhenFull)
    if (next.done) break
    if (next.value.type === 'progress') yield next.value
  }
  const last = await end
  await progress.return?.(undefined)
  yield last
}
