import type { RackSettingAnswer } from '#shared/contract/racks.ts'
import { err } from '#shared/lib/result.ts'
import { readByLayout } from '#shared/scan/rack/layout.ts'
import { learnLayout } from '#shared/scan/rack/learn.ts'
import { decodeRackText } from '#shared/scan/rack/text.ts'
import type { Base } from './base.ts'

const bytesOf = (base64: string): Uint8Array => Buffer.from(base64, 'base64')

/** Rack scanners, watched folders, and files of racks. */
export function racks({ bench, seated, reading }: Base) {
  const { events } = bench
  type Context = { readonly role: string }

  /** What a manager alone may set up: a source makes the bench call somebody, or read a folder. */
  const managed = ({ role }: Context, work: () => RackSettingAnswer): RackSettingAnswer =>
    role === 'technician' ? err({ type: 'NotAllowed', needs: 'manager' }) : work()

  return {
    view: reading.racks.view.handler(() => bench.racks.view()),
    watch: reading.racks.watch.handler(async function* ({ signal }) {
      const later = events.subscribe('racks', { signal })
      yield bench.racks.view()
      for await (const _ of later) yield bench.racks.view()
    }),
    setSource: seated.racks.setSource.handler(({ input, context }) =>
      managed(context, () => bench.racks.setSource(input.id, input.source)),
    ),
    removeSource: seated.racks.removeSource.handler(({ input, context }) =>
      managed(context, () => bench.racks.removeSource(input.id)),
    ),
    read: seated.racks.read.handler(({ input }) => bench.racks.read(input.id)),
    cancel: seated.racks.cancel.handler(({ input }) => {
      bench.racks.cancel(input.id)
      return null
    }),
    arrivals: reading.racks.arrivals.handler(async function* ({ signal }) {
      const later = events.subscribe('arrival', { signal })
      const before = bench.racks.arrivals()
      const told = new Set(before.map(({ id }) => id))
      yield* before
      for await (const arrival of later) if (!told.has(arrival.id)) yield arrival
    }),
    picture: reading.racks.picture.handler(async ({ input }) => {
      const bytes = await bench.racks.picture(input.id)
      return bytes && { base64: Buffer.from(bytes).toString('base64') }
    }),
    file: seated.racks.file.handler(({ input }) => bench.racks.readFile(bytesOf(input.base64))),
    learn: seated.racks.learn.handler(({ input }) => {
      const text = decodeRackText(bytesOf(input.base64))
      return text.ok ? learnLayout(text.value) : text
    }),
    tryLayout: seated.racks.tryLayout.handler(({ input }) => {
      const text = decodeRackText(bytesOf(input.base64))
      return text.ok ? readByLayout(text.value, input.layout) : text
    }),
    saveLayout: seated.racks.saveLayout.handler(({ input, context }) =>
      managed(context, () => bench.racks.saveLayout(input.id, input.layout)),
    ),
    removeLayout: seated.racks.removeLayout.handler(({ input, context }) =>
      managed(context, () => bench.racks.removeLayout(input.id)),
    ),
  }
}
