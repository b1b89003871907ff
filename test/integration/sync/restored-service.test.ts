import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { at, BOX, specimenData, T1, T2, T3, T4 } from '../../support/domain/facts.ts'
import { derivedOf } from '../../support/store/derived.ts'
import { testId } from '../../support/sync/events.ts'
import { LinedBench } from '../../support/sync/lined-bench.ts'
import { someKey } from '../../support/sync/seals.ts'
import { TestService } from '../../support/sync/service.ts'

let service: TestService
let a: LinedBench
let b: LinedBench
let backup: string

beforeEach(async () => {
  service = await new TestService().start()
  backup = mkdtempSync(join(tmpdir(), 'frostkeep-backup-'))
  a = new LinedBench('1', someKey())
  a.found().box(BOX, 'BX-1')
  b = new LinedBench('2', someKey())
  await a.enrol(service)
  await a.sync()
  await b.enrol(service)
  takeIn(a, T1, 'A1')
  await all()
})
afterEach(async () => {
  for (const bench of [a, b]) bench.remove()
  await service.remove()
  rmSync(backup, { recursive: true, force: true })
})

const takeIn = (bench: LinedBench, specimen: string, name: string) =>
  expect(bench.act('takeIn', { ...specimenData(specimen), at: at(name) }).ok).toBe(true)

async function all(): Promise<void> {
  for (const bench of [a, b, a, b, a, b]) await bench.sync()
}

async function takeBackup(): Promise<void> {
  await service.stop()
  cpSync(service.folder, backup, { recursive: true })
  await service.start()
}

/** The operator puts the backup in the place of the service's data. */
async function restore(isTold: boolean): Promise<void> {
  await service.stop()
  rmSync(service.folder, { recursive: true })
  cpSync(backup, service.folder, { recursive: true })
  service.epoch = testId('e', 2)
  await service.start({ isRestored: isTold })
}

const uids = (bench: LinedBench) => bench.column('SELECT uid FROM event ORDER BY uid')
const order = (bench: LinedBench) =>
  bench.column('SELECT hex(running) FROM stream_order ORDER BY pos')

/** Both have the same facts, at the same places, and derive the same from them, also anew. */
function agreed(): void {
  expect(uids(b)).toEqual(uids(a))
  expect(order(b)).toEqual(order(a))
  expect(order(a)).toHaveLength(uids(a).length)
  expect(derivedOf(b.db)).toEqual(derivedOf(a.db))
  for (const bench of [a, b]) {
    expect(bench.writer.waiting()).toEqual({ count: 0, oldestAt: null })
    const live = derivedOf(bench.db)
    bench.writer.rebuild()
    expect(derivedOf(bench.db)).toEqual(live)
  }
}

describe.each([
  ['in a new epoch', true],
  ['without saying so', false],
])('a service that goes on from a backup %s', (_, isTold) => {
  test('has in the end what everybody recorded, before, after and meanwhile', async () => {
    await takeBackup()
    takeIn(a, T2, 'A2')
    takeIn(b, T3, 'A3')
    await all()
    const known = uids(a)
    await restore(isTold)
    takeIn(b, T4, 'A4')
    await all()
    expect(uids(a)).toEqual(expect.arrayContaining(known))
    for (const bench of [a, b])
      for (const specimen of [T1, T2, T3, T4])
        expect(bench.reader.specimen(specimen)).toMatchObject({ state: 'stored' })
    agreed()
  })

  test('gets back from a colleague what a bench had recorded that is gone for good', async () => {
    await takeBackup()
    takeIn(b, T2, 'A2')
    await all()
    await restore(isTold)
    for (let n = 0; n < 3; n++) await a.sync()
    await a.reconnect().sync()
    await a.sync()
    expect(order(a)).toHaveLength(uids(a).length)
    const c = new LinedBench('4', someKey())
    await c.enrol(service)
    await c.sync()
    expect(c.reader.specimen(T2)).toMatchObject({ state: 'stored' })
    c.remove()
    await all()
    agreed()
  })

  test('is told again what it had acknowledged and nobody had received back', async () => {
    await takeBackup()
    takeIn(a, T2, 'A2')
    await a.push()
    expect(a.writer.waiting().count).toBe(0)
    await restore(isTold)
    await a.reconnect().sync()
    await all()
    expect(b.reader.specimen(T2)).toMatchObject({ state: 'stored' })
    agreed()
  })
})
