import { expect, test } from 'vitest'
import type { DeviceScan } from '#shared/contract/devices.ts'
import { createScanRelay, KEPT_FOR, MOST_KEPT } from '../../../electron/bench/scan-relay.ts'

const scan = (n: number): DeviceScan => ({ type: 'torn', device: 'Pistol', at: n })

function relayAt() {
  const time = { now: 0 }
  return { time, relay: createScanRelay({ monotonic: () => time.now }) }
}

/** A page: what it has got so far, and the way to close it. */
function page(relay: ReturnType<typeof createScanRelay>) {
  const got: number[] = []
  const end = new AbortController()
  const run = (async () => {
    for await (const { at } of relay.take(end.signal)) got.push(at)
  })()
  return {
    got,
    close: async () => {
      end.abort()
      await run
    },
  }
}
const settle = () => new Promise((done) => setImmediate(done))

test('a scan that comes while no page is there waits for the next one, in order', async () => {
  const { relay } = relayAt()
  const first = page(relay)
  relay.push(scan(1))
  await settle()
  await first.close()
  relay.push(scan(2))
  relay.push(scan(3))
  const second = page(relay)
  await settle()
  relay.push(scan(4))
  await settle()
  expect(first.got).toEqual([1])
  expect(second.got).toEqual([2, 3, 4])
  await second.close()
})

test('what waited too long is nobody’s, and no more is kept than a person scans', async () => {
  const { relay, time } = relayAt()
  relay.push(scan(1))
  time.now = KEPT_FOR + 1
  for (let n = 2; n < MOST_KEPT + 4; n++) relay.push(scan(n))
  const late = page(relay)
  await settle()
  expect(late.got[0]).toBe(4)
  expect(late.got).toHaveLength(MOST_KEPT)
  await late.close()
})

test('of two pages the newer one gets each scan, and the older one again when that has gone', async () => {
  const { relay } = relayAt()
  const [older, newer] = [page(relay), page(relay)]
  await settle()
  relay.push(scan(1))
  relay.push(scan(2))
  await settle()
  expect([older.got, newer.got]).toEqual([[], [1, 2]])
  await newer.close()
  relay.push(scan(3))
  await settle()
  expect([older.got, newer.got]).toEqual([[3], [1, 2]])
  await older.close()
})
