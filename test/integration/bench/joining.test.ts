import {
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { SnapshotManifest } from '#shared/sync/snapshot.ts'
import { derivedDigest } from '../../../electron/store/derived-digest.ts'
import { openReader } from '../../../electron/store/open.ts'
import { type BenchClient, ServedBench } from '../../support/bench/served-bench.ts'
import { Relay } from '../../support/blobs/relay.ts'
import { TestService } from '../../support/sync/service.ts'

/** The service lets five benches in at once and then one every so often: each newcomer comes a minute later. */
let later = 0
const service = new TestService(() => Date.now() + later)
const first = new ServedBench()
const others: ServedBench[] = []
const relay = new Relay(() => service.url)
let a: BenchClient

beforeAll(async () => {
  await Promise.all([service.start(), first.start(), relay.start()])
  a = await first.client()
  await first.bench.setUpDemo()
  await a.session.signInBadge({ code: 'FKB-DEMO-JANA' })
  await a.bench.connect({ url: service.url, code: service.code })
  await until(async () => first.bench.view().sync.type === 'up-to-date')
  expect(await a.keeping.snapshot()).toMatchObject({ type: 'made' })
}, 120_000)
afterEach(async () => {
  relay.bytes = null
  relay.harm = false
  relay.isElsewhere = false
  relay.asked = []
  for (const bench of others.splice(0)) await bench.remove()
})
afterAll(async () => {
  await first.remove()
  await relay.stop()
  await service.remove()
})

async function until(what: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 60_000
  while (!(await what())) {
    if (Date.now() > end) throw new Error('it has not come about')
    await pause(50)
  }
}
async function newcomer(): Promise<{ bench: ServedBench; client: BenchClient }> {
  later += 60_000
  const bench = await new ServedBench().start()
  others.push(bench)
  return { bench, client: await bench.client() }
}
const ask = (client: BenchClient, url = relay.url) =>
  client.bench.setUp({ mode: 'join', url, code: service.code, bench: 'New' })
const isJoined = ({ bench }: ServedBench) => bench.view().stage !== 'first-run'
const positionOf = async ({ bench }: ServedBench) => (await bench.store.write.cursor())?.pos ?? 0

/** The whole ledger but for what a bench has for itself, of which there is one event each. */
function tablesOf(bench: ServedBench): Record<string, string> {
  const db = openReader(join(bench.data, 'ledger.db'))
  const digest = derivedDigest(db)
  db.close()
  return digest
}
async function catchUp(...benches: ServedBench[]): Promise<void> {
  await until(async () => {
    const at = await Promise.all([first, ...benches].map(positionOf))
    const ready = benches.every(({ bench }) => bench.view().sync.type === 'up-to-date')
    return ready && new Set(at).size === 1
  })
}

describe('a bench that joins a site', { timeout: 120_000 }, () => {
  it('begins with the snapshot and goes on by pull, as one that received everything (I12)', async () => {
    const { bench, client } = await newcomer()
    expect(await ask(client)).toEqual({ ok: true, value: { badge: null } })
    await until(async () => isJoined(bench))
    expect(bench.bench.view()).toMatchObject({ joining: null, byEvents: null })
    await catchUp(bench)
    expect(relay.asked.filter((one) => one.startsWith('GET /v1/snapshot/')).length).toBeGreaterThan(
      0,
    )
    const { data } = bench
    expect(existsSync(join(data, 'joining.json')) || existsSync(join(data, 'snapshot'))).toBe(false)
    expect(readdirSync(join(data, 'aside')).some((name) => name.startsWith('joined-'))).toBe(true)
    const [own, theirs] = [tablesOf(bench), tablesOf(first)]
    for (const table of ['specimen', 'tube_claim', 'container', 'discrepancy', 'tally'])
      expect([table, own[table]]).toEqual([table, theirs[table]])
    await client.session.signInBadge({ code: 'FKB-DEMO-JANA' })
    const report = await client.keeping.verify()
    expect(report.ok && report.value.findings).toEqual([])
  })

  it('goes on receiving where it was cut, also after a restart', async () => {
    const { bench, client } = await newcomer()
    relay.bytes = 0
    await ask(client)
    await until(async () => bench.bench.view().joining?.phase === 'waiting')
    expect(bench.bench.view().stage).toBe('first-run')
    expect(await ask(client)).toMatchObject({ error: { type: 'AlreadySetUp' } })
    const parts = join(bench.data, 'snapshot')
    const [part] = readdirSync(parts)
    expect(statSync(join(parts, part!)).size).toBe(1000)
    await bench.restart(() => {
      relay.bytes = null
      relay.asked = []
    })
    await until(async () => isJoined(bench))
    expect(bench.bench.view().byEvents).toBeNull()
    await catchUp(bench)
  })

  it('receives event by event where the snapshot is not what it was, and says so', async () => {
    const { bench, client } = await newcomer()
    relay.harm = true
    await ask(client)
    await until(async () => isJoined(bench))
    expect(bench.bench.view().byEvents).toBe('NotAsSaid')
    await catchUp(bench)
    expect(existsSync(join(bench.data, 'staged.db'))).toBe(false)
  })

  it('does not wait for a snapshot in whose place something else is given', async () => {
    const { bench, client } = await newcomer()
    relay.isElsewhere = true
    await ask(client)
    await until(async () => bench.bench.view().joining?.phase === 'waiting')
    await until(async () => {
      await bench.timers.pass(10_000)
      return isJoined(bench)
    })
    expect(bench.bench.view().byEvents).toBe('NotAsSaid')
    await catchUp(bench)
  })

  it('receives event by event when a person says so', async () => {
    const { bench, client } = await newcomer()
    relay.bytes = 0
    await ask(client)
    await until(async () => bench.bench.view().joining?.phase === 'waiting')
    await client.bench.joinByEvents()
    await until(async () => isJoined(bench))
    expect(bench.bench.view().byEvents).toBe('Cancelled')
    await catchUp(bench)
  })
})

describe('the service', () => {
  it('does not offer a snapshot whose file was cut', async () => {
    const folder = join(service.folder, 'snapshots')
    const file = join(folder, readdirSync(folder).find((name) => /^[0-9a-f]{64}$/.test(name))!)
    const { credential } = JSON.parse(readFileSync(join(first.data, 'service.json'), 'utf8'))
    const offered = async () => {
      const headers = { authorization: `Bearer ${credential}` }
      const answer = await fetch(`${service.url}/v1/snapshots`, { headers })
      return ((await answer.json()) as { snapshots: unknown[] }).snapshots.length
    }
    const whole = readFileSync(file)
    expect(await offered()).toBe(1)
    truncateSync(file, whole.length - 1)
    expect(await offered()).toBe(0)
    writeFileSync(file, whole)
    expect(await offered()).toBe(1)
  })

  it('takes a snapshot only from its maker, and only of its own order', async () => {
    const folder = join(service.folder, 'snapshots')
    const note = readdirSync(folder).find((name) => name.endsWith('.json'))!
    const said = JSON.parse(readFileSync(join(folder, note), 'utf8')) as SnapshotManifest
    const { credential } = JSON.parse(readFileSync(join(first.data, 'service.json'), 'utf8'))
    const publish = async (more: Partial<SnapshotManifest>) =>
      (await service.call('snapshots', { ...said, ...more }, credential)).status
    expect(await publish({})).toBe(200)
    expect(await publish({ pos: said.pos - 1 })).toBe(422)
    expect(await publish({ running: 'f'.repeat(64) })).toBe(422)
    expect(await publish({ hash: 'f'.repeat(64) })).toBe(422)
    expect(await publish({ program: 'other' })).toBe(422)
  })
})
