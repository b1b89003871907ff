import { dirname } from 'node:path'
import type { Random } from '../../../../electron/store/demo/random.ts'
import type { Image } from '../image.ts'
import type { Call, Op } from '../shim/log.ts'
import { DiskFile, type Taken } from './file.ts'

/** SQLite's shared memory is left out: it is no part of a ledger, and images fill it as they like. */
const SHARED = '-shm'

const JOURNALED: ReadonlySet<Op> = new Set<Op>(['create', 'mkdir', 'unlink', 'rename', 'truncate'])

/** A change to the folder itself. */
type Entry =
  | {
      readonly moment: number
      readonly op: 'create'
      readonly name: string
      readonly file: DiskFile
    }
  | { readonly moment: number; readonly op: 'unlink'; readonly name: string }
  | { readonly moment: number; readonly op: 'mkdir'; readonly name: string }
  | { readonly moment: number; readonly op: 'rename'; readonly name: string; readonly to: string }

/**
 * A disk under a program whose calls are played to it one by one, and what a power cut may leave of it.
 * The rules are those of a journaling file system such as ext4 in its usual mode, none milder:
 * - What a file had when fsync or fdatasync of it worked is on the disk. Of later writes, each 512-byte
 *   sector may be as it was at any moment since.
 * - Creating, renaming, unlinking and truncating go into one journal, in order. Any beginning of it may be
 *   on the disk; at least as far as the last such change of a file that was synced, or of anything in a
 *   folder that was synced. A sync that only wrote data brings nothing else with it, though ext4 would.
 * - A file that grew may have its old length, its new one with zeros where data is missing, or one between.
 *   Nobody ever reads what another file had left on the disk.
 * - A sync that failed has dropped what it should have written: a later one that works does not bring it.
 */
export class Disk {
  readonly #entries: Entry[] = []
  readonly #files = new Map<number, DiskFile>()
  /** The moments of all that went into the journal: changes of the folder and truncations. */
  #journal: number[] = []
  /** The last of them that concerns a file, for a sync of it. */
  readonly #lastOf = new Map<DiskFile, number>()
  /** All of the journal up to here is on the disk. */
  #forced = 0
  #moment = 0
  /** `before`: what is on the disk already. */
  constructor(before: Image = new Map()) {
    for (const [name, content] of before)
      if (content === null) this.#entries.push({ moment: 0, op: 'mkdir', name })
      else this.#entries.push({ moment: 0, op: 'create', name, file: new DiskFile(content) })
  }

  /** A change that was refused to the program changes nothing, but for a sync. */
  play(call: Call): void {
    const moment = ++this.#moment
    if (call.error !== 0) {
      if (call.op === 'sync') this.#files.get(call.file)?.syncFailed(moment)
      return
    }
    if (JOURNALED.has(call.op)) this.#journal.push(moment)
    if (call.op === 'mkdir' || call.op === 'unlink')
      this.#entries.push({ moment, op: call.op, name: call.name })
    if (call.op === 'rename') {
      const to = call.data.toString()
      this.#entries.push({ moment, op: 'rename', name: call.name, to })
    }
    if (call.op === 'create') this.#create(moment, call)
    if (call.op === 'open') this.#meet(call)
    if (call.op === 'write') this.#fileOf(call).write(moment, call.at, call.data)
    if (call.op === 'truncate') {
      const file = this.#fileOf(call)
      file.truncate(moment, call.at)
      this.#lastOf.set(file, moment)
    }
    if (call.op === 'sync') this.#sync(moment, call)
  }

  /** One of the states in which a power cut at this moment may leave the disk. */
  cut(random: Random): Image {
    const journal = this.#journalOf(random)
    const image = new Map<string, Buffer | null>()
    for (const [name, file] of this.#names(journal))
      if (!name.endsWith(SHARED))
        image.set(name, file === null ? null : file.after(takenOf(file, journal, random)))
    return image
  }

  /** The number of changes of files that may be on the disk or not. */
  get open(): number {
    return [...this.#names(this.#moment).values()].reduce(
      (n, file) => n + (file?.open.length ?? 0),
      0,
    )
  }

  #create(moment: number, call: Call): void {
    const file = new DiskFile()
    this.#files.set(call.file, file)
    this.#lastOf.set(file, moment)
    this.#entries.push({ moment, op: 'create', name: call.name, file })
  }

  /** A file that was there before the program began is known by its name alone. */
  #meet(call: Call): void {
    if (this.#files.has(call.file)) return
    const known = this.#names(0).get(call.name)
    if (known) this.#files.set(call.file, known)
  }

  #fileOf(call: Call): DiskFile {
    const file = this.#files.get(call.file)
    if (!file) throw new Error(`${call.op} of ${call.name}, which nobody made`)
    return file
  }

  #sync(moment: number, call: Call): void {
    const file = this.#files.get(call.file)
    if (file) {
      file.sync(moment)
      this.#forced = Math.max(this.#forced, this.#lastOf.get(file) ?? 0)
      return
    }
    const inside = this.#entries.findLast(({ name }) => folderOf(name) === call.name)
    this.#forced = Math.max(this.#forced, inside?.moment ?? 0)
  }

  #journalOf(random: Random): number {
    this.#journal = this.#journal.filter((moment) => moment > this.#forced)
    const open = this.#journal
    const choice = random.below(3)
    if (choice === 0 || open.length === 0) return this.#moment
    return choice === 1 ? this.#forced : random.of([this.#forced, ...open])
  }

  #names(journal: number): Map<string, DiskFile | null> {
    const names = new Map<string, DiskFile | null>()
    for (const entry of this.#entries) {
      if (entry.moment > journal) break
      const { name } = entry
      if (entry.op === 'create') names.set(name, entry.file)
      if (entry.op === 'mkdir') names.set(name, null)
      if (entry.op === 'rename') names.set(entry.to, names.get(name) ?? null)
      if (entry.op === 'unlink' || entry.op === 'rename') names.delete(name)
    }
    return names
  }
}

const folderOf = (name: string): string => (dirname(name) === '.' ? '' : dirname(name))

/** Sectors of a page, which systems mostly write together. */
const PAGE = 8

/** How much of one file made it, in one of the ways in which disks and systems write late. */
function takenOf(file: DiskFile, journal: number, random: Random): Taken {
  const { open } = file
  const fullLength = random.below(8) === 0
  const taken = (sector: Taken['sector']): Taken => ({ sector, journal, fullLength })
  const some = () => (open.length === 0 ? 0 : random.of([0, ...open]))
  const all = Number.POSITIVE_INFINITY
  switch (random.below(6)) {
    case 0:
      return taken(() => all)
    case 1:
      return taken(() => 0)
    case 2: {
      const until = some()
      return taken(() => until)
    }
    case 3: {
      // All but little of it.
      const one = random.below(40)
      return taken((sector) => (sector % 40 === one ? some() : all))
    }
    case 4:
      return taken(remembered(some, PAGE))
    default:
      return taken(remembered(some, 1))
  }
}

/** A choice for each group of so many sectors, and always the same for the same. */
function remembered(choose: () => number, sectors: number): Taken['sector'] {
  const chosen = new Map<number, number>()
  return (sector) => {
    const group = Math.floor(sector / sectors)
    const known = chosen.get(group) ?? choose()
    chosen.set(group, known)
    return known
  }
}
