import { withoutBranch } from '#shared/ledger/chain.ts'
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
    proveAliases(scratch, number)
    return events
  } finally {
    scratch.exec('COMMIT')
    pages.close()
  }
}

/** The chains of a source by its own numbers of them, as the scratch knows them. */
type Names = ReadonlyMap<number, Chain & { readonly isBranch: boolean }>

export interface Chain {
  readonly id: number
  readonly name: string
}

function chainsIn(scratch: Scratch, pages: Pages): Names {
  const names = new Map<number, Chain & { isBranch: boolean }>()
  for (const row of pages.rows()) {
    const shape = row.rowid !== null && row.cells.length === 3 ? shapeOf(row) : null
    if (shape?.type !== 'chain') continue
    const name = withoutBranch(shape.name)
    names.set(shape.id, { id: chainNumber(scratch, name), name, isBranch: name !== shape.name })
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
    case 'alias':
      takeAlias(scratch, source, names, shape)
      return 0
    case 'order':
      takePosition(scratch, source, shape)
      return 0
    case 'seal':
      takeSeal(scratch, names, shape)
      return 0
    case 'own':
      takeOwn(scratch, source, names, shape)
      return 0
    case 'chain':
      return 0
  }
}

function takeEvent(scratch: Scratch, source: number, names: Names, e: EventShape): void {
  const chain = chainOf(scratch, names, e)
  const { id: row, seq, prev, hash, body } = e
  if (chain.isProven)
    putFound(scratch, { chain: chain.id, seq, hash, prev, body, row, isBranch: chain.isBranch })
  else
    statement(scratch, 'INSERT INTO doubt VALUES (?, ?, ?, ?, ?, ?, ?)').run(
      ...[chain.id, seq, hash, prev, body, source, row],
    )
  statement(scratch, 'INSERT OR IGNORE INTO place VALUES (?, ?, ?, ?, ?)').run(
    ...[source, row, chain.id, seq, hash],
  )
}

export interface FoundLink {
  readonly chain: number
  readonly seq: number
  readonly hash: Uint8Array
  readonly prev: Uint8Array
  readonly body: string
  readonly row: number
  readonly isBranch: boolean
  readonly isAlias?: boolean
}

export function putFound(scratch: Scratch, link: FoundLink): void {
  const { chain, seq, hash, prev, body, row, isBranch, isAlias = false } = link
  statement(
    scratch,
    `INSERT OR IGNORE INTO found(chain, seq, hash, prev, body, row, branch, alias)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(chain, seq, hash, prev, body, row, isBranch ? 1 : 0, isAlias ? 1 : 0)
}

interface Told {
  readonly id: number
  readonly isProven: boolean
  readonly isBranch: boolean
}

type Link = Pick<EventShape, 'seq' | 'prev' | 'hash' | 'body'>

/** The chain that an envelope's hash speaks for; where it speaks for none, the one that its row names. */
function chainOf(scratch: Scratch, names: Names, e: EventShape): Told {
  const named = names.get(e.chain)
  const isBranch = named?.isBranch ?? false
  if (named && isOf(named.name, e)) return { id: named.id, isProven: true, isBranch }
  for (const { id, name } of chainsKnown(scratch))
    if (id !== named?.id && isOf(name, e)) return { id, isProven: true, isBranch: false }
  return { id: named?.id ?? 0, isProven: false, isBranch }
}

function takeAlias(
  scratch: Scratch,
  source: number,
  names: Names,
  { id, chain, seq, prev, hash, event }: Extract<Shape, { type: 'alias' }>,
): void {
  const named = names.get(chain)
  statement(scratch, 'INSERT INTO alias VALUES (?, ?, ?, ?, ?, ?, ?, ?)').run(
    ...[source, id, named?.id ?? 0, named?.isBranch ? 1 : 0, seq, prev, hash, event],
  )
}

interface AliasRow extends Omit<Link, 'body'> {
  readonly id: number
  readonly chain: number
  readonly branch: number
  readonly event: number
}

/** Another envelope proves itself with what its event says, wherever that lay in the source. */
function proveAliases(scratch: Scratch, source: number): void {
  const rows = scratch.prepare('SELECT * FROM alias WHERE source = ?').all(source) as AliasRow[]
  for (const { id, chain, branch, event: row, ...link } of rows)
    for (const body of bodiesAt(scratch, source, row)) {
      const of = chainsKnown(scratch)
        .sort((a, b) => Number(b.id === chain) - Number(a.id === chain))
        .find(({ name }) => isOf(name, { ...link, body }))
      if (!of) continue
      putFound(scratch, { ...link, chain: of.id, body, row, isBranch: branch === 1, isAlias: true })
      statement(scratch, 'INSERT OR IGNORE INTO place VALUES (?, ?, ?, ?, ?)').run(
        ...[source, -id, of.id, link.seq, link.hash],
      )
      break
    }
}

const bodiesAt = (scratch: Scratch, source: number, row: number): string[] =>
  statement(
    scratch,
    `SELECT f.body FROM place p JOIN found f ON f.chain = p.chain AND f.seq = p.seq AND f.hash = p.hash
     WHERE p.source = :source AND p.row = :row
     UNION SELECT d.body FROM doubt d WHERE d.source = :source AND d.row = :row`,
  )
    .pluck()
    .all({ source, row }) as string[]

function isOf(chain: string, { seq, prev, hash, body }: Link): boolean {
  const given = { chain, seq, prev: toHex(prev), body }
  return envelopeHash(sha256, given) === toHex(hash)
}

function takePosition(
  scratch: Scratch,
  source: number,
  {
    pos,
    event,
    running,
    receivedAt,
    receipt,
    alias,
    quarantine,
  }: Extract<Shape, { type: 'order' }>,
): void {
  statement(scratch, 'INSERT INTO position VALUES (?, ?, ?, ?, ?, ?, ?, ?)').run(
    ...[pos, source, event, running, receivedAt, receipt, alias, quarantine],
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
    statement(scratch, 'INSERT OR IGNORE INTO seal VALUES (?, ?, ?, ?, ?, ?, ?, ?)').run(
      ...[id, seq, hash, key, at, protection, sig, likely?.isBranch ? 1 : 0],
    )
    return
  }
}

/** Only a row whose sum is that of its columns. */
function takeOwn(
  scratch: Scratch,
  source: number,
  names: Names,
  { tables, cells, sum }: Extract<Shape, { type: 'own' }>,
): void {
  const said = toHex(sum)
  const table = tables.find((one) => rowSum(sha256, one, cells as readonly Cell[]) === said)
  if (!table) return
  if (table === 'bad_seal') {
    takeBadSeal(scratch, names, cells)
    return
  }
  statement(scratch, 'INSERT INTO own(source, name, key, cells) VALUES (?, ?, ?, ?)').run(
    source,
    table,
    String(cells[0]),
    JSON.stringify(cells.map((cell) => (cell instanceof Uint8Array ? { hex: toHex(cell) } : cell))),
  )
}

function takeBadSeal(scratch: Scratch, names: Names, cells: readonly unknown[]): void {
  const [, chain, seq, seal] = cells as [number, number, number, string]
  const named = names.get(chain)
  if (!named) return
  statement(scratch, 'INSERT INTO bad_seal VALUES (?, ?, ?, ?)').run(
    ...[named.id, seq, named.isBranch ? 1 : 0, seal],
  )
}

/** The cells of a row of the bench's own tables, as they were found. */
export const ownCells = (text: string): Cell[] =>
  (JSON.parse(text) as (null | string | number | { hex: string })[]).map((cell) =>
    cell !== null && typeof cell === 'object' ? Buffer.from(fromHex(cell.hex)) : cell,
  )
