import type { Base } from './base.ts'

/** Tubes that go between sites. */
export function transfer({ bench, seated, reading, transferred }: Base) {
  const { transfers } = bench
  const { read } = bench.store
  return {
    dispatch: seated.transfer.dispatch.handler(({ input, context }) => {
      const { id, via, ...given } = input
      return transferred(id, transfers.dispatch({ id, via, actor: context.actor }, given))
    }),
    sent: reading.transfer.sent.handler(() => read.dispatches()),
    bundle: seated.transfer.bundle.handler(({ input }) => transfers.bundle(input.bundle)),
    read: seated.transfer.read.handler(({ input }) => transfers.read(input.text)),
    receive: seated.transfer.receive.handler(({ input, context }) => {
      const { id, via, ...given } = input
      return transferred(id, transfers.receive({ id, via, actor: context.actor }, given))
    }),
  }
}
