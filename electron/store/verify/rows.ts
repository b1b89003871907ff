import { branchName, readChainName, withoutBranch } from '#shared/ledger/chain.ts'
import { NO_HASH, toHex } from '#shared/ledger/envelope.ts'
import type { Finding, RowFinding } from '#shared/ledger/findings.ts'
import { type Cell, rowBytes } from '#shared/ledger/seal.ts'
import { sameBytes } from '#shared/ledger/verify-chain.ts'
import { cursor } from '#shared/sync/protocol.ts'
import { sha256 } from '../../sha256.ts'
import { hasAliases, ownChain } from '../ledger.ts'
import { getMeta } from '../meta.ts'
import type { ReadDb } from '../open.ts'
import { hasProof } from './read.ts'

/** This bench's own tables, in which every row has its sum. `command_done` may have millions. */
const OWN = ['meta', 'command_done', 'intake', 'intake_row', 'pin'] as const

/** What it keeps of its work as well, from the format on that has these tables. */
const WORK = ['work', 'work_row', 'printer', 'label_job'] as const

/** What is kept as evidence: rows that are only added, so none is missing before another one. */
const EVIDENCE = ['past_order', 'bad_seal'] as const

type Summed = (typeof OWN | typeof WORK | typeof EVIDENCE)[number]

/** The tables of a ledger in which every row has its sum. */
export const summed = (db: ReadDb): readonly Summed[] => [
  ...OWN,
  ...(hasAliases(db) ? EVIDENCE : []),
  ...(hasWork(db) ? WORK : []),
]

const hasWork = (db: ReadDb): boolean =>
  db
    .prepare(
      "SELECT count(*) FROM sqlite_schema WHERE name IN ('work', 'work_row', 'printer', 'label_job') AND type = 'table'",
    )
    .pluck()
    .get() === WORK.length

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
export function checkSums(db: ReadDb, table: Summed, count: () => void, where = ''): Finding[] {
  if (!hasProof(db)) return []
  const findings: Finding[] = where === '' ? checkDense(db, table) : []
  for (const row of db.prepare(`SELECT * FROM ${table} ${where}`).raw().iterate()) {
    const cells = row as Cell[]
    const sum = cells.pop()
    count()
    const isRight = sum instanceof Uint8Array && sameBytes(sum, sha256(rowBytes(table, cells)))
    if (!isRight)
      findings.push(bad(table, keyOf(table, cells), 'its sum is not that of its columns'))
    if (findings.length >= MOST) break
  }
  return findings
}

/** The rows of a batch are numbered within its kind. */
const keyOf = (table: Summed, [first, second]: readonly Cell[]): string =>
  table === 'work_row' ? `${first} ${second}` : String(first)

/** Of what is only added to, the last number says how many there are. */
function checkDense(db: ReadDb, table: Summed): Finding[] {
  if (!(EVIDENCE as readonly string[]).includes(table)) return []
  const sql = `SELECT count(*) AS rows, coalesce(max(id), 0) AS last FROM ${table}`
  const { rows, last } = db.prepare(sql).get() as { rows: number; last: number }
  return rows === last ? [] : [bad(table, last, `${rows} rows up to it`)]
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

/** The chain of the present life, from the format on in which no other need be without gaps. */
export const presentOf = (db: ReadDb): { readonly present?: string | null } =>
  hasAliases(db) ? { present: ownChain(db)?.name ?? null } : {}

/** A seal that does not hold says of which link it came with. */
export function checkBadSeals(db: ReadDb): Finding[] {
  if (!hasAliases(db)) return []
  const rows = db.prepare(BAD_SEALS).raw().all() as [number, string, number][]
  return rows.flatMap(([id, seal, isThere]) => {
    if (isThere === 0) return [bad('bad_seal', id, 'there is nothing that it came with')]
    return isJson(seal) ? [] : [bad('bad_seal', id, 'it cannot be read')]
  })
}

const BAD_SEALS = `
  SELECT b.id, b.seal,
    EXISTS (SELECT 1 FROM event e WHERE e.chain = b.chain AND e.seq = b.seq)
    OR EXISTS (SELECT 1 FROM alias a WHERE a.chain = b.chain AND a.seq = b.seq)
  FROM bad_seal b ORDER BY b.id`

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** Every chain has a name that can be read, and is own exactly when it is of this installation. */
export function checkChains(db: ReadDb): Finding[] {
  const install = installOf(db)
  const rows = db.prepare('SELECT id, name, own FROM chain ORDER BY id').all() as ChainRow[]
  const names = new Set(rows.map(({ name }) => String(name)))
  const findings = rows.flatMap(({ name, own }): Finding[] => {
    const read = readChainName(withoutBranch(String(name)))
    if (!read || !isOfChain(String(name), names)) return [bad('chain', name, 'it names no chain')]
    const isOwn = read.install === install
    return isOwn === (own === 1) ? [] : [bad('chain', name, 'whose it is')]
  })
  return [...findings, ...checkPresent(db, rows)]
}

/** A branch has the chain, or the branch before it, beside it; its number is the next one. */
function isOfChain(name: string, names: ReadonlySet<string>): boolean {
  const chain = withoutBranch(name)
  if (chain === name) return true
  const n = Number(name.slice(chain.length + 1))
  return n > 1 && branchName(chain, n) === name && names.has(branchName(chain, n - 1))
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
