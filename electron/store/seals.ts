import { fromHex, toHex } from '#shared/ledger/envelope.ts'
import { type Protection, type Seal, sealBytes } from '#shared/ledger/seal.ts'
import type { StoreContext } from './context.ts'
import { type OwnChain, ownChain } from './ledger.ts'
import { type ReadDb, transact, type WriteDb } from './open.ts'
import { statement } from './sql.ts'

/** So many own events at most go without a seal while the bench works. */
export const SEAL_EVERY = 256

/** Seals within the transaction that made the run long enough. */
export function sealIfDue(store: StoreContext): void {
  const chain = ownChain(store.db)
  if (chain?.head && chain.head.seq - sealedUpTo(store.db, chain.id) >= SEAL_EVERY)
    putSeal(store, chain)
}

/** Seals what has no seal yet, as before it is handed over and when the bench rests. Answers whether it did. */
export function sealNow(store: StoreContext): boolean {
  const chain = ownChain(store.db)
  if (!store.key || !chain?.head || chain.head.seq === sealedUpTo(store.db, chain.id)) return false
  transact(store.db, () => putSeal(store, chain))
  return true
}

/** The last seq of a chain that a seal speaks for; 0 before the first. */
function sealedUpTo(db: ReadDb, chain: number): number {
  const row = statement(db, 'SELECT max(seq) AS seq FROM seal WHERE chain = ?').get(chain)
  return (row as { seq: number | null }).seq ?? 0
}

function putSeal({ db, key, clock }: StoreContext, { id, name, head }: OwnChain): void {
  if (!key || !head) return
  const { public: publicKey, protection } = key
  const claim = { chain: name, ...head, key: publicKey, at: clock.now(), protection }
  insertSeal(db, id, { ...claim, sig: key.sign(sealBytes(claim)) })
}

export function insertSeal(db: WriteDb, chain: number, seal: Seal): void {
  const { seq, hash, key, at, protection, sig } = seal
  statement(
    db,
    'INSERT INTO seal(chain, seq, hash, key, at, protection, sig) VALUES (?, ?, ?, ?, ?, ?, ?)',
  ).run(chain, seq, fromHex(hash), fromHex(key), at, protection, fromHex(sig))
}

interface SealRow {
  readonly name: string
  readonly seq: number
  readonly hash: Uint8Array
  readonly key: Uint8Array
  readonly at: number
  readonly protection: Protection
  readonly sig: Uint8Array
}

/** The first seal of a chain that speaks for `seq`, or null where none does yet. */
export function sealOver(db: ReadDb, chain: string, seq: number): Seal | null {
  const row = statement(
    db,
    `SELECT c.name, s.seq, s.hash, s.key, s.at, s.protection, s.sig FROM seal s JOIN chain c ON c.id = s.chain
     WHERE c.name = ? AND s.seq >= ? ORDER BY s.seq LIMIT 1`,
  ).get(chain, seq) as SealRow | undefined
  if (!row) return null
  const { name, hash, key, sig, ...rest } = row
  return { chain: name, ...rest, hash: toHex(hash), key: toHex(key), sig: toHex(sig) }
}
