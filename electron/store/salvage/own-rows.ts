import { readChainName } from '#shared/ledger/chain.ts'
import type { Cell } from '#shared/ledger/seal.ts'
import { raiseCodes } from '../codes.ts'
import { takeAhead } from '../labels/ahead.ts'
import { doubtJobs } from '../labels/queue.ts'
import { getMeta, setMeta } from '../meta.ts'
import type { WriteDb } from '../open.ts'
import { sumOf } from '../row-sum.ts'
import { statement } from '../sql.ts'
import { end } from '../sync/own-lives.ts'
import { type Collected, metaOf } from './collect.ts'
import { ownCells } from './gather.ts'
import type { Scratch } from './scratch.ts'
import type { OwnTable } from './shapes.ts'

/** What the bench keeps about itself: from the newest source whose row holds, or from the events. */
export function putOwnRows(db: WriteDb, scratch: Scratch, collected: Collected): void {
  const { install, own, cursor } = collected
  const newest = readChainName(own.findLast(({ seq }) => seq > 0)!.name)!
  setMeta(db, 'incarnation', String(newest.incarnation))
  setMeta(db, 'bench_number', metaOf(scratch, 'bench_number') ?? numberOf(db, install))
  setMeta(db, 'accessions', String(accessionsOf(db, scratch)))
  raiseCodes(db, metaFrom(scratch, 'codes'))
  takeAhead(db, metaFrom(scratch, 'ahead'))
  setMeta(db, 'acknowledged', JSON.stringify(acknowledgedOf(scratch)))
  putEnded(db, scratch)
  const templates = metaOf(scratch, 'label_templates')
  if (templates !== null) setMeta(db, 'label_templates', templates)
  if (cursor) setMeta(db, 'cursor', JSON.stringify(cursor))
  putPins(db, scratch)
}

/** The number under which the site's directory knows this bench. */
const numberOf = (db: WriteDb, install: string): string =>
  String(
    db
      .prepare(
        `SELECT body ->> '$.data.number' FROM event WHERE body LIKE '%"bench.added"%'
         AND body ->> '$.data.bench' = ? ORDER BY id LIMIT 1`,
      )
      .pluck()
      .get(install) ?? '1',
  )

const metaRows = (scratch: Scratch, key: string): string[] =>
  (
    scratch
      .prepare("SELECT cells FROM own WHERE name = 'meta' AND key = ? ORDER BY id")
      .all(key) as { cells: string }[]
  ).map(({ cells }) => String(ownCells(cells)[1]))

/** All that has a key of this kind: counts of new codes, or labels that were printed ahead of their tubes. */
const metaFrom = (scratch: Scratch, kind: 'codes' | 'ahead'): (readonly [string, string])[] =>
  (
    scratch
      .prepare("SELECT cells FROM own WHERE name = 'meta' AND key >= ? AND key < ? ORDER BY id")
      .all(`${kind}:`, `${kind};`) as { cells: string }[]
  ).map(({ cells }) => ownCells(cells) as unknown as [string, string])

/** No number is given twice, whether or not the event that it was given with is proven. */
function accessionsOf(db: WriteDb, scratch: Scratch): number {
  const lost = scratch
    .prepare(
      `SELECT max(CAST(substr(body ->> '$.data.accession', -5) AS INTEGER)) FROM doubt
       WHERE body LIKE '%"specimen.accessioned"%' AND json_valid(body)`,
    )
    .pluck()
    .get() as number | null
  const counted = [getMeta(db, 'accessions'), lost, ...metaRows(scratch, 'accessions')]
  return Math.max(...counted.map((one) => Number(one ?? 0)))
}

/**
 * What the newest source says of each chain: a service that was restored may have less than it had once. What
 * is sent again is not taken in twice.
 */
function acknowledgedOf(scratch: Scratch): Record<string, number> {
  const known: Record<string, number> = {}
  for (const text of metaRows(scratch, 'acknowledged')) {
    if (!text.startsWith('{')) continue
    for (const [chain, seq] of Object.entries(JSON.parse(text) as Record<string, number>))
      known[chain] ??= seq
  }
  return known
}

/**
 * A life that has ended is not handed over any more, because a later one has told its facts again; where
 * that one is not proven, nobody has.
 */
function putEnded(db: WriteDb, scratch: Scratch): void {
  const said = metaRows(scratch, 'ended').flatMap((text) => JSON.parse(text) as string[])
  const over = said.filter((name) => statement(db, UNTOLD).pluck().get(name) === 0)
  if (over.length > 0) end(db, over)
}

const UNTOLD = `
  SELECT count(*) FROM chain c JOIN event e ON e.chain = c.id
  WHERE c.name = ? AND NOT EXISTS (SELECT 1 FROM stream_order o WHERE o.event = e.id)
    AND NOT EXISTS (SELECT 1 FROM alias a WHERE a.event = e.id)`

function putPins(db: WriteDb, scratch: Scratch): void {
  for (const cells of rowsOf(scratch, 'pin')) put(db, 'pin', cells)
}

/** Batches that were open and what was to be printed, once it is known which commands are carried out. */
export function putWork(db: WriteDb, scratch: Scratch): void {
  putIntake(db, scratch)
  for (const kind of keysOf(scratch, 'work')) putBatch(db, scratch, kind)
  for (const table of ['printer', 'label_job'] as const)
    for (const cells of rowsOf(scratch, table)) put(db, table, cells)
  doubtJobs(db)
}

/** A batch that was open goes on where every row of it, and every act behind one, is there. */
function putIntake(db: WriteDb, scratch: Scratch): void {
  const source = sourceOf(scratch, 'intake')
  if (source === undefined) return
  const [session] = rowsOf(scratch, 'intake', { source })
  const rows = rowsOf(scratch, 'intake_row', { source }).sort((a, b) => Number(a[0]) - Number(b[0]))
  const isWhole = rows.every(([id, command], i) => id === i + 1 && isDone(db, command))
  if (!session || !isWhole) return
  put(db, 'intake', session)
  for (const row of rows) put(db, 'intake_row', row)
}

/** The same for a batch of any other kind. */
function putBatch(db: WriteDb, scratch: Scratch, kind: string): void {
  const source = sourceOf(scratch, 'work', kind)
  const [session] = rowsOf(scratch, 'work', { source, key: kind })
  const rows = rowsOf(scratch, 'work_row', { source, key: kind })
  const inOrder = rows.sort((a, b) => Number(a[1]) - Number(b[1]))
  const isWhole = inOrder.every(([, n, command], i) => n === i + 1 && isDone(db, command))
  if (!session || !isWhole) return
  put(db, 'work', session)
  for (const row of inOrder) put(db, 'work_row', row)
}

const keysOf = (scratch: Scratch, table: OwnTable): string[] =>
  scratch
    .prepare('SELECT DISTINCT key FROM own WHERE name = ? ORDER BY key')
    .pluck()
    .all(table) as string[]

/** The newest source that has a row of a table. */
const sourceOf = (scratch: Scratch, table: OwnTable, key?: string): number | undefined =>
  scratch
    .prepare('SELECT source FROM own WHERE name = ? AND (? IS NULL OR key = ?) ORDER BY id LIMIT 1')
    .pluck()
    .get(table, key ?? null, key ?? null) as number | undefined

const isDone = (db: WriteDb, command: Cell | undefined): boolean =>
  statement(db, 'SELECT 1 FROM command_done WHERE id = ?').get(command) !== undefined

/** The newest source comes first, and what it says stays. */
function put(db: WriteDb, table: OwnTable, cells: readonly Cell[]): void {
  const marks = [...cells, null].map(() => '?').join(', ')
  statement(db, `INSERT OR IGNORE INTO ${table} VALUES (${marks})`).run(
    ...cells,
    sumOf(table, ...cells),
  )
}

function rowsOf(
  scratch: Scratch,
  table: OwnTable,
  { source = null, key = null }: { source?: number | null | undefined; key?: string | null } = {},
): Cell[][] {
  const rows = scratch
    .prepare(
      `SELECT cells FROM own WHERE name = :table AND (:source IS NULL OR source = :source)
       AND (:key IS NULL OR key = :key) ORDER BY id`,
    )
    .all({ table, source, key }) as { cells: string }[]
  return rows.map(({ cells }) => ownCells(cells))
}
