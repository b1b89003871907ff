import type { Base } from './base.ts'

/** What is expected, what came, and what a supplier's list says. */
export function shipments({ bench, reading }: Base) {
  const { read } = bench.store
  return {
    list: reading.shipments.list.handler(() => read.shipments()),
    one: reading.shipments.one.handler(({ input }) => read.shipment(input)),
    manifest: reading.shipments.manifest.handler(({ input }) => read.manifest(input.text)),
  }
}
