import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { ServedBench } from '../../support/bench/served-bench.ts'

let served: ServedBench
afterEach(() => served.remove())

test('an anchor that was taken away is told on every screen and in a list, to whoever is signed in', async () => {
  served = await new ServedBench().start()
  const first = await served.client()
  const given = { site: 'Umeå', bench: 'Intake', person: 'Jana', pin: '4711' }
  const made = await first.bench.setUp({ mode: 'empty', ...given })
  expect(await first.session.signInBadge({ code: made.ok ? made.value.badge! : '' })).toMatchObject(
    {
      ok: true,
    },
  )
  expect(served.bench.view().incident).toBeNull()
  expect(await first.keeping.incidents()).toEqual([])
  await served.restart(() => rmSync(join(served.data, 'ledger.anchor')))
  const incident = { kind: 'anchor-missing', bench: 'Intake', isHere: true }
  expect(served.bench.view()).toMatchObject({ stage: 'signed-out', incident })
  const client = await served.client()
  await expect(client.keeping.incidents()).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
  await client.session.signInBadge({ code: made.ok ? made.value.badge! : '' })
  expect(await client.keeping.incidents()).toMatchObject([incident])
  await served.restart()
  expect(served.bench.view().incident).toMatchObject(incident)
})
