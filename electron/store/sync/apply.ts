import { type EventBody, readKept, readUid } from '#shared/ledger/body.ts'
import { checkNext, readChainName } from '#shared/ledger/chain.ts'
import { type Envelope, fromHex, NO_HASH, runningHash, toHex } from '#shared/ledger/envelope.ts'
import { assert } from '#shared/lib/assert.ts'
import type { Cursor } from '#shared/sync/protocol.ts'
import { headOfChain, insert, position } from '../ledger.ts'
import { transact, type WriteDb } from '../open.ts'
import { project } from '../projections/project.ts'
import { sha256 } from '../sha256.ts'
import { statement } from '../sql.ts'
import { getCursor, setCursor } from './cursor.ts'

/** One page of the common order as the service sent it. */
export interface PulledPage {
  readonly epoch: string
  readonly entries: readonly {
    readonly pos: number
    readonly envelope: Envelope
    readonly receivedAt: number
  }[]
  readonly cursor: Cursor
}

export interface Applied {
  readonly position: number
  readonly touched: readonly string[]
}

/**
 * Takes a page in as one transaction: rows, derived tables, cursor. Everything is checked before it is
 * written: positions are dense, the running hash is the service's, every chain goes on where it ended.
 * Throws when the service's order is not what it says it is; then nothing of the page is kept.
 */
export function applyPage(db: WriteDb, page: PulledPage): Applied {
  return transact(db, () => {
    const touched = new Set<string>()
    const before = getCursor(db)
    assert(!before || before.epoch === page.epoch, 'one epoch of the service')
    let at = { pos: before?.pos ?? 0, hash: before?.hash ?? NO_HASH }
    for (const { pos, envelope, receivedAt } of page.entries) {
      assert(pos === at.pos + 1, `position ${pos} after ${at.pos}`)
      at = { pos, hash: runningHash(sha256, at.hash, pos, envelope.hash) }
      const { event, news } = takeIn(db, envelope)
      statement(
        db,
        'INSERT INTO stream_order(pos, event, running, received_at) VALUES (?, ?, ?, ?)',
      ).run(pos, event, fromHex(at.hash), receivedAt)
      // Only now: it must be folded at its place, before own events that have none yet.
      if (news) project(db, event, news)
      for (const name of news?.ents ?? []) touched.add(name)
    }
    assert(at.pos === page.cursor.pos && at.hash === page.cursor.hash, 'the running hash agrees')
    setCursor(db, page.cursor)
    return { position: position(db), touched: [...touched] }
  })
}

/** Own events are here already; another bench's come to the end of its chain, with something to tell. */
function takeIn(db: WriteDb, envelope: Envelope): { event: number; news: EventBody | null } {
  const chain = chainRow(db, envelope.chain)
  const known = statement(db, 'SELECT id, hash FROM event WHERE chain = ? AND seq = ?').get(
    chain,
    envelope.seq,
  ) as { id: number; hash: Uint8Array } | undefined
  if (known) {
    assert(toHex(known.hash) === envelope.hash, `one event at ${envelope.chain} ${envelope.seq}`)
    return { event: known.id, news: null }
  }
  const next = checkNext(sha256, headOfChain(db, chain), envelope)
  assert(next.ok, `the chain ${envelope.chain} goes on at ${envelope.seq}`)
  const body = readKept(envelope.body, uidOf(db, envelope))
  return { event: insert(db, chain, envelope, body.uid), news: body }
}

/**
 * The identity of another bench's event: its own, or its hash where its body names none or one that is
 * taken. The service marks such events; they hinder nobody.
 */
function uidOf(db: WriteDb, envelope: Envelope): string {
  const named = readUid(envelope.body)
  const taken = named && statement(db, 'SELECT 1 FROM event WHERE uid = ?').get(named)
  return named && !taken ? named : envelope.hash.slice(0, 36)
}

function chainRow(db: WriteDb, name: string): number {
  assert(readChainName(name), `${name} names a chain`)
  const row = statement(db, 'SELECT id FROM chain WHERE name = ?').get(name) as
    | { id: number }
    | undefined
  if (row) return row.id
  return Number(
    statement(db, 'INSERT INTO chain(name, own) VALUES (?, 0)').run(name).lastInsertRowid,
  )
}
