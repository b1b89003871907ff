import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  randomBytes,
} from 'node:crypto'
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { DonorKey } from '#shared/sync/keys.ts'
import { HOLD_SCHEMA, type Hold, holdIn } from './keys-hold.ts'

/**
 * The donors' keys of a site. They lie apart from the log: PostgreSQL keeps what was deleted in its own log and in
 * dead rows, and here nothing may be kept. Private keys are encrypted with the service's own key, `keys.key`.
 */
export interface KeyStore {
  isErased(holder: string): boolean
  erased(): readonly string[]
  /** Keeps a key; false where it is none, or another holder's. A key that is there already is kept. */
  put(stream: string, key: DonorKey, by: string, at: number): boolean
  /** Destroys every key of these holders for good, and takes none of theirs again. */
  erase(holders: readonly string[], at: number): void
  /** The keys of a site after one, in the order of public keys; who was lent which is noted. */
  lend(stream: string, after: string | null, limit: number, to: Borrower): readonly DonorKey[]
  /** Who was lent the keys of a holder, the last first. */
  lentTo(holder: string): readonly Lending[]
  /** How far the log was looked through for erasures; null before the first time. */
  scanned(stream: string): Scanned | null
  setScanned(stream: string, to: Scanned): void
  /** Whether anything is lent at all. */
  readonly hold: Hold
  close(): void
}

export interface Borrower {
  readonly bench: string
  readonly at: number
  readonly until: number
}

export interface Lending {
  readonly bench: string
  readonly first: number
  readonly last: number
  readonly until: number
  readonly times: number
}

export interface Scanned {
  readonly epoch: string
  readonly pos: number
  readonly hash: string
}

export const keysFile = (folder: string): string => join(folder, 'keys.db')
export const wrapFile = (folder: string): string => join(folder, 'keys.key')

const SCHEMA = `
CREATE TABLE IF NOT EXISTS key (
  public TEXT PRIMARY KEY, stream TEXT NOT NULL, holder TEXT NOT NULL, wrapped BLOB NOT NULL,
  put_by TEXT NOT NULL, put_at INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS key_holder ON key(holder);
CREATE TABLE IF NOT EXISTS erased (holder TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS lending (
  bench TEXT NOT NULL, public TEXT NOT NULL, holder TEXT NOT NULL, first INTEGER NOT NULL,
  last INTEGER NOT NULL, until INTEGER NOT NULL, times INTEGER NOT NULL, PRIMARY KEY (bench, public)
) STRICT;
CREATE TABLE IF NOT EXISTS scanned (
  stream TEXT PRIMARY KEY, epoch TEXT NOT NULL, pos INTEGER NOT NULL, hash TEXT NOT NULL
) STRICT;`

export function openKeyStore(folder: string): KeyStore {
  const wrap = loadWrap(wrapFile(folder))
  const db = openDatabase(keysFile(folder))
  const isErased = db.prepare('SELECT 1 FROM erased WHERE holder = ?').pluck()
  const insert = db.prepare(
    `INSERT INTO key(public, stream, holder, wrapped, put_by, put_at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (public) DO NOTHING`,
  )
  const holderOf = db.prepare('SELECT holder FROM key WHERE public = ?').pluck()
  const page = db.prepare(
    'SELECT public, holder, wrapped FROM key WHERE stream = ? AND public > ? ORDER BY public LIMIT ?',
  )
  const note = db.prepare(
    `INSERT INTO lending(bench, public, holder, first, last, until, times) VALUES (?, ?, ?, ?, ?, ?, 1)
     ON CONFLICT (bench, public) DO UPDATE SET last = excluded.last, until = excluded.until,
       times = times + 1`,
  )
  return {
    isErased: (holder) => isErased.get(holder) !== undefined,
    erased: () => db.prepare('SELECT holder FROM erased ORDER BY holder').pluck().all() as string[],
    put: (stream, { key, holder, private: text }, by, at) => {
      const privateKey = Buffer.from(text, 'base64')
      if (publicOf(privateKey) !== key || isErased.get(holder) !== undefined) return false
      insert.run(key, stream, holder, lock(wrap, boundTo(holder, key), privateKey), by, at)
      return holderOf.get(key) === holder
    },
    erase: (holders, at) => {
      db.transaction(() => {
        for (const holder of holders) {
          db.prepare('INSERT OR IGNORE INTO erased(holder, at) VALUES (?, ?)').run(holder, at)
          db.prepare('DELETE FROM key WHERE holder = ?').run(holder)
        }
      }).immediate()
      scrub(db)
    },
    lend: (stream, after, limit, { bench, at, until }) =>
      db
        .transaction(() =>
          (page.all(stream, after ?? '', limit) as Row[]).flatMap((row) => {
            const privateKey = unlock(wrap, boundTo(row.holder, row.public), row.wrapped)
            if (!privateKey) return []
            note.run(bench, row.public, row.holder, at, at, until)
            return {
              key: row.public,
              holder: row.holder,
              private: privateKey.toString('base64'),
            }
          }),
        )
        .immediate(),
    lentTo: (holder) =>
      db
        .prepare(
          `SELECT bench, min(first) AS first, max(last) AS last, max(until) AS until, sum(times) AS times
           FROM lending WHERE holder = ? GROUP BY bench ORDER BY last DESC`,
        )
        .all(holder) as Lending[],
    scanned: (stream) =>
      (db.prepare('SELECT epoch, pos, hash FROM scanned WHERE stream = ?').get(stream) as
        | Scanned
        | undefined) ?? null,
    setScanned: (stream, { epoch, pos, hash }) =>
      void db
        .prepare(
          `INSERT INTO scanned(stream, epoch, pos, hash) VALUES (?, ?, ?, ?) ON CONFLICT (stream)
           DO UPDATE SET epoch = excluded.epoch, pos = excluded.pos, hash = excluded.hash`,
        )
        .run(stream, epoch, pos, hash),
    hold: holdIn(db),
    close: () => db.close(),
  }
}

interface Row {
  readonly public: string
  readonly holder: string
  readonly wrapped: Buffer
}

function openDatabase(file: string): Database.Database {
  const db = new Database(file)
  db.pragma('secure_delete = ON')
  db.pragma('temp_store = MEMORY')
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.exec(SCHEMA + HOLD_SCHEMA)
  db.pragma('synchronous = FULL')
  chmodSync(file, 0o600)
  // An end may have come between an erasure and its last step.
  scrub(db)
  return db
}

/** Nothing of what was deleted is left, neither in the log nor in free pages. */
function scrub(db: Database.Database): void {
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.exec('VACUUM')
  db.pragma('wal_checkpoint(TRUNCATE)')
}

function loadWrap(file: string): Buffer {
  if (existsSync(file)) {
    const secret = Buffer.from(readFileSync(file, 'utf8'), 'base64')
    if (secret.length === 32) return secret
    throw new Error(
      `${file} is no key. Put it back from a copy; without it no donor's key can be read.`,
    )
  }
  const made = randomBytes(32)
  writeFileSync(`${file}.next`, made.toString('base64'), { mode: 0o600, flush: true })
  renameSync(`${file}.next`, file)
  return made
}

const boundTo = (holder: string, key: string): Buffer =>
  Buffer.from(`frostkeep donor key 1\0${holder}\0${key}`)

const NONCE = 12
const TAG = 16

function lock(wrap: Buffer, bound: Buffer, text: Buffer): Buffer {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv('aes-256-gcm', wrap, nonce)
  cipher.setAAD(bound)
  return Buffer.concat([nonce, cipher.update(text), cipher.final(), cipher.getAuthTag()])
}

function unlock(wrap: Buffer, bound: Buffer, locked: Buffer): Buffer | null {
  const nonce = locked.subarray(0, NONCE)
  const cipher = createDecipheriv('aes-256-gcm', wrap, nonce, { authTagLength: TAG })
  cipher.setAAD(bound)
  cipher.setAuthTag(locked.subarray(-TAG))
  try {
    return Buffer.concat([cipher.update(locked.subarray(NONCE, -TAG)), cipher.final()])
  } catch {
    return null
  }
}

/** What comes before the 32 bytes of an X25519 private key in its PKCS #8 (RFC 8410). */
const BEFORE_PRIVATE = Buffer.from('302e020100300506032b656e04220420', 'hex')

function publicOf(privateKey: Buffer): string {
  const der = Buffer.concat([BEFORE_PRIVATE, privateKey])
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  return createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex')
}
