import { randomUUID } from 'node:crypto'
import type { Via } from '#shared/domain/commands.ts'
import type { Draft } from '#shared/domain/facts.ts'
import { REGULATED } from '#shared/domain/keeping/rules.ts'
import { type EventBody, writeBody } from '#shared/ledger/body.ts'
import type { Json } from '#shared/ledger/canonical.ts'
import type { ChainHead } from '#shared/ledger/chain.ts'
import { type Envelope, seal, toHex } from '#shared/ledger/envelope.ts'
import { actBytes } from '#shared/ledger/seal.ts'
import { assert } from '#shared/lib/assert.ts'
import type { Clock } from '#shared/lib/clock.ts'
import type { NewId } from '#shared/lib/ids.ts'
import { sha256 } from '../sha256.ts'
import { headsOf } from './entities.ts'
import type { BenchKey } from './key.ts'
import type { ReadDb, WriteDb } from './open.ts'
import { project } from './projections/project.ts'
import { statement } from './sql.ts'

/** One process, one boot: what `mono` counts from. */
const BOOT = randomUUID()

/** Everything about an act that its events record beside what happened. */
export interface Circumstances {
  readonly actor: string
  readonly command: string
  readonly via: Via
  readonly clock: Clock
  readonly newId: NewId
  readonly seen: readonly [epoch: string, pos: number]
  readonly key?: BenchKey | undefined
}

/** The chain of the bench's present life: its row and its last event. */
export interface OwnChain {
  readonly id: number
  readonly name: string
  readonly head: ChainHead | null
}

/** By name, since a life that the bench does not remember may come back to it at any time. */
const PRESENT = `
  SELECT id, name FROM chain WHERE own = 1 AND name = (
    SELECT i.value || '~' || n.value || ':' || s.value FROM meta i, meta n, meta s
    WHERE i.key = 'install' AND n.key = 'incarnation' AND s.key = 'stream')`

export function ownChain(db: ReadDb): OwnChain | null {
  const row = presentChain(db)
  return row ? { ...row, head: headOfChain(db, row.id) } : null
}

/** The same without its last event, for who asks often and needs only to know which it is. */
export const presentChain = (db: ReadDb): Pick<OwnChain, 'id' | 'name'> | null =>
  (statement(db, PRESENT).get() as { id: number; name: string } | undefined) ?? null

/** The last link of a chain: an event, or another envelope of one. */
export function headOfChain(db: ReadDb, chain: number): ChainHead | null {
  const event = lastIn(db, 'event', chain)
  const alias = hasAliases(db) ? lastIn(db, 'alias', chain) : undefined
  const last = alias && alias.seq > (event?.seq ?? 0) ? alias : event
  return last ? { seq: last.seq, hash: toHex(last.hash) } : null
}

const lastIn = (db: ReadDb, table: 'event' | 'alias', chain: number) =>
  statement(db, `SELECT seq, hash FROM ${table} WHERE chain = ? ORDER BY seq DESC LIMIT 1`).get(
    chain,
  ) as { seq: number; hash: Uint8Array } | undefined

const withAliases = new WeakSet<ReadDb>()

/** Before format 6 a ledger had one envelope of each fact; such a one may be looked at as it is. */
export function hasAliases(db: ReadDb): boolean {
  if (withAliases.has(db)) return true
  const isThere = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'alias'").get() !== undefined
  if (isThere) withAliases.add(db)
  return isThere
}

/** Appends the facts of one act to the bench's own chain, applies them, and returns their event rows. */
export function append(
  db: WriteDb,
  drafts: readonly Draft[],
  how: Circumstances,
  each?: (done: number) => void,
): number[] {
  const chain = ownChain(db)
  assert(chain, 'a ledger that has been started')
  let head = chain.head
  const time = timeOf(how.clock)
  return drafts.map((draft, i) => {
    const body = signed(bodyOfDraft(db, draft, how, time, { part: i + 1, of: drafts.length }), how)
    const envelope = seal(sha256, chain.name, head, writeBody(body))
    head = envelope
    const event = insert(db, chain.id, envelope, body.uid)
    assert(project(db, event, body), `a fact that can be read again: ${draft.type}`)
    each?.(i + 1)
    return event
  })
}

/** KEE-1 */
function signed(body: EventBody, { key }: Circumstances): EventBody {
  if (!key || !(REGULATED as ReadonlySet<string>).has(body.type)) return body
  const sig = key.sign(actBytes(sha256, body as unknown as { [member: string]: Json }))
  return { ...body, sig: { key: key.public, sig } }
}

/** The time of an act. It is asked for once: naming the zone costs as much as the rest of an event. */
function timeOf(clock: Clock): Pick<EventBody, 'at' | 'tz' | 'off'> {
  const at = clock.now()
  return { at, tz: clock.zone(), off: clock.offset(at) }
}

function bodyOfDraft(
  db: ReadDb,
  draft: Draft,
  how: Circumstances,
  time: Pick<EventBody, 'at' | 'tz' | 'off'>,
  { part, of }: { part: number; of: number },
): EventBody {
  return {
    uid: how.newId(),
    type: draft.type,
    v: 1,
    ents: [...draft.ents],
    base: Object.fromEntries(
      draft.ents.map((name) => [name, headsOf(db, name).map((head) => head.uid)]),
    ),
    ...time,
    mono: [how.clock.boot?.() ?? BOOT, Math.round(how.clock.monotonic())],
    actor: how.actor,
    seen: [...how.seen],
    cmd: { id: how.command, part, of },
    via: how.via,
    data: draft.data as EventBody['data'],
  }
}

/** Puts a checked envelope at the end of its chain. */
export function insert(db: WriteDb, chain: number, envelope: Envelope, uid: string): number {
  const { seq, prev, hash, body } = envelope
  const row = statement(
    db,
    `INSERT INTO event(id, chain, seq, prev, hash, body, uid)
     VALUES ((SELECT coalesce(max(id), 0) + 1 FROM event), ?, ?, ?, ?, ?, ?)`,
  ).run(chain, seq, Buffer.from(prev, 'hex'), Buffer.from(hash, 'hex'), body, uid)
  return Number(row.lastInsertRowid)
}

/** Puts a checked envelope of a fact that is here already at its place of a chain. */
export function insertAlias(
  db: WriteDb,
  chain: number,
  { seq, prev, hash }: Envelope,
  event: number,
): number {
  const row = statement(
    db,
    `INSERT INTO alias(id, chain, seq, prev, hash, event)
     VALUES ((SELECT coalesce(max(id), 0) + 1 FROM alias), ?, ?, ?, ?, ?)`,
  ).run(chain, seq, Buffer.from(prev, 'hex'), Buffer.from(hash, 'hex'), event)
  return Number(row.lastInsertRowid)
}

/** How many events this bench has: the position that screens resume from. */
export function position(db: ReadDb): number {
  const row = statement(db, 'SELECT coalesce(max(id), 0) AS n FROM event').get() as { n: number }
  return row.n
}
