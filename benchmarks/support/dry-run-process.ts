// A process of its own, whose memory is nobody else's: reads a table and checks it through the store's
// own threads, or only parses it. `dry-run-process.ts product|plain FILE FOLDER STUDY`.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { assert } from '#shared/lib/assert.ts'
import { openStore } from '../../electron/store/client.ts'

export interface DryRun {
  readonly readMs: number
  readonly checkMs: number
  /** One cell that is mended, and the check as it stands then. */
  readonly repairMs: number
  /** How often it was told how far the check is. */
  readonly told: number
  /** The most the process has had in memory, and how much more that is than before the file was read. */
  readonly peakMb: number
  readonly grownMb: number
}

const [how, file, folder, study] = process.argv.slice(2)
assert(file && folder && study, 'a file, a folder and a study')
const WORKER = new URL('../../electron/store/worker.ts', import.meta.url)
const MB = 1_024 * 1_024

async function product(): Promise<Omit<DryRun, 'peakMb' | 'grownMb'> & { base: number }> {
  const store = await openStore(WORKER, join(folder!, 'ledger.db'))
  let told = 0
  store.listen({ onProgress: () => told++ })
  const base = process.memoryUsage.rss()
  const start = performance.now()
  const id = '01890000-0000-7000-8000-000000000001'
  const opened = await store.write.openImport(id, 'table.tab', readFileSync(file!, 'utf8'))
  assert(opened.ok, 'a table that can be read')
  const read = performance.now()
  const columns = opened.value.guess
  const mapping = { columns, study: study!, tubeType: 'cryotube' } as const
  const checked = await store.write.checkImport(id, mapping)
  const end = performance.now()
  assert(checked.type === 'checked' && checked.check.rejected === 0, 'a table without faults')
  const line = opened.value.firstRow === 'header' ? 3 : 2
  const column = columns.material!
  const repair = { type: 'cell', line, column, text: 'DNA' } as const
  const repaired = await store.write.repairImport(id, repair)
  assert(repaired.ok && repaired.value.repairedCount === 1, 'a cell that is mended')
  const times = { readMs: read - start, checkMs: end - read, repairMs: performance.now() - end }
  await store.close()
  return { ...times, told, base }
}

/** The same file through the same parser, every record read and none kept. */
function plain(): Omit<DryRun, 'peakMb' | 'grownMb'> & { base: number } {
  const base = process.memoryUsage.rss()
  const start = performance.now()
  let rows = 0
  const delimiter = file!.endsWith('.tab') ? '\t' : ','
  const on_record = () => {
    rows++
    return null
  }
  parse(readFileSync(file!, 'utf8'), { delimiter, relax_quotes: true, on_record })
  assert(rows > 0, 'a table with rows')
  return { readMs: performance.now() - start, checkMs: 0, repairMs: 0, told: 0, base }
}

const { base, ...times } = how === 'product' ? await product() : plain()
const peak = process.resourceUsage().maxRSS / 1_024
console.log(JSON.stringify({ ...times, peakMb: peak, grownMb: peak - base / MB } satisfies DryRun))
