import { expect, onTestFinished, test } from 'vitest'
import { at, BOX, specimenData, T1 } from '../../support/domain/facts.ts'
import { TestBench } from '../../support/store/test-bench.ts'

/** SQLite answers as on a full disk: no page more than the file has. */
function fill(bench: TestBench): () => void {
  const pages = bench.db.pragma('page_count', { simple: true }) as number
  bench.db.pragma(`max_page_count = ${pages}`)
  return () => bench.db.pragma('max_page_count = 1000000')
}

test('a full disk takes an act back whole, and the same connection goes on once there is room', () => {
  const bench = new TestBench().found().box(BOX, 'BX-1')
  onTestFinished(() => bench.remove())
  const makeRoom = fill(bench)
  const takenIn: string[] = []
  const takeIn = (n: number) => {
    const specimen = bench.newId()
    const given = { ...specimenData(specimen, { code: `T${n}` }), at: { container: BOX, index: n } }
    expect(bench.act('takeIn', given).ok).toBe(true)
    takenIn.push(specimen)
  }
  expect(() => {
    for (let n = 0; n < 81; n++) takeIn(n)
  }).toThrow(expect.objectContaining({ code: 'SQLITE_FULL' }))
  const events = bench.writer.facts().position
  expect(bench.reader.box(BOX)!.taken).toBe(takenIn.length)
  makeRoom()
  expect(bench.act('takeIn', { ...specimenData(T1), at: at('I9') }).ok).toBe(true)
  expect(bench.writer.facts().position).toBe(events + 2)
})
