import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { err } from '#shared/lib/result.ts'
import { createSnapshots, type Snapshots } from '../../../electron/bench/snapshots.ts'
import type { Store } from '../../../electron/store/client.ts'
import { ManualTimers, settle } from '../../support/sync/manual-timers.ts'

const LOOK = 10 * 60_000
let folder: string
let timers: ManualTimers
let snapshots: Snapshots
let made: number
let isIdle: boolean
let here: number
let there: number | null

const manifest = (pos: number) => ({
  ...{ v: 1, hash: 'a'.repeat(64), bytes: 1, size: 1, pos, running: 'b'.repeat(64) },
  ...{ stream: `${'5'.repeat(8)}-0000-7000-8000-${'0'.repeat(12)}`, format: 6, projections: 1 },
  ...{ epoch: `${'e'.repeat(8)}-0000-7000-8000-${'0'.repeat(12)}`, derived: {}, madeAt: 1 },
  ...{ program: '0', key: 'c'.repeat(64), sig: 'd'.repeat(128) },
})

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'frostkeep-snapshots-'))
  writeFileSync(join(folder, 'ledger.db'), '')
  timers = new ManualTimers()
  made = 0
  isIdle = true
  here = 1_000
  there = null
  const store = {
    write: { cursor: async () => ({ epoch: '', pos: here, hash: '' }) },
    keep: {
      makeSnapshot: async () => {
        made += 1
        return err({ type: 'NothingOrdered' })
      },
    },
    cancel: () => {},
  } as unknown as Store
  snapshots = createSnapshots({
    store,
    ledger: join(folder, 'ledger.db'),
    program: '0',
    access: () => ({ url: 'http://127.0.0.1:1', credential: 'x' }),
    fetch: async () => Response.json({ snapshots: there === null ? [] : [manifest(there)] }),
    timers,
    isIdle: () => isIdle,
    every: 100,
  })
  snapshots.wake()
})
afterEach(async () => {
  await snapshots.stop()
  rmSync(folder, { recursive: true })
})

const afterAWhile = async () => {
  await timers.pass(LOOK)
  for (let n = 0; n < 5; n++) await settle()
  return made
}

describe('a snapshot is made by itself', () => {
  it('when the service has none, and again when much has come since', async () => {
    expect(await afterAWhile()).toBe(1)
    there = 700
    expect(await afterAWhile()).toBe(2)
  })

  it('never while somebody works, or when little has come since', async () => {
    isIdle = false
    expect(await afterAWhile()).toBe(0)
    isIdle = true
    here = 99
    expect(await afterAWhile()).toBe(0)
    here = 1_000
    there = 950
    expect(await afterAWhile()).toBe(0)
    // A quarter of 850 is more than 100.
    there = 850
    expect(await afterAWhile()).toBe(0)
    there = 600
    expect(await afterAWhile()).toBe(1)
  })

  it('by one hand at a time when it is asked for', async () => {
    const [one, two] = await Promise.all([snapshots.make(), snapshots.make()])
    expect([one, two].map((answer) => answer.type === 'fault' && answer.fault)).toEqual([
      'NothingOrdered',
      'Busy',
    ])
  })
})
