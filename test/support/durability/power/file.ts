/** Bytes that a disk writes whole or not at all. */
export const SECTOR = 512

interface Written {
  readonly moment: number
  readonly at: number
  readonly data: Buffer
}

/** A change to one file's content that some moment brought. */
type Change = Written | { readonly moment: number; readonly length: number }

/** How much of a file's unsynced past a disk had taken in when the power went. */
export interface Taken {
  /** A sector is as it was after this moment: it was written back then, and later changes were not. */
  sector(index: number): number
  /** Truncations up to this moment are on the disk. */
  readonly journal: number
  /** The length went ahead of the data: what is missing up to the full length reads as zeros. */
  readonly fullLength: boolean
}

/**
 * One file as the program sees it and as a disk may have it. What was synced is on the disk; of later
 * changes every sector may be in any state that it went through.
 */
export class DiskFile {
  /** What a program reads: every change is in it. */
  #seen: Buffer
  #length: number
  /** What is on the disk for certain. */
  #safe: Buffer
  #changes: Change[] = []
  /** Since the last sync that worked: the moment of the last sync that failed. */
  #failed = 0
  /** After a failed sync, sectors that a later one wrote for certain, with its moment. */
  readonly #sure = new Map<number, number>()

  constructor(content: Buffer = Buffer.alloc(0)) {
    this.#seen = Buffer.from(content)
    this.#length = content.length
    this.#safe = Buffer.from(content)
  }

  write(moment: number, at: number, data: Buffer): void {
    this.#changes.push({ moment, at, data })
    const end = at + data.length
    if (end > this.#seen.length)
      this.#seen = longer(this.#seen, Math.max(end, this.#seen.length * 2))
    data.copy(this.#seen, at)
    this.#length = Math.max(this.#length, end)
  }

  truncate(moment: number, length: number): void {
    this.#changes.push({ moment, length })
    if (length > this.#seen.length) this.#seen = longer(this.#seen, length)
    if (length < this.#length) this.#seen.fill(0, length, this.#length)
    this.#length = length
  }

  sync(moment: number): void {
    if (this.#failed === 0) {
      this.#safe = Buffer.from(this.#seen.subarray(0, this.#length))
      this.#changes = []
      return
    }
    this.#syncAfterFailure(moment)
  }

  /**
   * The system took what it could not write for written: a later sync that works says nothing of it, unless
   * the sector was written again. That is how Linux does it.
   */
  syncFailed(moment: number): void {
    this.#failed = moment
  }

  #syncAfterFailure(moment: number): void {
    const before = this.#safe
    this.#safe = Buffer.alloc(this.#length)
    before.copy(this.#safe)
    this.#settleCuts()
    for (const change of this.#changes) {
      if (!('data' in change) || change.moment < this.#failed) continue
      for (const sector of sectorsOf(change.at, change.data.length)) {
        const end = Math.min((sector + 1) * SECTOR, this.#length)
        this.#seen.copy(this.#safe, sector * SECTOR, sector * SECTOR, end)
        this.#sure.set(sector, moment)
      }
    }
  }

  /** Truncations are in the journal now: of what was there before them nothing behind them is left. */
  #settleCuts(): void {
    let kept: Written[] = []
    for (const change of this.#changes) {
      if ('data' in change) kept.push(change)
      else {
        this.#safe.fill(0, change.length)
        kept = kept.flatMap((one) => shorter(one, change.length))
      }
    }
    this.#changes = kept
  }

  /** Moments of the changes that may be on the disk or not. */
  get open(): number[] {
    return this.#changes.map(({ moment }) => moment)
  }

  /** The content after a power cut. */
  after(taken: Taken): Buffer {
    const most = this.#changes.reduce(
      (n, c) => Math.max(n, 'data' in c ? c.at + c.data.length : 0),
      0,
    )
    const disk = Buffer.alloc(Math.max(most, this.#safe.length, this.#length))
    this.#safe.copy(disk)
    let length = this.#safe.length
    // Beyond a truncation that is not on the disk nothing was written: the room is given out after it.
    let limit = Number.POSITIVE_INFINITY
    for (const change of this.#changes) {
      if ('data' in change) {
        length = Math.max(length, this.#put(disk, change, taken, limit))
        continue
      }
      if (change.moment > taken.journal) limit = Math.min(limit, change.length)
      else {
        if (change.length < length) this.#wipe(disk, change.length, length, change.moment)
        length = change.length
      }
    }
    if (taken.fullLength && limit === Number.POSITIVE_INFINITY)
      length = Math.max(length, this.#length)
    return disk.subarray(0, length)
  }

  /** Answers the end of what was put. */
  #put(disk: Buffer, { moment, at, data }: Written, taken: Taken, limit: number): number {
    let last = 0
    for (const sector of sectorsOf(at, data.length)) {
      if (moment <= (this.#sure.get(sector) ?? 0) || moment > taken.sector(sector)) continue
      const from = Math.max(at, sector * SECTOR)
      const to = Math.min(at + data.length, (sector + 1) * SECTOR, limit)
      if (from >= to) continue
      data.copy(disk, from, from - at, to - at)
      last = to
    }
    return last
  }

  #wipe(disk: Buffer, from: number, to: number, moment: number): void {
    for (const sector of sectorsOf(from, to - from))
      if ((this.#sure.get(sector) ?? 0) < moment)
        disk.fill(0, Math.max(from, sector * SECTOR), Math.min(to, (sector + 1) * SECTOR))
  }
}

/** What of a write lies before an end. */
const shorter = (write: Written, end: number): Written[] =>
  write.at < end ? [{ ...write, data: write.data.subarray(0, end - write.at) }] : []

function* sectorsOf(at: number, length: number): Generator<number> {
  if (length > 0)
    for (let n = Math.floor(at / SECTOR); n <= Math.floor((at + length - 1) / SECTOR); n++) yield n
}

function longer(bytes: Buffer, length: number): Buffer {
  const more = Buffer.alloc(length)
  bytes.copy(more)
  return more
}
