import { envelopeHash, fromHex, toHex } from '#shared/ledger/envelope.ts'
import { type Cell, rowSum, sealBytes } from '#shared/ledger/seal.ts'
import { verifySignature } from '../../ed25519.ts'
import { sha256 } from '../../sha256.ts'
import { statement } from '../sql.ts'
import { Pages } from './pages.ts'
import type { Scratch } from './scratch.ts'
import { type Shape, shapeOf } from './shapes.ts'
import type { Source } from './sources.ts'

export interface GatherHooks {
  /** Told of every so many rows that were found. */
  readonly progress?: ((done: number, of: number) => void) | undefined
  readonly isCancelled?: (() => boolean) | undefined
}

/** After so many rows somebody is told, and asked whether to go on. */
const STEP = 5_000

type EventShape = Extract<Shape, { type: 'event' }>

/** Takes what a source holds; answers how many events, or null where it was cancelled. */
export function gather(
  scratch: Scratch,
  source: Source,
  number: number,
  { progress, isCancelled }: GatherHooks,
): number | null {
  const pages = new Pages(source)
  scratch.exec('BEGIN')
  try {
    const names = chainsIn(scratch, pages)
    let [rows, events] = [0, 0]
    for (const row of pages.rows()) {
      const shape = shapeOf(row)
      if (shape) events += take(scratch, number, names, shape)
      if (++rows % STEP !== 0) continue
      progress?.(rows, 0)
      if (isCancelled?.()) return null
    }
    return events
  } finally {
    scratch.exec('COMMIT')
    pages.close()
  }
}

/** The chains of a source by its own numbers of them, as the scratch knows them. */
type Names = ReadonlyMap<number, Chain>

export interface Chain {
  readonly id: number
  readonly name: string
}

function chainsIn(scratch: Scratch, pages: Pages): Names {
  const names = new Map<number, Chain>()
  for (const row of pages.rows()) {
    const shape = row.rowid !== null && row.cells.length === 3 ? shapeOf(row) : null
    if (shape?.type === 'chain')
      names.set(shape.id, { id: chainNumber(scratch, shape.name), name: shape.name })
  }
  return names
}

export function chainNumber(scratch: Scratch, name: string): number {
  const known = statement(scratch, 'SELECT id FROM chain WHERE name = ?').pluck().get(name)
  if (known !== undefined) return known as number
  const made = statement(scratch, 'INSERT INTO chain(name) VALUES (?)').run(name)
  return Number(made.lastInsertRowid)
}

export const chainsKnown = (scratch: Scratch): Chain[] =>
  statement(scratch, 'SELECT id, name FROM chain ORDER BY id').all() as Chain[]

/** Answers how many events it was. */
function take(scratch: Scratch, source: number, names: Names, shape: Shape): number {
  switch (shape.type) {
    case 'event':
      takeEvent(scratch, source, names, shape)
      return 1
    case 'order':
      takePosition(scratch, source, shape)
      return 0
    case 'seal':
      takeSeal(scratch, names, shape)
      return 0
    case 'own':
      takeOwn(scratch, source, shape)
      return 0
    case 'chain':
      return 0
  }
}

function takeEvent(scratch: Scratch, source: number, names: Names, e: EventShape): void {
  const chain = chainOf(scratch, names, e)
  const { id: row, seq, prev, hash, body } = e
  if (chain.isProven)
    statement(scratch, 'INSERT OR IGNORE INTO found VALUES (?, ?, ?, ?, ?, ?)').run(
      ...[chain.id, seq, hash, prev, body, row],
    )
  else
    statement(scratch, 'INSERT INTO doubt VALUES (?, ?, ?, ?, ?, ?, ?)').run(
      ...[chain.id, seq, hash, prev, body, source, row],
    )
  statement(scratch, 'INSERT OR IGNORE INTO place VALUES (?, ?, ?, ?, ?)').run(
    ...[source, row, chain.id, seq, hash],
  )
}

/** The chain that an event's hash speaks for; where it speaks for none, the one that its row names. */
function chainOf(scratch: Scratch, names: Names, e: EventShape): { id: number; isProven: boolean } {
  const named = names.get(e.chain)
  if (named && isOf(named.name, e)) return { id: named.id, isProven: true }
  for (const { id, name } of chainsKnown(scratch))
    if (id !== named?.id && isOf(name, e)) return { id, isProven: true }
  return { id: named?.id ?? 0, isProven: false }
}

function isOf(chain: string, { seq, prev, hash, body }: EventShape): boolean {
  const given = { chain, seq, prev: toHex(prev), body }
  return envelopeHash(sha256, given) === toHex(hash)
}

function takePosition(
  scratch: Scratch,
  source: number,
  { pos, event, running, receivedAt, receipt }: Extract<Shape, { type: 'order' }>,
): void {
  statement(scratch, 'INSERT INTO position VALUES (?, ?, ?, ?, ?, ?)').run(
    pos,
    source,
    event,
    running,
    receivedAt,
    receipt,
  )
}

/** Only a seal that its key has made; whether that key is the chain's is seen later. */
function takeSeal(
  scratch: Scratch,
  names: Names,
  { chain, seq, hash, key, at, protection, sig }: Extract<Shape, { type: 'seal' }>,
): void {
  const likely = names.get(chain)
  for (const { id, name } of chainsKnown(scratch)) {
    if (likely && id !== likely.id) continue
    const claim = { chain: name, seq, hash: toHex(hash), key: toHex(key), at, protection }
    if (!verifySignature(key, sealBytes(claim), sig)) continue
    statement(scratch, 'INSERT OR IGNORE INTO seal VALUES (?, ?, ?, ?, ?, ?, ?)').run(
      id,
      seq,
      hash,
      key,
      at,
      protection,
      sig,
    )
    return
  }
}

/** Only a row whose sum is that of its columns. */
function takeOwn(
  scratch: Scratch,
  source: number,
  { table, cells, sum }: Extract<Shape, { type: 'own' }>,
): void {
  if (rowSum(sha256, table, cells as readonly Cell[]) !== toHex(sum)) return
  statement(scratch, 'INSERT INTO own(source, name, key, cells) VALUES (?, ?, ?, ?)').run(
    source,
    table,
    String(cells[0]),
    JSON.stringify(cells.map((cell) => (cell instanceof Uint8Array ? { hex: toHex(cell) } : cell))),
  )
}

/** The cells of a row of the bench's own tables, as they were found. */
export const ownCells = (text: string): Cell[] =>
  (JSON.parse(text) as (null | string | number | { hex: string })[]).map((cell) =>
    cell !== null && typeof cell === 'object' ? Buffer.from(fromHex(cell.hex)) : cell,
  )
