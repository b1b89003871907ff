import { hash } from 'node:crypto'
import { join } from 'node:path'
import { assert } from '#shared/lib/assert.ts'
import { migrate } from '../electron/store/migrations/index.ts'
import { openReader, openWriter, type ReadDb } from '../electron/store/open.ts'
import { rebuildIfOld } from '../electron/store/rebuild.ts'
import { verifyFull } from '../electron/store/verify/full.ts'
import { verifyQuick } from '../electron/store/verify/quick.ts'
import { seedLedger } from './seed/seed-ledger.ts'
import type { Campaign, Figures, Given } from './support/campaign.ts'
import { median, ratios, spread } from './support/statistics.ts'
import { round, timed } from './support/timed.ts'

/**
 * How many events a second are verified, from the file to the verdict, on one core; floor: SHA-256 of the
 * same bytes that lie in memory, twice an event as its hash needs it. Beside it the quick verification.
 * Measured on the folder that `--data` names (`npm run seed` makes one), or on one of its own.
 */
export const verifying: Campaign = {
  name: 'verify',
  sizes: { specimens: { full: 10_000, small: 1_000 }, rounds: { full: 3, small: 2 } },
  goals: [
    { figure: 'eventsPerSecond', must: 'be at least', value: 50_000 },
    { figure: 'quickMs', must: 'be at most', value: 1_000 },
  ],
  run: async (given) => {
    const folder = given.data ?? makeFolder(given)
    const db = openReader(join(folder, 'ledger.db'))
    try {
      return figuresOf(measure(db, given), db, given)
    } finally {
      db.close()
    }
  },
}

function makeFolder({ folder, size }: Given): string {
  const db = openWriter(join(folder, 'ledger.db'))
  migrate(db)
  rebuildIfOld(db)
  seedLedger(db, { specimens: size.specimens!, seed: 20_417, say: () => {} })
  db.close()
  return folder
}

interface Round {
  readonly fullMs: number
  readonly cpuMs: number
  readonly structureMs: number
  readonly hashMs: number
  readonly quickMs: number
}

function measure(db: ReadDb, { size }: Given): Round[] {
  return Array.from({ length: size.rounds! }, () => {
    const full = timed(() => verifyFull(db))
    assert(full.value?.sound, 'a ledger that is sound')
    const structure = timed(() => db.pragma('integrity_check'))
    const quick = timed(() => verifyQuick(db))
    assert(quick.value.sound, 'a ledger whose end is sound')
    const { ms, cpuMs } = full
    const hashMs = hashAll(db)
    return { fullMs: ms, cpuMs, structureMs: structure.ms, hashMs, quickMs: quick.ms }
  })
}

/** So many events are in memory at once. */
const SLICE = 20_000
/** What is hashed of an event beside its body: tag, chain, number, two hashes. */
const ENVELOPE = Buffer.alloc(6 + 75 + 72)

/** Milliseconds for the hashes alone. */
function hashAll(db: ReadDb): number {
  const slice = db.prepare('SELECT CAST(body AS BLOB) FROM event WHERE id > ? ORDER BY id LIMIT ?')
  let total = 0
  for (let id = 0; ; id += SLICE) {
    const bodies = slice.pluck().all(id, SLICE) as Buffer[]
    if (bodies.length === 0) return total
    total += timed(() => {
      for (const body of bodies) {
        hash('sha256', body, 'buffer')
        hash('sha256', ENVELOPE, 'buffer')
      }
    }).ms
  }
}

function figuresOf(all: readonly Round[], db: ReadDb, { say }: Given): Figures {
  const events = db.prepare('SELECT max(id) FROM event').pluck().get() as number
  const of = (what: keyof Round) => all.map((one) => one[what])
  const perSecond = (ms: number) => Math.round((events * 1_000) / ms)
  const times = spread(ratios(of('fullMs'), of('hashMs')))
  const figures = {
    events,
    eventsPerSecond: perSecond(median(of('fullMs'))),
    eventsPerSecondMin: perSecond(Math.max(...of('fullMs'))),
    eventsPerCpuSecond: perSecond(median(of('cpuMs'))),
    hashesPerSecond: perSecond(median(of('hashMs'))),
    timesHashing: round(times.median),
    timesHashingMin: round(times.min),
    timesHashingMax: round(times.max),
    structureMs: round(median(of('structureMs'))),
    quickMs: round(median(of('quickMs'))),
  }
  say(
    `verify ${figures.eventsPerSecond} events/s (${figures.eventsPerCpuSecond} per second of processor time) of ${events}`,
  )
  say(
    `hashes alone ${figures.hashesPerSecond} events/s; verifying takes ${figures.timesHashing} times as long`,
  )
  say(`SQLite's own check of the structure ${figures.structureMs} ms; quick ${figures.quickMs} ms`)
  return figures
}
