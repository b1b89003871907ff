import { closeSync, openSync, readFileSync, readSync, statSync, writeSync } from 'node:fs'
import { type Random, seeded } from '../../../../electron/store/demo/random.ts'
import { examine } from '../../../../electron/store/verify/examine.ts'
import { provenLedger } from '../../ledger/proven-ledger.ts'
import {
  isNamed,
  type LeftOut,
  TARGETS,
  type Target,
  type TargetName,
  targetsOf,
} from './targets.ts'

/** What became of the bits that were turned. */
export interface Tally {
  flips: number
  /** Flips after which the file says something else. */
  altering: number
  /** Altering flips that the verification named. */
  named: number
  /** Of those that altered nothing, as in a free page: how many were named as well. */
  namedBesides: number
  /** Altering flips that nobody noticed: the byte and its bit. */
  readonly missed: { readonly target: TargetName; readonly byte: number; readonly bit: number }[]
}

const none = (): Tally => ({ flips: 0, altering: 0, named: 0, namedBesides: 0, missed: [] })

/** How many of a hundred flips go to each file. */
const SHARE: Readonly<Record<TargetName, number>> = {
  database: 36,
  wal: 20,
  anchor: 8,
  backup: 16,
  export: 20,
}

/** Turns single bits at places that follow from `seed`, each time of files that are as they were. */
export function flipCampaign(flips: number, seed: number): Record<TargetName, Tally> {
  const random = seeded(seed)
  return withProven((targets) => {
    const tallies = {
      database: none(),
      wal: none(),
      anchor: none(),
      backup: none(),
      export: none(),
    }
    for (const name of TARGETS)
      for (let n = 0; n < Math.ceil((flips * SHARE[name]) / 100); n++)
        turn(targets[name], anywhere(targets[name], random), tallies[name])
    return tallies
  })
}

/** One check is left out, and bits are turned of what only that check covers. */
export interface Control {
  readonly leftOut: Exclude<LeftOut, null>
  readonly target: TargetName
  /** Asked of the sound database: bytes that only that check covers; null: the first page of a log. */
  readonly sql: string | null
}

/** Also what stands at a position now may have been received at the same times. */
const OF_LOST = `
  SELECT receipt FROM past_order
  WHERE receipt NOT IN (SELECT receipt FROM stream_order) LIMIT 1`

export const CONTROLS: readonly Control[] = [
  { leftOut: 'row', target: 'database', sql: 'SELECT salt FROM pin' },
  { leftOut: 'order', target: 'database', sql: 'SELECT running FROM stream_order WHERE pos = 7' },
  { leftOut: 'order', target: 'backup', sql: 'SELECT receipt FROM stream_order WHERE pos = 7' },
  { leftOut: 'row', target: 'backup', sql: OF_LOST },
  { leftOut: 'seal', target: 'database', sql: 'SELECT sig FROM seal LIMIT 1' },
  { leftOut: 'anchor', target: 'wal', sql: null },
]

/** With its check such flips must be named, all of them; without it, they must be missed. */
export function control({ leftOut, target: name, sql }: Control): { with: Tally; without: Tally } {
  return withProven((targets) => {
    const target = targets[name]
    const byte = sql === null ? FIRST_PAGE : placeOf(target.file, sql)
    const tallies = { with: none(), without: none() }
    for (let bit = 0; bit < 8; bit++) {
      turn(target, { byte, bit }, tallies.with)
      turn(target, { byte, bit }, tallies.without, leftOut)
    }
    return tallies
  })
}

/** After the log's header and that of its first page. */
const FIRST_PAGE = 32 + 24 + 100

function placeOf(file: string, sql: string): number {
  const examined = examine(file)
  const bytes = examined.db.prepare(sql).pluck().get() as Buffer
  examined.close()
  const byte = readFileSync(file).indexOf(bytes)
  if (byte < 0) throw new Error(`nothing in the file is what ${sql} gives`)
  return byte
}

function withProven<T>(work: (targets: Record<TargetName, Target>) => T): T {
  const proven = provenLedger({ specimens: 12, eventful: true })
  try {
    const targets = targetsOf(proven)
    const alarm = TARGETS.find((name) => isNamed(targets[name], null))
    if (alarm) throw new Error(`something was named in the ${alarm} before a bit was turned`)
    return work(targets)
  } finally {
    proven.remove()
  }
}

interface Place {
  readonly byte: number
  readonly bit: number
}

const anywhere = ({ file }: Target, random: Random): Place => ({
  byte: random.below(statSync(file).size),
  bit: random.below(8),
})

/** What files say that nobody has harmed, by the target: asked for once. */
const sound = new WeakMap<Target, string>()

function turn(target: Target, place: Place, tally: Tally, leftOut: LeftOut = null): void {
  const before = sound.get(target) ?? target.contents()
  sound.set(target, before)
  flip(target.file, place)
  const isAltered = target.contents() !== before
  const named = isNamed(target, leftOut)
  flip(target.file, place)
  tally.flips++
  if (isAltered) {
    tally.altering++
    if (named) tally.named++
    else tally.missed.push({ target: target.name, ...place })
  } else if (named) tally.namedBesides++
}

/** Turns one bit; done twice, the file is as it was. */
function flip(file: string, { byte, bit }: Place): void {
  const handle = openSync(file, 'r+')
  const bytes = Buffer.alloc(1)
  readSync(handle, bytes, 0, 1, byte)
  bytes[0]! ^= 1 << bit
  writeSync(handle, bytes, 0, 1, byte)
  closeSync(handle)
}
