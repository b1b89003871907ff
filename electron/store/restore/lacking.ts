import { type ChainHead, readChainName } from '#shared/ledger/chain.ts'
import { toHex } from '#shared/ledger/envelope.ts'
import { hasAliases } from '../ledger.ts'
import type { ReadDb } from '../open.ts'

/** What a chain of the present ledger has beyond another ledger: the events after `from` up to `to`. */
export interface Lacking {
  readonly id: number
  readonly chain: string
  readonly from: number
  readonly to: number
}

/** The chains that go further here than there. A chain that is another there goes on from the last common event. */
export function lackingIn(present: ReadDb, there: ReadDb): Lacking[] {
  const chains = present.prepare('SELECT id, name FROM chain ORDER BY id').all() as {
    id: number
    name: string
  }[]
  return chains.flatMap(({ id, name }) => {
    const head = headOf(present, name)
    if (!head) return []
    const from = lastCommon(present, there, name)
    return from < head.seq ? [{ id, chain: name, from, to: head.seq }] : []
  })
}

export const isOfInstall = (chain: string, install: string | null): boolean =>
  install !== null && readChainName(chain)?.install === install

/** The links of a chain are its events and other envelopes together. */
const linkIn = (db: ReadDb, rest: string, ...given: unknown[]): Link | undefined => {
  const tables = hasAliases(db) ? ['event', 'alias'] : ['event']
  const sql = (table: string) =>
    `SELECT l.seq, l.hash FROM ${table} l JOIN chain c ON c.id = l.chain WHERE c.name = ? ${rest}`
  const found = tables.flatMap((table) => (db.prepare(sql(table)).get(...given) ?? []) as Link[])
  return found.sort((a, b) => b.seq - a.seq)[0]
}

interface Link {
  readonly seq: number
  readonly hash: Uint8Array | null
}

export function headOf(db: ReadDb, chain: string): ChainHead | null {
  const last = linkIn(db, 'ORDER BY l.seq DESC LIMIT 1', chain)
  return last?.hash ? { seq: last.seq, hash: toHex(last.hash) } : null
}

function hashAt(db: ReadDb, chain: string, seq: number): string | null {
  const hash = linkIn(db, 'AND l.seq = ?', chain, seq)?.hash
  return hash ? toHex(hash) : null
}

/** A hash speaks for all before it, so the last common event is found by halving. 0 where there is none. */
function lastCommon(present: ReadDb, there: ReadDb, chain: string): number {
  const end = headOf(there, chain)
  if (!end) return 0
  const isCommon = (seq: number) => {
    const hash = hashAt(there, chain, seq)
    return hash !== null && hash === hashAt(present, chain, seq)
  }
  if (isCommon(end.seq)) return end.seq
  let [common, other] = [0, end.seq]
  while (common + 1 < other) {
    const middle = Math.floor((common + other) / 2)
    if (isCommon(middle)) common = middle
    else other = middle
  }
  return common
}

/** How many events there are, and how many of them the service has: acknowledged, or in the common order. */
export function countLacking(
  db: ReadDb,
  { id, chain, from }: Lacking,
  acknowledged: Readonly<Record<string, number>>,
): { events: number; atService: number } {
  const row = db
    .prepare(
      `SELECT count(*) AS events, coalesce(sum(
         e.seq <= ? OR EXISTS (SELECT 1 FROM stream_order o WHERE o.event = e.id)), 0) AS atService
       FROM event e WHERE e.chain = ? AND e.seq > ?`,
    )
    .get(acknowledged[chain] ?? 0, id, from)
  return row as { events: number; atService: number }
}
