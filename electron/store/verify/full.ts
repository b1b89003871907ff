import type { Finding, Note, VerifyReport } from '#shared/ledger/findings.ts'
import { createVerifier, type Verified, type Verifier } from '#shared/ledger/verify.ts'
import type { KeptEvent } from '#shared/ledger/verify-chain.ts'
import type { KeptPosition } from '#shared/ledger/verify-order.ts'
import { verifySignature } from '../../ed25519.ts'
import { sha256, sha256Text } from '../../sha256.ts'
import { DERIVED, SEARCH_INDEX } from '../derived.ts'
import { position } from '../ledger.ts'
import { FORMAT, formatOf } from '../migrations/index.ts'
import type { ReadDb } from '../open.ts'
import { checkDerived } from './derived.ts'
import {
  type AliasRow,
  aliases,
  aliasPlace,
  eventAt,
  eventsAfter,
  guarded,
  hasUid,
  isDamageOfSource,
  keptAt,
  lostPositions,
  type OrderRow,
  orderAfter,
  seals,
} from './read.ts'
import {
  checkBadSeals,
  checkChains,
  checkCursor,
  checkSums,
  installOf,
  presentOf,
  summed,
} from './rows.ts'
import { checkSchema } from './schema.ts'
import { namesOf, tubesOf } from './tubes.ts'

export interface FullOptions {
  /** Told of every so many events that were checked; `of` is how many there are. */
  readonly progress?: (done: number, of: number) => void
  readonly isCancelled?: () => boolean
  /** Ask SQLite as well whether the file's own structure is whole: indexes, lists of free pages. */
  readonly structure?: boolean
  /** Derive every table again from the events, in a copy, and compare. */
  readonly derived?: boolean
  /** What was found apart, as by the anchor. */
  readonly more?: readonly Finding[]
  readonly notes?: readonly Note[]
}

/**
 * Checks a whole ledger in one read transaction, which is one moment of it: every event, the common
 * order, every seal, every row of the bench's own tables, the schema. Null when it was cancelled.
 */
export function verifyFull(db: ReadDb, options: FullOptions = {}): VerifyReport | null {
  const started = performance.now()
  const derived: Finding[] = []
  if (options.derived)
    guarded(
      derived,
      () => 'the derived tables',
      () => derived.push(...checkDerived(db)),
      isDamageOfSource,
    )
  const more = [...(options.more ?? []), ...derived]
  db.exec('BEGIN')
  try {
    const report = inOneMoment(db, { ...options, more })
    return report && { ...report, seconds: (performance.now() - started) / 1000 }
  } finally {
    // Nothing was written; to commit, a damaged search index would have to agree.
    if (db.inTransaction) db.exec('ROLLBACK')
  }
}

function inOneMoment(db: ReadDb, options: FullOptions): Omit<VerifyReport, 'seconds'> | null {
  const findings: Finding[] = []
  const part = (what: string, work: () => void) => guarded(findings, () => what, work)
  part('the schema', () => findings.push(...checkSchema(db)))
  const verified = history(db, findings, options)
  if (!verified) return null
  findings.push(...verified.findings)
  part('the chains', () => findings.push(...checkChains(db)))
  part('the cursor', () => findings.push(...checkCursor(db)))
  let rows = 0
  part('the seals that do not hold', () => findings.push(...checkBadSeals(db)))
  for (const table of summed(db))
    part(table, () => findings.push(...checkSums(db, table, () => rows++)))
  const structure: Finding[] = []
  for (const table of options.structure ? tablesToCheck(db, options) : []) {
    if (options.isCancelled?.()) return null
    // What is wrong with a table is wrong with the whole as well, and named once.
    if (table !== null || structure.length === 0)
      part('the structure', () => structure.push(...checkStructure(db, table)))
  }
  findings.push(...structure)
  const all = [...findings, ...(options.more ?? [])]
  return {
    level: 'full',
    kind: 'ledger',
    made: null,
    sound: all.length === 0,
    ...verified,
    rows,
    findings: all,
    notes: [...(options.notes ?? []), ...notesOf(db, verified)],
    tubes: tubesOf(db, all),
    people: namesOf(db, all),
  }
}

function notesOf(db: ReadDb, { chains }: Verified): VerifyReport['notes'] {
  const seals = chains.flatMap(({ sealed }) => sealed ?? [])
  return [
    ...(seals.length === 0 ? (['no-seal'] as const) : []),
    ...(seals.some(({ protection }) => protection === 'file')
      ? (['key-unprotected'] as const)
      : []),
    ...(formatOf(db) > FORMAT ? (['newer-format'] as const) : []),
  ]
}

/** After so many events somebody is told, and asked whether to go on. */
const STEP = 5_000

/** Events, order and seals; null when it was cancelled. */
function history(db: ReadDb, findings: Finding[], options: FullOptions): Verified | null {
  const { progress, isCancelled } = options
  let row = 0
  const part = (what: string, work: () => void) =>
    guarded(findings, () => `${what} (after event ${row})`, work)
  let install: string | null = null
  let present: { present?: string | null } = {}
  let of = 0
  part('whose ledger it is', () => {
    install = installOf(db)
    present = presentOf(db)
  })
  part('how many events it has', () => {
    of = position(db)
  })
  const verifier = createVerifier({
    sha256,
    sha256Text,
    verifySignature,
    install,
    ...present,
    isTaken: (uid) => hasUid(db, uid),
    again: (row) => keptAt(db, row),
  })
  const others = new OtherEnvelopes(verifier)
  part('the other envelopes', () => others.read(db, findings))
  part('the lost positions', () => {
    for (const lost of lostPositions(db)) verifier.lost(lost)
  })
  const order = new OrderFeed(db, verifier, findings, others)
  try {
    part('the events', () => {
      for (const e of eventsAfter(db, 0)) {
        verifier.event(e)
        others.arrived(e)
        order.arrived(e)
        row = e.row
        if (row % STEP !== 0) continue
        progress?.(row, of)
        if (isCancelled?.()) throw new Cancelled()
      }
    })
    others.rest()
    part('the common order', () => order.rest())
  } catch (error) {
    if (error instanceof Cancelled) return null
    throw error
  } finally {
    order.close()
  }
  part('the seals', () => {
    for (const seal of seals(db)) verifier.seal(seal)
  })
  progress?.(row, of)
  return verifier.end()
}

class Cancelled extends Error {}

/** Feeds other envelopes after the event that they are of: there are few. */
class OtherEnvelopes {
  readonly #verifier: Verifier
  readonly #byEvent = new Map<number, AliasRow[]>()
  readonly #byId = new Map<number, AliasRow>()

  constructor(verifier: Verifier) {
    this.#verifier = verifier
  }

  read(db: ReadDb, findings: Finding[]): void {
    let last = 0
    for (const alias of aliases(db)) {
      if (alias.id !== last + 1) {
        const what = `rows from ${last + 1} on are missing before it`
        findings.push({ type: 'row', table: 'alias', key: String(alias.id), what })
      }
      last = alias.id
      this.#byId.set(alias.id, alias)
      const of = this.#byEvent.get(alias.event)
      if (of) of.push(alias)
      else this.#byEvent.set(alias.event, [alias])
    }
  }

  at(id: number): AliasRow | null {
    return this.#byId.get(id) ?? null
  }

  arrived({ row, body }: KeptEvent): void {
    if (this.#byEvent.size === 0) return
    for (const alias of this.#byEvent.get(row) ?? []) this.#verifier.alias({ ...alias, body })
    this.#byEvent.delete(row)
  }

  /** Those of events that never came. */
  rest(): void {
    for (const alias of [...this.#byEvent.values()].flat())
      this.#verifier.alias({ ...alias, body: null })
  }
}

/** So many events that wait for their place in the common order are kept at hand; others are read again. */
const MOST_WAITING = 50_000

/**
 * Feeds the common order beside the events, so that each event is read once: what has arrived waits for
 * its position, which comes sooner for events of others and later for the bench's own.
 */
class OrderFeed {
  readonly #db: ReadDb
  readonly #verifier: Verifier
  readonly #rows: Generator<OrderRow, undefined>
  readonly #findings: Finding[]
  readonly #others: OtherEnvelopes
  readonly #waiting = new Map<number, KeptPosition['event']>()
  /** Undefined before the first was asked for, null after the last. */
  #next: OrderRow | null | undefined

  constructor(db: ReadDb, verifier: Verifier, findings: Finding[], others: OtherEnvelopes) {
    this.#db = db
    this.#findings = findings
    this.#others = others
    this.#verifier = verifier
    this.#rows = orderAfter(db, 0)
    // Its statement has to be made before another one of the connection is at work.
    this.#peek()
  }

  arrived({ row, chain, seq, uid, hash }: KeptEvent): void {
    if (this.#peek() === null) return
    const ref = { chain: chain ?? '?', seq, event: row, uid: uid ?? '?' }
    if (this.#waiting.size < MOST_WAITING) this.#waiting.set(row, { ref, hash })
    for (let next = this.#peek(); next && next.row <= row; next = this.#peek()) this.#feed(next)
  }

  /** What names events that never came. */
  rest(): void {
    for (let next = this.#peek(); next; next = this.#peek()) this.#feed(next)
  }

  /** The statement that reads the order hinders its connection until then. */
  close(): void {
    this.#rows.return(undefined)
  }

  #peek(): OrderRow | null {
    if (this.#next !== undefined) return this.#next
    let next: OrderRow | null = null
    guarded(
      this.#findings,
      () => 'the common order',
      () => {
        next = this.#rows.next().value ?? null
      },
    )
    this.#next = next
    return next
  }

  #feed({ row, alias, ...kept }: OrderRow): void {
    const own = this.#waiting.get(row) ?? eventAt(this.#db, row)
    const event = alias === null ? own : aliasPlace(this.#others.at(alias), row)
    this.#waiting.delete(row)
    this.#verifier.position({ ...kept, event })
    this.#next = undefined
  }
}

/**
 * Where somebody may want to stop, SQLite is asked table by table. What it looks at only in the whole, the
 * list of free pages, comes last where nobody can: null.
 */
function tablesToCheck(db: ReadDb, { isCancelled }: FullOptions): (string | null)[] {
  const names = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all()
  return isCancelled ? (names as string[]) : [...(names as string[]), null]
}

/**
 * What SQLite says of its own structure. It knows nothing of what the rows should say. Derived tables, and
 * the parts of the search index, can be made anew.
 */
function checkStructure(db: ReadDb, table: string | null): Finding[] {
  const asked = table === null ? '20' : `"${table.replaceAll('"', '""')}"`
  const said = db.prepare(`PRAGMA integrity_check(${asked})`).pluck().all() as string[]
  const bad = said.filter((line) => line !== 'ok')
  const isSearch = table === SEARCH_INDEX || table?.startsWith(`${SEARCH_INDEX}_`)
  if (bad.length > 0 && table !== null && (isSearch || DERIVED.includes(table)))
    return [{ type: 'derived', table: isSearch ? SEARCH_INDEX : table }]
  return bad.map((what) => ({ type: 'file', fault: 'structure', what }))
}
