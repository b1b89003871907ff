import { z } from 'zod'
import { type Clocks, type Contact, leaseTime } from '#shared/privacy/lease.ts'
import type { KeyDb } from './file.ts'
import { unwrapKey } from './wrap.ts'

/** What reading a sealed text with one key comes to. DON-7 */
export type Found =
  | { readonly state: 'here'; readonly holder: string; readonly private: Uint8Array }
  /** It is lent, and was not yet, or no longer. */
  | { readonly state: 'sealed' }
  /** The same, and the service lends nothing: it was restored, and waits for a bench that knows who was erased. */
  | { readonly state: 'held' }
  | { readonly state: 'erased' }
  /** This bench keeps its keys itself, and does not have this one. */
  | { readonly state: 'lost' }

interface Row {
  readonly holder: string
  readonly wrapped: Uint8Array | null
  readonly until: number | null
}

/** Looks for the private key of a public one. `holder` is whose text it is, where no key says so. */
export function findKey(
  db: KeyDb,
  wrap: Uint8Array,
  now: Clocks,
  publicKey: string,
  holder: string,
): Found {
  const row = db
    .prepare('SELECT holder, wrapped, until FROM key WHERE public = ?')
    .get(publicKey) as Row | undefined
  if (isErased(db, row?.holder ?? holder)) return { state: 'erased' }
  const isLent = keeper(db) === 'service'
  const sealed = getMeta(db, 'held') === null ? 'sealed' : 'held'
  if (!row?.wrapped) return { state: isLent ? sealed : 'lost' }
  if (row.until !== null && row.until <= timeAt(db, now)) return { state: sealed }
  const privateKey = unwrapKey(wrap, row.holder, publicKey, row.wrapped)
  if (!privateKey) return { state: isLent ? 'sealed' : 'lost' }
  return { state: 'here', holder: row.holder, private: privateKey }
}

export const isErased = (db: KeyDb, holder: string): boolean =>
  db.prepare('SELECT 1 FROM erased WHERE holder = ?').get(holder) !== undefined

/** Who keeps the keys for good: the service, which lends them to its benches, or this bench itself. */
export type Keeper = 'service' | 'bench'

export const keeper = (db: KeyDb): Keeper =>
  getMeta(db, 'keeper') === 'service' ? 'service' : 'bench'

const contact = z.object({
  session: z.string(),
  wall: z.number(),
  mono: z.number(),
  server: z.number(),
})

/** The time by which leases are judged. */
export function timeAt(db: KeyDb, now: Clocks): number {
  const text = getMeta(db, 'contact')
  const last: Contact | null = text === null ? null : contact.parse(JSON.parse(text))
  return leaseTime(now, last, Number(getMeta(db, 'latest') ?? '0'))
}

export type KeyMeta = 'keeper' | 'contact' | 'latest' | 'renewed' | 'scrub' | 'held'

export function getMeta(db: KeyDb, name: KeyMeta): string | null {
  const row = db.prepare('SELECT value FROM meta WHERE name = ?').pluck().get(name)
  return (row as string | undefined) ?? null
}
