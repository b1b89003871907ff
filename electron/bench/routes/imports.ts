import { type ImportProgress, MOST_IMPORT_TEXT } from '#shared/contract/imports.ts'
import { err } from '#shared/lib/result.ts'
import type { Bench } from '../bench.ts'
import { tellWhenFull } from './answers.ts'
import type { Base } from './base.ts'

/** Tables that are taken in. */
export function imports({ bench, seated }: Base) {
  const { store } = bench
  const { write } = store
  return {
    open: seated.imports.open.handler(async ({ input: { name, text } }) =>
      text.length > MOST_IMPORT_TEXT
        ? err({ type: 'TooLarge', detail: String(text.length) })
        : write.openImport(crypto.randomUUID(), name, text).catch(tellWhenFull),
    ),
    check: seated.imports.check.handler(({ input }) =>
      write.checkImport(input.import, input.mapping).catch(tellWhenFull),
    ),
    errors: seated.imports.errors.handler(({ input }) => write.importErrors(input.import)),
    donors: seated.imports.donors.handler(({ input }) => write.importDonors(input.import)),
    run: seated.imports.run.handler(({ input, context, signal }) =>
      runImport(bench, input.import, input.id, context.actor, signal),
    ),
    cancel: seated.imports.cancel.handler(() => {
      store.cancel('import')
      return null
    }),
  }
}

/** Progress while it runs, then what came of it. Leaving the screen does not stop an import; Cancel does. */
async function* runImport(
  bench: Bench,
  id: string,
  command: string,
  actor: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<ImportProgress> {
  const progress = bench.events.subscribe('progress', { signal })
  const end = bench.store.write.runImport(id, command, actor)
  const ended = end.then((last) => ({ done: true as const, value: last }))
  for (;;) {
    const next = await Promise.race([progress.next(), ended]).catch(tellWhenFull)
    if (next.done) break
    yield next.value
  }
  const last = await end
  await progress.return?.(undefined)
  if (last.type === 'done') bench.changed({ position: last.position, touched: [] })
  yield last
}
