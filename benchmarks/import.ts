import { copyFileSync, mkdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { assert } from '#shared/lib/assert.ts'
import { migrate } from '../electron/store/migrations/index.ts'
import { openWriter, transact } from '../electron/store/open.ts'
import { tableOf } from '../test/support/imports/table-of.ts'
import type { Campaign, Figures, Given } from './support/campaign.ts'
import { type DemoBench, openDemoBench } from './support/demo-bench.ts'
import { median, ratios, spread } from './support/statistics.ts'
import { round, timed } from './support/timed.ts'

/**
 * How many rows a second a table is imported with: read, checked, checked again and recorded in one
 * transaction. Peer: the same rows into the same `specimen` table by plain INSERTs of many rows.
 */
export const bulkImport: Campaign = {
  name: 'import',
  sizes: { rows: { full: 50_000, small: 2_000 }, rounds: { full: 3, small: 2 } },
  goals: [{ figure: 'rowsPerSecond', must: 'be at least', value: 5_000 }],
  run: async (given) => figuresOf(measure(given), given),
}

interface Round {
  readonly readMs: number
  readonly checkMs: number
  /** Includes a second check: the record may have changed since the first. */
  readonly runMs: number
  readonly plainMs: number
  readonly bytes: number
  readonly plainBytes: number
}

type Row = Readonly<Record<string, string | number | null>>

function measure({ size, folder }: Given): Round[] {
  const fresh = join(folder, 'demo')
  mkdirSync(fresh)
  openDemoBench(fresh).writer.close()
  const text = tableOf({ rows: size.rows! })
  return Array.from({ length: size.rounds! }, (_, i) => {
    const at = join(folder, String(i))
    mkdirSync(at)
    copyFileSync(join(fresh, 'ledger.db'), join(at, 'ledger.db'))
    const { rows, ...product } = importInto(openDemoBench(at), text, size.rows!)
    const plain = insertPlainly(join(at, 'plain.db'), rows)
    rmSync(at, { recursive: true })
    return { ...product, ...plain }
  })
}

const COLUMNS = {
  code: 0,
  material: 1,
  collectedAt: 2,
  parent: 4,
  tubeType: 5,
  volume: 6,
} as const

function importInto({ db, file, writer, actor, study }: DemoBench, text: string, expected: number) {
  const mapping = { columns: COLUMNS, study, tubeType: 'cryotube' } as const
  const read = timed(() => writer.openImport('1', 'table.csv', text))
  const check = timed(() => writer.checkImport('1', mapping))
  assert(
    check.value.type === 'checked' && check.value.check.accepted === expected,
    'a table without faults',
  )
  const run = timed(() => writer.runImport('1', v7(), actor))
  assert(run.value.type === 'done' && run.value.imported === expected, 'a table that is imported')
  const bytes = statSync(`${file}-wal`).size
  const rows = db.prepare("SELECT * FROM specimen WHERE code >= 'FX7' ORDER BY id").all() as Row[]
  assert(rows.length === expected, 'as many specimens as rows')
  writer.close()
  return { readMs: read.ms, checkMs: check.ms, runMs: run.ms, bytes, rows }
}

const AT_ONCE = 500

/** The same rows in the same table with its indexes, in one flushed transaction; nothing else is kept. */
function insertPlainly(
  file: string,
  rows: readonly Row[],
): { plainMs: number; plainBytes: number } {
  const db = openWriter(file)
  migrate(db)
  db.pragma('wal_checkpoint(TRUNCATE)')
  const names = Object.keys(rows[0]!)
  const one = `(${names.map(() => '?').join(', ')})`
  const sql = (count: number) =>
    `INSERT INTO specimen(${names.join(', ')}) VALUES ${Array(count).fill(one).join(', ')}`
  const many = db.prepare(sql(AT_ONCE))
  const { ms } = timed(() =>
    transact(db, () => {
      for (let at = 0; at < rows.length; at += AT_ONCE) {
        const some = rows.slice(at, at + AT_ONCE)
        const statement = some.length === AT_ONCE ? many : db.prepare(sql(some.length))
        statement.run(some.flatMap((row) => names.map((name) => row[name])))
      }
    }),
  )
  const plainBytes = statSync(`${file}-wal`).size
  db.close()
  return { plainMs: ms, plainBytes }
}

function figuresOf(all: readonly Round[], { size, say }: Given): Figures {
  const rows = size.rows!
  const total = all.map(({ readMs, checkMs, runMs }) => readMs + checkMs + runMs)
  const reading = all.map(({ readMs, checkMs }) => readMs + checkMs)
  const times = spread(
    ratios(
      total,
      all.map(({ plainMs }) => plainMs),
    ),
  )
  const perSecond = (ms: number) => Math.round((rows * 1_000) / ms)
  const figures = {
    rowsPerSecond: perSecond(median(total)),
    rowsPerSecondMin: perSecond(Math.max(...total)),
    rowsPerSecondMax: perSecond(Math.min(...total)),
    recordedPerSecond: perSecond(median(all.map(({ runMs }) => runMs))),
    plainPerSecond: perSecond(median(all.map(({ plainMs }) => plainMs))),
    timesPlain: round(times.median),
    timesPlainMin: round(times.min),
    timesPlainMax: round(times.max),
    readMs: round(median(all.map(({ readMs }) => readMs))),
    checkMs: round(median(all.map(({ checkMs }) => checkMs))),
    runMs: round(median(all.map(({ runMs }) => runMs))),
    readAndCheckShare: round(median(ratios(reading, total))),
    bytesPerRow: Math.round(median(all.map(({ bytes }) => bytes)) / rows),
    plainBytesPerRow: Math.round(median(all.map(({ plainBytes }) => plainBytes)) / rows),
  }
  say(`import ${figures.rowsPerSecond} rows/s (recording alone ${figures.recordedPerSecond})`)
  say(
    `  read ${figures.readMs} ms, check ${figures.checkMs} ms, check and record ${figures.runMs} ms`,
  )
  say(
    `plain  ${figures.plainPerSecond} rows/s; the import takes ${figures.timesPlain} times as long`,
  )
  say(
    `  and writes ${figures.bytesPerRow} bytes a row, the plain table ${figures.plainBytesPerRow}`,
  )
  return figures
}
