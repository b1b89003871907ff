import { afterEach, beforeEach, describe, expect, type MockInstance, test, vi } from 'vitest'
import { holdFolder } from '../../../electron/bench/data-folder.ts'
import { rebuildTool } from '../../../electron/bench/rebuild-tool.ts'
import { at, BOX, specimenData, T1 } from '../../support/domain/facts.ts'
import { derivedOf } from '../../support/store/derived.ts'
import { TestBench } from '../../support/store/test-bench.ts'

let bench: TestBench
let complaints: MockInstance<typeof console.error>
beforeEach(() => {
  complaints = vi.spyOn(console, 'error').mockImplementation(() => {})
  vi.spyOn(console, 'log').mockImplementation(() => {})
  bench = new TestBench().found().box(BOX, 'BX-1')
  bench.act('takeIn', { ...specimenData(T1), at: at('A1') })
})
afterEach(() => {
  bench.remove()
  vi.restoreAllMocks()
})

describe('the rebuild from the command line', () => {
  test('derives again what was lost of the tables', async () => {
    const live = derivedOf(bench.db)
    bench.db.exec("DELETE FROM tube_claim; UPDATE specimen SET code = 'FX-WRONG'")
    bench.close()
    expect(await rebuildTool(['--data', bench.folder])).toBe(0)
    bench.open()
    expect(derivedOf(bench.db)).toEqual(live)
  })

  test('touches nothing of a folder that a bench has, or of one without a ledger', async () => {
    const held = holdFolder(bench.folder)
    expect(await rebuildTool(['--data', bench.folder])).toBe(2)
    if (held.type === 'held') held.release()
    expect(await rebuildTool(['--data', `${bench.folder}/none`])).toBe(2)
    expect(complaints.mock.calls.flat()).toEqual([
      'Frostkeep runs on this folder: choose Rebuild on its Ledger screen.',
      `There is no ledger in ${bench.folder}/none.`,
    ])
  })
})
