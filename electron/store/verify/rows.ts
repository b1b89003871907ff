import { readChainName } from '#shared/ledger/chain.ts'
import { NO_HASH, toHex } from '#shared/ledger/envelope.ts'
import type { Finding, RowFinding } from '#shared/ledger/findings.ts'
import { type Cell, rowBytes } from '#shared/ledger/seal.ts'
import { sameBytes } from '#shared/ledger/verify-chain.ts'
import { cursor } from '#shared/sync/protocol.ts'
import { sha256 } from '../../sha256.ts'
import { getMeta } from '../meta.ts'
import type { ReadDb } from '../open.ts'
import { hasProof } from './read.ts'

/** This bench's own tables, in which every row has its sum. `command_done` may have millions. */
export const SUMMED = ['meta', 'command_done', 'intake', 'intake_row', 'pin'] as const

const bad = (table: string, key: unknown, what: string): RowFinding => ({
  type: 'row',
  table,
  key: String(key),
  what,
})

/**
 * Checks the sums of a table's rows, all of them or only those that `where` chooses. `count` is told of
 * each row. A sum is over the row's other columns in their order; `sum` is the last.
 */
export function checkSums(
  db: ReadDb,
  table: (typeof SUMMED)[number],
  count: () => void,
  where = '',
): Finding[] {
  if (!hasProof(db)) return []
  const findings: Finding[] = []
  for (const row of db.prepare(`SELECT * FROM ${table} ${where}`).raw().iterate()) {
    const cells = row as Cell[]
    const sum = cells.pop()
    count()
    const isRight = sum instanceof Uint8Array && sameBytes(sum, sha256(rowBytes(table, cells)))
    if (!isRight) findings.push(bad(table, cells[0], 'its sum is not that of its columns'))
    if (findings.length >= MOST) break
  }
  return findings
}

/** So many rows of one table are named; after them it is clear that the table is bad. */
const MOST = 100

interface ChainRow {
  readonly id: number
  readonly name: string
  readonly own: number
}

/** The installation whose ledger this is, or null before it has one. */
export const installOf = (db: ReadDb): string | null => getMeta(db, 'install')

/** Every chain has a name that can be read, and is own exactly when it is of this installation. */
export function checkChains(db: ReadDb): Finding[] {
  const install = installOf(db)
  const rows = db.prepare('SELECT id, name, own FROM chain ORDER BY id').all() as ChainRow[]
  const findings = rows.flatMap(({ name, own }): Finding[] => {
    const read = readChainName(String(name))
    if (!read) return [bad('chain', name, 'it names no chain')]
    const isOwn = read.install === install
    return isOwn === (own === 1) ? [] : [bad('chain', name, 'whose it is')]
  })
  return [...findings, ...checkPresent(db, rows)]
}

/** The bench goes on with the chain of the life that it keeps in mind; others may have come back to it. */
function checkPresent(db: ReadDb, rows: readonly ChainRow[]): Finding[] {
  const own = rows.filter((row) => row.own === 1).flatMap(({ name }) => readChainName(name) ?? [])
  if (own.length === 0) return []
  const isPresent = own.some(
    ({ stream, incarnation }) =>
      stream === getMeta(db, 'stream') && String(incarnation) === getMeta(db, 'incarnation'),
  )
  return isPresent ? [] : [bad('meta', 'incarnation', 'it has no chain of that life')]
}

/** The cursor stands where the common order ends. */
export function checkCursor(db: ReadDb): Finding[] {
  const text = getMeta(db, 'cursor')
  const last = db.prepare('SELECT pos, running FROM stream_order ORDER BY pos DESC LIMIT 1').get()
  const end = last as { pos: number; running: Uint8Array } | undefined
  const ends = end ? `${end.pos} ${toHex(end.running)}` : `0 ${NO_HASH}`
  if (text === null)
    return end ? [bad('meta', 'cursor', `none, and an order up to ${end.pos}`)] : []
  const stands = readCursor(text)
  return stands === ends
    ? []
    : [bad('meta', 'cursor', `it stands at ${stands}, and the order ends at ${ends}`)]
}

function readCursor(text: string): string {
  try {
    const { pos, hash } = cursor.parse(JSON.parse(text))
    return `${pos} ${hash}`
  } catch {
    return 'no place'
  }
}
