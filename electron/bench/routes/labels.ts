import type { LabelSettingFault } from '#shared/contract/labels.ts'
import { BUILT_IN } from '#shared/label/built-in.ts'
import { elementsOutside } from '#shared/label/template.ts'
import { makeZpl } from '#shared/label/zpl.ts'
import { err, ok } from '#shared/lib/result.ts'
import { refusedBy, tellWhenFull } from './answers.ts'
import type { Base } from './base.ts'

/** On a test label, so that nobody takes it for a tube's. */
const TEST = {
  code: 'FK-TEST',
  accession: 'FK-TEST',
  study: 'TEST',
  material: 'TEST',
  collected: '',
  donor: '',
  position: 'TEST',
} as const

/** Label printers, templates, and the queue between the bench and them. */
export function labels({ bench, seated, reading }: Base) {
  const { events, store } = bench
  const { read, write } = store
  type Context = { readonly context: { readonly role: string } }

  /** What a manager alone may set up. */
  async function managed(
    { context }: Context,
    work: () => Promise<unknown>,
  ): Promise<LabelSettingFault | null> {
    if (context.role === 'technician') return { type: 'NotAllowed', needs: 'manager' }
    await work().catch(tellWhenFull)
    return null
  }
  const isBuiltIn = (template: string) => BUILT_IN.some(({ id }) => id === template)

  return {
    templates: reading.labels.templates.handler(() => read.labelTemplates()),
    saveTemplate: seated.labels.saveTemplate.handler(({ input, context }) => {
      if (isBuiltIn(input.id)) return { type: 'BuiltIn' as const }
      const elements = elementsOutside(input)
      if (elements.length > 0) return { type: 'Outside' as const, elements }
      return managed({ context }, () => write.saveTemplate(input))
    }),
    removeTemplate: seated.labels.removeTemplate.handler(({ input, context }) =>
      managed({ context }, () => write.removeTemplate(input.template)),
    ),
    printers: reading.labels.printers.handler(() => read.printers()),
    savePrinter: seated.labels.savePrinter.handler(({ input, context }) =>
      managed({ context }, () => write.savePrinter(input)),
    ),
    removePrinter: seated.labels.removePrinter.handler(({ input, context }) =>
      managed({ context }, () => write.removePrinter(input.printer)),
    ),
    testPrinter: seated.labels.testPrinter.handler(async ({ input, context }) => {
      const { template } = input
      // Whoever may not set a printer up lets the bench call nobody but those that are.
      const saved = (await read.printers()).find(({ id }) => id === input.printer.id)
      const printer = context.role === 'technician' ? saved : input.printer
      if (!printer) return { type: 'trouble' as const, trouble: 'unreachable' as const, said: '' }
      const known = (await read.labelTemplates()).find((one) => one.template.id === template)
      const made = known && makeZpl(known.template, TEST, printer.dpi)
      return bench.labels.test(printer, made?.ok ? made.value : null)
    }),
    subjects: reading.labels.subjects.handler(({ input }) => read.labelSubjects(input.of)),
    ahead: reading.labels.ahead.handler(({ input }) => read.labelsAhead(input.kind)),
    print: seated.labels.print.handler(async ({ input, context }) => {
      try {
        return await bench.labels.print(context.actor, input)
      } catch (error) {
        return { type: 'refused' as const, refusal: refusedBy(error) }
      }
    }),
    queue: reading.labels.queue.handler(async function* ({ signal }) {
      const later = events.subscribe('labels', { signal })
      yield await bench.labels.queue()
      for await (const _ of later) yield await bench.labels.queue()
    }),
    retry: seated.labels.retry.handler(({ input }) => {
      bench.labels.retry(input.job, input.blind)
      return null
    }),
    cancel: seated.labels.cancel.handler(async ({ input }) => {
      await bench.labels.cancel(input.job).catch(tellWhenFull)
      return null
    }),
    answer: seated.labels.answer.handler(async ({ input }) => {
      try {
        const done = await bench.labels.answer(input)
        return done.ok ? ok(null) : err(done.error)
      } catch (error) {
        return err(refusedBy(error))
      }
    }),
  }
}
