import { describe, expect, test, vi } from 'vitest'
import { createTask, type Task } from '../../../renderer/screens/ledger/task.ts'
import { ok } from '../../../shared/lib/result.ts'

const kept = new Map<string, string>()
vi.stubGlobal('localStorage', {
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, text: string) => kept.set(key, text),
  removeItem: (key: string) => kept.delete(key),
})
const { parseWentOn, tellWentOn } = await import('../../../renderer/screens/recovery/went-on.ts')

/** What came of it, as `run` says. */
const run = (task: Task<number>, ask: Parameters<Task<number>['run']>[0]) => task.run(ask)

describe('a long work', () => {
  test('gives what it came to, and nothing where it was refused or broke off', async () => {
    const task = createTask<number>()
    expect(await run(task, async () => ok(7))).toBe(7)
    expect(
      await run(task, async () => ({ ok: false, error: { type: 'DiskFull' } })),
    ).toBeUndefined()
    expect(await run(task, () => Promise.reject(new Error('the line is broken')))).toBeUndefined()
  })

  test('that runs is not begun a second time by a second click', async () => {
    const task = createTask<number>()
    let asked = 0
    let end = (_: number): void => undefined
    const ask = async () => {
      asked += 1
      return ok(await new Promise<number>((done) => (end = done)))
    }
    const first = run(task, ask)
    expect(await run(task, ask)).toBeUndefined()
    end(3)
    expect(await first).toBe(3)
    expect(asked).toBe(1)
  })
})

describe('what a bench went on from', () => {
  const told = {
    way: 'salvage',
    at: 1,
    events: 4217,
    chain: 'c',
    aside: 'salvaged-1',
    lost: [{ chain: 'c', from: 4218, to: null }],
    codes: ['FX1'],
  } as const

  test('is there again after a reload, until it is put away', () => {
    tellWentOn({ ...told, lost: [...told.lost], codes: [...told.codes] })
    expect(parseWentOn(kept.get('frostkeep.went-on') ?? null)).toEqual(told)
    tellWentOn(undefined)
    expect(kept.size).toBe(0)
  })

  test.each([null, '', '{', '{"way":"elsewhere"}'])('kept as %j is as good as nothing', (text) => {
    expect(parseWentOn(text)).toBeUndefined()
  })
})
