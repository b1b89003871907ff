import { readChainName, withoutBranch } from '#shared/ledger/chain.ts'
import { PROTECTIONS, type Protection } from '#shared/ledger/seal.ts'
import type { FoundRow } from './pages.ts'
import type { Value } from './records.ts'

/** What a row is, told by its form alone: the lists that name the tables may be what is damaged. */
export type Shape =
  | { readonly type: 'chain'; readonly id: number; readonly name: string }
  | {
      readonly type: 'event'
      readonly id: number
      readonly chain: number
      readonly seq: number
      readonly prev: Uint8Array
      readonly hash: Uint8Array
      readonly body: string
    }
  /** Another envelope of the event in row `event`. */
  | {
      readonly type: 'alias'
      readonly id: number
      readonly chain: number
      readonly seq: number
      readonly prev: Uint8Array
      readonly hash: Uint8Array
      readonly event: number
    }
  | {
      readonly type: 'order'
      readonly pos: number
      readonly event: number
      readonly running: Uint8Array
      readonly receivedAt: number
      readonly receipt: Uint8Array | null
      readonly alias: number | null
      readonly quarantine: string | null
    }
  | {
      readonly type: 'seal'
      readonly chain: number
      readonly seq: number
      readonly hash: Uint8Array
      readonly key: Uint8Array
      readonly at: number
      readonly protection: Protection
      readonly sig: Uint8Array
    }
  /**
   * A row of this bench's own tables, with its sum; only of the last state of its page. Where several tables have
   * rows of that form, its sum says which one it is of.
   */
  | {
      readonly type: 'own'
      readonly tables: readonly OwnTable[]
      readonly cells: readonly Value[]
      readonly sum: Uint8Array
    }

export type OwnTable =
  | 'meta'
  | 'pin'
  | 'command_done'
  | 'intake'
  | 'intake_row'
  | 'work'
  | 'work_row'
  | 'printer'
  | 'label_job'
  | 'past_order'
  | 'bad_seal'

/** Null for a row of a derived table, which is derived anew, and for one that makes no sense. */
export function shapeOf({ rowid, cells, isLast }: FoundRow): Shape | null {
  if (rowid === null) return sealOf(cells) ?? (isLast ? indexedOwn(cells) : null)
  if (cells[0] !== null) return null
  const rest = cells.slice(1)
  return (
    eventOf(rowid, rest) ??
    aliasOf(rowid, rest) ??
    chainOf(rowid, rest) ??
    orderOf(rowid, rest) ??
    (isLast ? numberedOwn(rowid, rest) : null)
  )
}

const isCount = (value: Value | undefined): value is number => Number.isSafeInteger(value)
const isText = (value: Value | undefined): value is string => typeof value === 'string'
const isHash = (value: Value | undefined): value is Uint8Array => isBytes(value, 32)
const isBytes = (value: Value | undefined, length: number): value is Uint8Array =>
  value instanceof Uint8Array && value.length === length

function eventOf(id: number, cells: readonly Value[]): Shape | null {
  const [chain, seq, prev, hash, body, uid] = cells
  if (cells.length !== 6 || !isCount(chain) || !isCount(seq) || seq < 1) return null
  if (!isHash(prev) || !isHash(hash) || !isText(body) || !isText(uid)) return null
  return { type: 'event', id, chain, seq, prev, hash, body }
}

function aliasOf(id: number, cells: readonly Value[]): Shape | null {
  const [chain, seq, prev, hash, event] = cells
  if (cells.length !== 5 || !isCount(chain) || !isCount(seq) || seq < 1) return null
  if (!isHash(prev) || !isHash(hash) || !isCount(event)) return null
  return { type: 'alias', id, chain, seq, prev, hash, event }
}

function chainOf(id: number, cells: readonly Value[]): Shape | null {
  const [name, own] = cells
  if (cells.length !== 2 || !isText(name) || !isCount(own)) return null
  return readChainName(withoutBranch(name)) && { type: 'chain', id, name }
}

function orderOf(pos: number, cells: readonly Value[]): Shape | null {
  const [event, running, receivedAt, receipt = null, alias = null, quarantine = null] = cells
  if (cells.length < 3 || cells.length > 6 || !isCount(event) || !isHash(running)) return null
  if (!isCount(receivedAt) || (receipt !== null && !isHash(receipt))) return null
  if (alias !== null && !isCount(alias)) return null
  if (quarantine !== null && !isText(quarantine)) return null
  return { type: 'order', pos, event, running, receivedAt, receipt, alias, quarantine }
}

function sealOf(cells: readonly Value[]): Shape | null {
  const [chain, seq, hash, key, at, protection, sig] = cells
  if (cells.length !== 7 || !isCount(chain) || !isCount(seq) || !isCount(at)) return null
  if (!isHash(hash) || !isHash(key) || !isBytes(sig, 64)) return null
  if (!(PROTECTIONS as readonly Value[]).includes(protection!)) return null
  return { type: 'seal', chain, seq, hash, key, at, protection: protection as Protection, sig }
}

/** A sum is in the last column; before it was there, nothing spoke for these rows. */
function summed(cells: readonly Value[], ...tables: readonly OwnTable[]): Shape | null {
  const sum = cells.at(-1)
  return isHash(sum) ? { type: 'own', tables, cells: cells.slice(0, -1), sum } : null
}

function indexedOwn(cells: readonly Value[]): Shape | null {
  const [first, second, third] = cells
  if (!isText(first)) return null
  if (cells.length === 3 && isText(second)) return summed(cells, 'meta', 'work')
  if (cells.length === 5 && isBytes(second, 16)) return summed(cells, 'pin')
  if (cells.length === 6 && isText(second)) return summed(cells, 'printer')
  if (cells.length === 8 && isText(second)) return summed(cells, 'command_done')
  if (cells.length === 10 && isCount(second)) return summed(cells, 'work_row')
  if (cells.length === 12 && isCount(second) && isText(third)) return summed(cells, 'label_job')
  return null
}

function numberedOwn(id: number, cells: readonly Value[]): Shape | null {
  const all = [id, ...cells]
  if (cells.length === 2 && isText(cells[0])) return summed(all, 'intake')
  if (cells.length === 8 && isText(cells[0]) && isText(cells[1])) return summed(all, 'intake_row')
  if (cells.length === 12 && isText(cells[0]) && isHash(cells[4])) return summed(all, 'past_order')
  if (cells.length === 4 && isCount(cells[0]) && isText(cells[2])) return summed(all, 'bad_seal')
  return null
}
