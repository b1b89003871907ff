import { entity } from '#shared/domain/entities.ts'
import { fromHex, toHex } from '#shared/ledger/envelope.ts'
import { type Protection, type Seal, sealBytes } from '#shared/ledger/seal.ts'
import { keyNamed, NAMES_KEY } from '#shared/sync/seals.ts'
import { verifySignature } from '../ed25519.ts'
import { sha256 } from '../sha256.ts'
import type { StoreContext } from './context.ts'
import { headOfChain, type OwnChain, ownChain } from './ledger.ts'
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

const OF_CHAIN = `
  SELECT c.name, s.seq, s.hash, s.key, s.at, s.protection, s.sig FROM seal s JOIN chain c ON c.id = s.chain
  WHERE c.name = ?`

/** The first seal of a chain that speaks for `seq`, or null where none does yet. */
export const sealOver = (db: ReadDb, chain: string, seq: number): Seal | null =>
  sealOf(statement(db, `${OF_CHAIN} AND s.seq >= ? ORDER BY s.seq LIMIT 1`).get(chain, seq))

/** The last seal of a chain over an event from one seq up to another one, or null. */
export const sealWithin = (db: ReadDb, chain: string, from: number, to: number): Seal | null =>
  sealOf(
    statement(db, `${OF_CHAIN} AND s.seq BETWEEN ? AND ? ORDER BY s.seq DESC LIMIT 1`).get(
      chain,
      from,
      to,
    ),
  )

function sealOf(row: unknown): Seal | null {
  if (!row) return null
  const { name, hash, key, sig, ...rest } = row as SealRow
  return { chain: name, ...rest, hash: toHex(hash), key: toHex(key), sig: toHex(sig) }
}

export const hasSeal = (db: ReadDb, chain: number, seq: number): boolean =>
  statement(db, 'SELECT 1 FROM seal WHERE chain = ? AND seq = ?').get(chain, seq) !== undefined

/**
 * Whether a chain has named a key as its own, or may have done so in an event that is not here under its
 * envelope. As the service asks it, and as whoever verifies the ledger later.
 */
export function mayHaveNamed(db: ReadDb, chain: number, key: string): boolean {
  const names = (bodies: unknown[]) =>
    (bodies as string[]).some((body) => keyNamed({ sha256, verifySignature }, body) === key)
  const bodies = (sql: string, ...given: unknown[]) =>
    statement(db, sql)
      .pluck()
      .all(...given)
  return (
    names(bodies(OF_KEY, entity.key(key), chain)) ||
    names(bodies(`SELECT body FROM event WHERE chain = ? AND body LIKE '%${NAMES_KEY}%'`, chain)) ||
    lacksEvents(db, chain)
  )
}

const OF_KEY = `
  SELECT e.body FROM entity n JOIN entity_event ee ON ee.entity = n.id JOIN event e ON e.id = ee.event
  WHERE n.name = ? AND e.chain = ?`

/** Where other envelopes of facts stand in a chain, fewer of its places have events. */
function lacksEvents(db: ReadDb, chain: number): boolean {
  const end = headOfChain(db, chain)?.seq ?? 0
  const row = statement(db, 'SELECT count(*) AS events FROM event WHERE chain = ?')
  return (row.get(chain) as { events: number }).events < end
}
