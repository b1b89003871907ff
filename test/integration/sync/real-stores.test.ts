import { v7 } from 'uuid'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createSyncClient, type SyncClient } from '../../../electron/sync/client.ts'
import { enroll } from '../../../electron/sync/enroll.ts'
import { systemTimers } from '../../../electron/sync/ports.ts'
import { RealBench } from '../../support/sync/real-bench.ts'
import { TestService } from '../../support/sync/service.ts'

let service: TestService
let a: RealBench
let b: RealBench
let clients: SyncClient[]

beforeEach(async () => {
  service = await new TestService(Date.now).start()
  a = new RealBench()
  b = new RealBench()
  clients = []
  a.writer.foundDemo()
  await link(a)
  await link(b)
  await caughtUp()
})
afterEach(async () => {
  await Promise.all(clients.map((client) => client.stop()))
  for (const bench of [a, b]) bench.remove()
  await service.remove()
})

/** Enrols a bench, which joins the site when it has none, and keeps it in step from now on. */
async function link(bench: RealBench): Promise<void> {
  const { install, stream } = bench.writer.facts()
  const enrolled = await enroll({
    url: service.url,
    code: service.code,
    install,
    stream,
    benchName: 'Bench',
    fetch,
    timers: systemTimers,
  })
  if (!enrolled.ok) throw new Error(enrolled.error.type)
  const access = enrolled.value
  if (stream === null) bench.writer.join(access.stream, access.benchNumber, 'Bench 2')
  const client = createSyncClient({
    store: bench.syncStore,
    settings: async () => access,
    fetch,
    clock: { now: Date.now },
    random: Math.random,
    // Waits between two calls are cut short; the limit of a call is not, for a real page takes its time.
    timers: { after: (ms, run) => systemTimers.after(ms < 30_000 ? ms / 40 : ms, run) },
    onState: () => {},
  })
  clients.push(client)
  client.start()
}

/** Until both benches have received all that either has recorded. */
async function caughtUp(): Promise<void> {
  const received = (bench: RealBench) => bench.rows('SELECT 1 FROM stream_order').length
  const all = () => Math.max(a.writer.facts().position, b.writer.facts().position)
  for (;;) {
    const waits = a.writer.waiting().count + b.writer.waiting().count
    if (waits === 0 && received(a) === all() && received(b) === all()) return
    await new Promise((done) => setTimeout(done, 20))
  }
}

/** A box with room, two of its tubes, and two of its free positions. */
function someBox() {
  const rows = a.rows<{ specimen: string; container: string; idx: number }>(
    `SELECT specimen, container, idx FROM tube_claim WHERE container = (
       SELECT container FROM tube_claim WHERE state = 'stored' AND container IS NOT NULL
       GROUP BY container HAVING count(*) BETWEEN 2 AND 40 ORDER BY container LIMIT 1)
     ORDER BY idx`,
  )
  const taken = new Set(rows.map((row) => row.idx))
  const free = Array.from({ length: 81 }, (_, index) => index).filter((index) => !taken.has(index))
  const [one, other] = rows
  return { box: one!.container, one: one!.specimen, other: other!.specimen, free }
}

const person = () =>
  a.rows<{ actor: string }>('SELECT actor FROM command_done ORDER BY at DESC')[0]!

function move(bench: RealBench, specimen: string, container: string, index: number): void {
  const via = { source: 'typed', device: '' } as const
  const at = { container, index }
  const done = bench.writer.execute(person().actor, { type: 'move', id: v7(), via, specimen, at })
  if (!done.ok) throw new Error(JSON.stringify(done.error))
}

test('a bench that joins has the whole biobank, derived alike', () => {
  expect(b.rows('SELECT 1 FROM specimen').length).toBeGreaterThan(1_000)
  expect(b.derived()).toEqual(a.derived())
})

test('two tubes that two benches put in one position without a connection are both kept, and both benches say so', async () => {
  await service.stop()
  const { box, one, other, free } = someBox()
  move(a, one, box, free[0]!)
  move(b, other, box, free[0]!)
  await service.start()
  await caughtUp()
  expect(a.rows('SELECT kind FROM discrepancy')).toEqual([{ kind: 'position-contested' }])
  expect(b.derived()).toEqual(a.derived())
})

test('a tube that two benches put in two places is a discrepancy at both', async () => {
  await service.stop()
  const { box, one, free } = someBox()
  move(a, one, box, free[0]!)
  move(b, one, box, free[1]!)
  await service.start()
  await caughtUp()
  expect(b.rows('SELECT kind FROM discrepancy')).toEqual([{ kind: 'tube-in-two-places' }])
  expect(b.derived()).toEqual(a.derived())
  const before = b.derived()
  b.writer.rebuild()
  expect(b.derived()).toEqual(before)
})
