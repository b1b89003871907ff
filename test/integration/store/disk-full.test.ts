import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openStore } from '../../../electron/store/client.ts'
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

const FOUNDING = { site: 'Umeå', bench: 'Intake', person: 'Jana', pin: '4711' }
const WORKER = new URL('../../../electron/store/worker.ts', import.meta.url)

function ledgerIn(): string {
  const folder = mkdtempSync(join(tmpdir(), 'frostkeep-full-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'ledger.db')
}
const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0

test('the log is moved into the ledger once nothing was written for a while', async () => {
  const file = ledgerIn()
  const store = await openStore(WORKER, file, { quiet: 1 })
  const before = sizeOf(file)
  await store.write.foundEmpty(FOUNDING)
  await expect.poll(() => sizeOf(file)).toBeGreaterThan(before)
  await store.close()
})

test('and stays in the log while somebody writes', async () => {
  const file = ledgerIn()
  const store = await openStore(WORKER, file, { quiet: 600_000 })
  const before = sizeOf(file)
  await store.write.foundEmpty(FOUNDING)
  await store.read.people()
  expect(sizeOf(file)).toBe(before)
  expect(sizeOf(`${file}-wal`)).toBeGreaterThan(0)
  await store.close()
  expect(sizeOf(file)).toBeGreaterThan(before)
})

test('a log that a full disk does not let into the ledger ends no program, and is said once', async () => {
  const file = ledgerIn()
  const child = spawn(process.execPath, [
    join(import.meta.dirname, '../../support/store/full-disk-program.ts'),
    file,
  ])
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  expect(await once(child, 'close')).toEqual([0, null])
  expect(said.match(/cannot move its log into the ledger/g)).toHaveLength(1)
  expect(said).toContain('leaves its log beside the ledger: SQLITE_FULL')
  const store = await openStore(WORKER, file)
  expect(await store.read.studies()).toHaveLength(2)
  await store.close()
})
