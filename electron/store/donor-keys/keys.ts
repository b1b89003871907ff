import type { Clock } from '#shared/lib/clock.ts'
import { fromBase64, toBase64 } from '#shared/privacy/base64.ts'
import { type Clocks, type Contact, LEASE, RENEW_AFTER } from '#shared/privacy/lease.ts'
import type { KeyPair } from '#shared/privacy/seal-text.ts'
import { KEYS_LIMITS, type KeysAnswer, type KeysRequest } from '#shared/sync/keys.ts'
import { readCopy, removeCopy, wipe, writeCopy } from './copy.ts'
import { type KeyDb, keysFile, openKeys, putAside, scrub } from './file.ts'
import {
  type Found,
  findKey,
  getMeta,
  isErased,
  type Keeper,
  type KeyMeta,
  keeper,
  timeAt,
} from './read.ts'
import { unwrapKey, wrapKey } from './wrap.ts'

export interface DonorKeysOptions {
  readonly ledger: string
  /** What private keys are encrypted with where they lie, 32 bytes. */
  readonly wrap: Uint8Array
  readonly clock: Pick<Clock, 'now' | 'monotonic'>
  /** Names the running program, whose monotonic clock goes on. */
  readonly session: string
  readonly say: (line: string) => void
}

/** The donors' keys of this bench, for the one thread that writes. What it changes is on the disk when it returns. */
export interface DonorKeys {
  /** Looks for the private key of a public one; `holder` is whose text it is. */
  find(publicKey: string, holder: string): Found
  /** The public keys of a holder whose private ones are here. */
  held(holder: string): readonly string[]
  isErased(holder: string): boolean
  /** All that are erased, whatever the ledger says: it may be an older copy. */
  erased(): readonly string[]
  /** Whose keys are here. */
  holders(): readonly string[]
  add(holder: string, pair: KeyPair): void
  /** Destroys every key of these holders for good, in every file of this bench, and takes none of theirs again. */
  erase(holders: readonly string[]): void
  keeper(): Keeper
  setKeeper(to: Keeper): void
  /** There may be keys of these holders at the service that are not here. */
  want(holders: readonly string[]): void
  /** The service has lost something: it is told again whom this bench knows to be erased, and shows what it has. */
  tellAgain(): void
  /** What is to be said to the service now, or null. */
  due(): Omit<KeysRequest, 'stream'> | null
  /** What it has answered; answers whether something can be read, or cannot any more, that was otherwise before. */
  took(asked: Omit<KeysRequest, 'stream'>, answer: KeysAnswer): boolean
  /** Puts the copy beside the backups right, and ends what could not be ended before. */
  rest(): void
  close(): void
}

export function createDonorKeys(options: DonorKeysOptions): DonorKeys {
  const { ledger, wrap, clock, session, say } = options
  const db = openKeys(keysFile(ledger), say)
  let isCopyDue = true
  let wanted = new Set<string>()
  let renewing: { after: string | null } | null = null
  /** The public keys that the service has shown to have, since it was last asked for all. */
  let shown = new Set<string>()

  const now = (): Clocks => ({ session, wall: clock.now(), mono: clock.monotonic() })
  const transact = (work: () => void) => db.transaction(work).immediate()
  const setMeta = (name: KeyMeta, value: string) =>
    db
      .prepare(
        'INSERT INTO meta(name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
      )
      .run(name, value)
  const put = (
    holder: string,
    key: string,
    privateKey: Uint8Array,
    handed: boolean,
    until: number | null,
  ) =>
    db
      .prepare(
        `INSERT INTO key(public, holder, wrapped, made_at, handed, until) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (public) DO UPDATE SET wrapped = excluded.wrapped, until = excluded.until,
           handed = max(handed, excluded.handed) WHERE holder = excluded.holder`,
      )
      .run(key, holder, wrapKey(wrap, holder, key, privateKey), clock.now(), handed ? 1 : 0, until)

  const scrubbed = () => {
    if (getMeta(db, 'scrub') === null || !scrub(db)) return
    for (const file of putAside(keysFile(ledger))) wipe(file)
    db.prepare("DELETE FROM meta WHERE name = 'scrub'").run()
    scrub(db)
  }
  const keys: DonorKeys = {
    find: (publicKey, holder) => findKey(db, wrap, now(), publicKey, holder),
    held: (holder) =>
      rows(db, 'WHERE holder = ? AND wrapped IS NOT NULL ORDER BY made_at DESC', holder)
        .filter((row) => privateOf(wrap, row) !== null)
        .map((row) => row.public),
    isErased: (holder) => isErased(db, holder),
    erased: () => db.prepare('SELECT holder FROM erased ORDER BY holder').pluck().all() as string[],
    holders: () => db.prepare('SELECT DISTINCT holder FROM key').pluck().all() as string[],
    add: (holder, pair) => {
      const until = keeper(db) === 'service' ? timeAt(db, now()) + LEASE : null
      put(holder, pair.public, pair.private, false, until)
      isCopyDue = true
    },
    erase: (holders) => {
      const news = holders.filter((holder) => !isErased(db, holder) || hasKeys(db, holder))
      if (news.length === 0) return
      transact(() => {
        for (const holder of news) {
          db.prepare('INSERT OR IGNORE INTO erased(holder, told) VALUES (?, 0)').run(holder)
          db.prepare('DELETE FROM key WHERE holder = ?').run(holder)
        }
        setMeta('scrub', '1')
      })
      wanted = new Set([...wanted].filter((holder) => !holders.includes(holder)))
      isCopyDue = true
      keys.rest()
    },
    keeper: () => keeper(db),
    setKeeper: (to) => {
      if (keeper(db) === to) return
      setMeta('keeper', to)
      isCopyDue = true
    },
    want: (holders) => {
      for (const holder of holders) if (!isErased(db, holder)) wanted.add(holder)
    },
    tellAgain: () => {
      transact(() => {
        db.prepare('UPDATE erased SET told = 0').run()
        setMeta('renewed', '0')
      })
      renewing = { after: null }
    },
    due: () => {
      const time = timeAt(db, now())
      forgetEnded(db, time)
      const putting = rows(
        db,
        'WHERE handed = 0 AND wrapped IS NOT NULL LIMIT ?',
        KEYS_LIMITS.put,
      ).flatMap((row) => {
        const privateKey = privateOf(wrap, row)
        return privateKey
          ? { key: row.public, holder: row.holder, private: toBase64(privateKey) }
          : []
      })
      const erased = db
        .prepare('SELECT holder FROM erased WHERE told = 0 LIMIT ?')
        .pluck()
        .all(KEYS_LIMITS.erased) as string[]
      const isOld = time >= Number(getMeta(db, 'renewed') ?? '0') + RENEW_AFTER
      const held = getMeta(db, 'held')
      if (isOld || wanted.size > 0 || held !== null) renewing ??= { after: null }
      const isAll = erased.length < KEYS_LIMITS.erased
      if (!renewing && putting.length === 0 && erased.length === 0) return null
      return {
        ...{ put: putting, erased },
        ...(held !== null && isAll && { told: held }),
        ...(renewing && { lease: renewing }),
      }
    },
    took: (asked, answer) => {
      const before = readable(db, timeAt(db, now()))
      const wasHeld = getMeta(db, 'held')
      const held = answer.held ?? null
      transact(() => {
        const at: Contact = { ...now(), server: answer.time }
        setMeta('contact', JSON.stringify(at))
        // The service's word counts: a clock that was ahead once must not end every lease from then on.
        setMeta('latest', String(answer.time))
        for (const key of answer.kept)
          db.prepare('UPDATE key SET handed = 1, until = ? WHERE public = ?').run(answer.until, key)
        for (const holder of asked.erased)
          db.prepare('UPDATE erased SET told = 1 WHERE holder = ?').run(holder)
        if (held !== wasHeld) setHeld(held)
        for (const { key, holder, private: text } of answer.lent) {
          if (isErased(db, holder)) continue
          put(holder, key, fromBase64(text), true, answer.until)
          wanted.delete(holder)
        }
        if (asked.lease?.after === null) shown = new Set()
        for (const { key } of answer.lent) shown.add(key)
        for (const key of answer.kept) shown.add(key)
        if (!asked.lease || held !== null || answer.next !== null) return
        setMeta('renewed', String(answer.time))
        handAgain(db, shown)
      })
      if (held !== null) renewing = { after: null }
      else if (asked.lease) renewing = answer.next === null ? null : { after: answer.next }
      keys.erase(answer.erased)
      isCopyDue = true
      return readable(db, timeAt(db, now())) !== before || (wasHeld === null) !== (held === null)
    },
    rest: () => {
      scrubbed()
      if (!isCopyDue) return
      putCopyRight(db, ledger, wrap)
      isCopyDue = false
    },
    close: () => {
      try {
        keys.rest()
        const time = timeAt(db, now())
        if (time > Number(getMeta(db, 'latest') ?? '0')) setMeta('latest', String(time))
      } finally {
        db.close()
      }
    },
  }
  if (isWithoutKeys(db, wrap)) adopt()
  // Before anything is read: an end may have come between an erasure and its last step.
  keys.rest()
  return keys

  /** What was told before the hold began may have been told to data that are gone. */
  function setHeld(held: string | null): void {
    db.prepare("DELETE FROM meta WHERE name = 'held'").run()
    if (held === null) return
    setMeta('held', held)
    db.prepare('UPDATE erased SET told = 0').run()
  }

  /** A disk was lost, or what its keys lay under, and the copy beside its backups is here. */
  function adopt(): void {
    const copy = readCopy(ledger)
    if (!copy) return
    transact(() => {
      for (const holder of copy.erased)
        db.prepare('INSERT OR IGNORE INTO erased(holder, told) VALUES (?, 0)').run(holder)
      for (const { public: key, holder, private: text } of copy.keys)
        if (!isErased(db, holder)) put(holder, key, fromBase64(text), false, null)
    })
  }
}

/** Nothing is known of any donor, or what is here cannot be opened. */
function isWithoutKeys(db: KeyDb, wrap: Uint8Array): boolean {
  const kept = rows(db, 'WHERE wrapped IS NOT NULL')
  if (kept.length > 0) return kept.some((row) => privateOf(wrap, row) === null)
  return db.prepare('SELECT 1 FROM erased LIMIT 1').get() === undefined
}

interface Row {
  readonly public: string
  readonly holder: string
  readonly wrapped: Uint8Array
  readonly made_at: number
}

const rows = (db: KeyDb, where: string, ...given: unknown[]): Row[] =>
  db.prepare(`SELECT public, holder, wrapped, made_at FROM key ${where}`).all(...given) as Row[]

const hasKeys = (db: KeyDb, holder: string): boolean =>
  db.prepare('SELECT 1 FROM key WHERE holder = ? LIMIT 1').get(holder) !== undefined

const privateOf = (wrap: Uint8Array, { holder, public: key, wrapped }: Row): Uint8Array | null =>
  unwrapKey(wrap, holder, key, wrapped)

/** How many keys can be read with, as a sign of whether that has changed. */
const readable = (db: KeyDb, time: number): number =>
  db
    .prepare('SELECT count(*) FROM key WHERE wrapped IS NOT NULL AND (until IS NULL OR until > ?)')
    .pluck()
    .get(time) as number

/** DON-7: what is lent is given back when its time is over. A key that only this bench has stays. */
function forgetEnded(db: KeyDb, time: number): void {
  db.prepare(
    'UPDATE key SET wrapped = NULL WHERE handed = 1 AND wrapped IS NOT NULL AND until <= ?',
  ).run(time)
}

/** A service that was restored may have lost what it had: before the last lease ends it is given it again. */
function handAgain(db: KeyDb, shown: ReadonlySet<string>): void {
  const lost = rows(db, 'WHERE handed = 1 AND wrapped IS NOT NULL').filter(
    (row) => !shown.has(row.public),
  )
  for (const row of lost) db.prepare('UPDATE key SET handed = 0 WHERE public = ?').run(row.public)
}

/** A copy is for who keeps its keys alone, and for as long as the service does not have all of them. */
function putCopyRight(db: KeyDb, ledger: string, wrap: Uint8Array): void {
  const own = rows(db, 'WHERE handed = 0 AND wrapped IS NOT NULL ORDER BY public')
  const erased = db.prepare('SELECT holder FROM erased ORDER BY holder').pluck().all() as string[]
  if (own.length === 0 && keeper(db) === 'service') {
    removeCopy(ledger)
    return
  }
  if (own.length === 0 && erased.length === 0) return
  const keys = own.flatMap((row) => {
    const privateKey = privateOf(wrap, row)
    if (!privateKey) return []
    const text = toBase64(privateKey)
    return { public: row.public, holder: row.holder, private: text, madeAt: row.made_at }
  })
  writeCopy(ledger, { keys, erased })
}
