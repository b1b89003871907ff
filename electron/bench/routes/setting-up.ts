import type { SetUpFault } from '#shared/contract/contract.ts'
import type { Change } from '#shared/contract/views.ts'
import { err, ok, type Result } from '#shared/lib/result.ts'
import type { EnrolRefusal } from '../../sync/enroll.ts'
import type { Bench } from '../bench.ts'
import type { Base } from './base.ts'

/** The bench itself: how it stands, its first set-up, its connection. */
export function settingUp({ bench, os, seated, reading }: Base) {
  const { events, link } = bench
  const { write } = bench.store
  return {
    watch: os.bench.watch.handler(async function* ({ signal }) {
      const later = events.subscribe('view', { signal })
      yield bench.view()
      yield* later
    }),
    setUp: os.bench.setUp.handler(async ({ input }) => {
      if (bench.view().stage !== 'first-run' || bench.joining.view())
        return err({ type: 'AlreadySetUp' })
      switch (input.mode) {
        case 'demo':
          await bench.setUpDemo()
          return ok({ badge: null })
        case 'empty':
          return ok({ badge: await bench.setUpEmpty(input) })
        case 'join':
          return join(bench, input)
      }
    }),
    // Nobody can sign in before there is a ledger.
    joinByEvents: os.bench.joinByEvents.handler(() => {
      if (bench.joining.view()) bench.joining.cancel()
      return null
    }),
    connect: seated.bench.connect.handler(async ({ input, context }) => {
      if (context.role === 'technician') return err({ type: 'NotAllowed', needs: 'manager' })
      const { site, bench: self } = bench.view()
      const benchName = self?.name ?? ''
      const done = await link.enroll({ ...input, benchName, siteName: site?.name ?? null })
      if (!done.ok) return err(serviceFault(done.error))
      link.restart()
      bench.files.wake()
      bench.snapshots.wake()
      return ok(null)
    }),
    changes: reading.bench.changes.handler(async function* ({ input, signal }) {
      const later = events.subscribe('change', { signal })
      const { position } = await write.facts()
      if (input.from !== null && input.from < position)
        yield { position, touched: [] } satisfies Change
      yield* later
    }),
  }
}

async function join(
  bench: Bench,
  given: { url: string; code: string; bench: string },
): Promise<Result<{ badge: null }, SetUpFault>> {
  const { url, code } = given
  const done = await bench.link.enroll({ url, code, benchName: given.bench, siteName: null })
  if (!done.ok) return err(serviceFault(done.error))
  await bench.setUpJoined(done.value.stream, done.value.benchNumber, given.bench)
  return ok({ badge: null })
}

const serviceFault = (refusal: EnrolRefusal): SetUpFault => ({
  type: 'BadService',
  reason: refusal.type,
})
