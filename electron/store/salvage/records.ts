/**
 * Rows out of single pages of a SQLite file (sqlite.org/fileformat2.html), whatever the rest of the file
 * is like: a page that is bad costs its own rows, and a cell that is bad only one. Nothing that is found
 * is believed; whether a row is what was recorded its hashes say.
 */

export type Value = null | number | string | Uint8Array

export interface Row {
  /** Null in an index, as in a table without row numbers. */
  readonly rowid: number | null
  readonly cells: readonly Value[]
}

/** Finds a page by its number, as a row that is longer than a page goes on there. */
export type PageAt = (number: number) => Buffer | null

const LEAF_TABLE = 13
const LEAF_INDEX = 10
const INNER_INDEX = 2

/** Every row of a page that can be read. `number` is the page's, from 1. */
export function* rowsOf(page: Buffer, number: number, pageAt: PageAt): Generator<Row> {
  const start = number === 1 ? 100 : 0
  switch (page[start]) {
    case LEAF_TABLE:
      return yield* cellsOf(page, start, 8, true, pageAt)
    case LEAF_INDEX:
      return yield* cellsOf(page, start, 8, false, pageAt)
    case INNER_INDEX:
      return yield* cellsOf(page, start, 12, false, pageAt)
    default:
      // The one byte that says what a page is may be the one that is damaged.
      yield* cellsOf(page, start, 8, true, pageAt)
      yield* cellsOf(page, start, 8, false, pageAt)
  }
}

/** The page's own count of its cells may be damaged: their list ends where the first cell begins. */
function* cellsOf(
  page: Buffer,
  start: number,
  header: number,
  isTable: boolean,
  pageAt: PageAt,
): Generator<Row> {
  const counted = page.readUInt16BE(start + 3)
  let first = page.length
  for (let i = 0; start + header + 2 * i + 2 <= first; i++) {
    const at = page.readUInt16BE(start + header + 2 * i)
    if (at === 0 && i >= counted) return
    if (at < start + header || at >= page.length) continue
    if (i < counted) first = Math.min(first, at)
    const row = cellAt(page, header === 12 ? at + 4 : at, isTable, pageAt)
    if (row) yield row
  }
}

function cellAt(page: Buffer, start: number, isTable: boolean, pageAt: PageAt): Row | null {
  try {
    const [size, afterSize] = varint(page, start)
    const [rowid, at] = isTable ? varint(page, afterSize) : [null, afterSize]
    const payload = payloadOf(page, at, size, isTable, pageAt)
    return payload && { rowid, cells: cellsIn(payload) }
  } catch {
    // It leads beyond its page.
    return null
  }
}

/** No row of ours is so long; a length that is damaged must not lead through the whole file. */
const LONGEST = 1 << 24

function payloadOf(
  page: Buffer,
  at: number,
  size: number,
  isTable: boolean,
  pageAt: PageAt,
): Buffer | null {
  if (size < 2 || size > LONGEST) return null
  const local = localBytes(page.length, size, isTable)
  if (at + local > page.length) return null
  if (local === size) return page.subarray(at, at + size)
  const parts = [page.subarray(at, at + local)]
  let rest = size - local
  let next = page.readUInt32BE(at + local)
  while (rest > 0) {
    const more = next > 0 ? pageAt(next) : null
    if (!more) return null
    const part = more.subarray(4, Math.min(more.length, 4 + rest))
    parts.push(part)
    rest -= part.length
    next = more.readUInt32BE(0)
  }
  return Buffer.concat(parts)
}

/** How much of a row lies in its own page. */
function localBytes(pageSize: number, size: number, isTable: boolean): number {
  const most = isTable ? pageSize - 35 : Math.floor(((pageSize - 12) * 64) / 255) - 23
  if (size <= most) return size
  const least = Math.floor(((pageSize - 12) * 32) / 255) - 23
  const local = least + ((size - least) % (pageSize - 4))
  return local <= most ? local : least
}

function cellsIn(payload: Buffer): Value[] {
  const [headerSize, first] = varint(payload, 0)
  let at = first
  let value = headerSize
  const cells: Value[] = []
  while (at < headerSize) {
    const [type, next] = varint(payload, at)
    at = next
    const bytes = bytesOf(type)
    if (value + bytes > payload.length) throw new RangeError('a value beyond its row')
    cells.push(valueIn(type, payload.subarray(value, value + bytes)))
    value += bytes
  }
  return cells
}

const WIDTHS = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0]

const bytesOf = (type: number): number => (type < 12 ? WIDTHS[type]! : Math.floor((type - 12) / 2))

function valueIn(type: number, bytes: Buffer): Value {
  if (type >= 12) return type % 2 === 0 ? Buffer.from(bytes) : bytes.toString('utf8')
  if (type === 0) return null
  if (type === 7) return bytes.readDoubleBE(0)
  if (type === 8 || type === 9) return type - 8
  return bytes.length === 8 ? Number(bytes.readBigInt64BE(0)) : bytes.readIntBE(0, bytes.length)
}

/** A number of 1 to 9 bytes, and where it ends. */
function varint(bytes: Buffer, at: number): [value: number, next: number] {
  let value = 0
  for (let i = 0; i < 8; i++) {
    const byte = bytes.readUInt8(at + i)
    value = value * 128 + (byte & 127)
    if (byte < 128) return [value, at + i + 1]
  }
  return [value * 256 + bytes.readUInt8(at + 8), at + 9]
}
