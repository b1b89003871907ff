import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { assert } from '#shared/lib/assert.ts'
import { type Random, seeded } from '../electron/store/demo/random.ts'
import { migrate } from '../electron/store/migrations/index.ts'
import { openReader, openWriter, type ReadDb } from '../electron/store/open.ts'
import { createReader, type Reader } from '../electron/store/reader.ts'
import { rebuildIfOld } from '../electron/store/rebuild.ts'
import { seedLedger } from './seed/seed-ledger.ts'
import type { Campaign, Figures, Given } from './support/campaign.ts'
import type { Loaded } from './support/mixed-load.ts'
import { median, percentile, ratios } from './support/statistics.ts'
import { round, timed } from './support/timed.ts'

/**
 * A bench that holds a great deal: finding a code, searching for a part of one beside the same search by
 * LIKE, from the start of the process until a scan could be taken, and the memory of the process after a
 * mixed load. Measured on the folder that `--data` names (`npm run seed` makes one), or on one of its own.
 */
export const scale: Campaign = {
  name: 'scale',
  sizes: {
    specimens: { full: 20_000, small: 2_000 },
    lookups: { full: 3_000, small: 300 },
    searches: { full: 200, small: 40 },
  },
  goals: [
    { figure: 'lookupP99Ms', must: 'be at most', value: 5 },
    { figure: 'searchP95Ms', must: 'be at most', value: 50 },
    { figure: 'timesFasterThanLike', must: 'be at least', value: 30 },
    { figure: 'startMs', must: 'be at most', value: 3_000 },
    { figure: 'residentMb', must: 'be at most', value: 300 },
  ],
  run: async (given) => {
    const folder = given.data ?? makeFolder(given)
    const { ready, loaded } = await loadInProcess(folder)
    return figuresOf({ ...measure(folder, given), ready, loaded }, folder, given)
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

interface Pair {
  readonly searchMs: number
  readonly searchCpuMs: number
  readonly likeMs: number
  readonly likeCpuMs: number
}

interface Measured {
  readonly lookups: readonly number[]
  readonly pairs: readonly Pair[]
  readonly specimens: number
  readonly events: number
}

function measure(folder: string, { size }: Given): Measured {
  const db = openReader(join(folder, 'ledger.db'))
  const read = createReader(db)
  const random = seeded(7)
  const specimens = read.home().specimens
  const lookups = Array.from({ length: size.lookups! }, () => {
    const { value, ms } = timed(() => read.resolve(codeOf(random.below(specimens)), null))
    assert(value.kind === 'specimen', 'a code that is known')
    return ms
  })
  const pairs = Array.from({ length: size.searches! }, () => onePair(db, read, random, specimens))
  const events = db.prepare('SELECT max(id) FROM event').pluck().get() as number
  db.close()
  return { lookups, pairs, specimens, events }
}

const codeOf = (n: number): string => `FX${String(n).padStart(8, '0')}`

/** A part of some code or accession, from three characters to nearly all of it, so common and rare ones. */
function textOf(random: Random, specimens: number): string {
  const n = random.below(specimens)
  const whole = random.below(4) === 0 ? `16-1-${String(n).padStart(5, '0')}` : codeOf(n)
  const length = 3 + random.below(whole.length - 3)
  const from = random.below(whole.length - length + 1)
  return whole.slice(from, from + length)
}

const LIMIT = 50
const PAGE = `
SELECT * FROM specimen WHERE code LIKE @part OR accession LIKE @part ORDER BY n DESC LIMIT ${LIMIT + 1}`
const COUNT = `
SELECT count(*) FROM (
  SELECT 1 FROM specimen WHERE code LIKE @part OR accession LIKE @part LIMIT 1001)`

/** The same page and the same count, up to a thousand, both ways. */
function onePair(db: ReadDb, read: Reader, random: Random, specimens: number): Pair {
  const text = textOf(random, specimens)
  const search = timed(() => read.specimens({ text, limit: LIMIT, after: null }))
  const part = { part: `%${text}%` }
  const like = timed(() => {
    const rows = db.prepare(PAGE).all(part) as { code: string }[]
    return { rows: rows.slice(0, LIMIT), total: db.prepare(COUNT).pluck().get(part) as number }
  })
  const { rows, total, isMore } = search.value
  assert(rows.length === like.value.rows.length, `as many rows for ${text}`)
  assert(
    rows.every(({ code }, i) => code === like.value.rows[i]!.code),
    `the same rows for ${text}`,
  )
  assert(total + Number(isMore) === like.value.total, `the same total for ${text}`)
  return {
    searchMs: search.ms,
    searchCpuMs: search.cpuMs,
    likeMs: like.ms,
    likeCpuMs: like.cpuMs,
  }
}

/** A process of its own: from its start until a scan could be taken, and its memory after a mixed load. */
async function loadInProcess(folder: string): Promise<{ ready: number; loaded: Loaded }> {
  const program = join(import.meta.dirname, 'support/mixed-load.ts')
  const start = performance.now()
  const child = spawn(process.execPath, [program, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })
  let ready = 0
  let last = ''
  for await (const line of lines) {
    if (line === 'ready') ready = performance.now() - start
    else last = line
  }
  if (child.exitCode === null) await once(child, 'exit')
  assert(child.exitCode === 0 && ready > 0, 'a mixed load that came to its end')
  return { ready, loaded: JSON.parse(last) as Loaded }
}

function figuresOf(
  {
    lookups,
    pairs,
    specimens,
    events,
    ready,
    loaded,
  }: Measured & { ready: number; loaded: Loaded },
  folder: string,
  { say }: Given,
): Figures {
  const search = pairs.map(({ searchMs }) => searchMs)
  const like = pairs.map(({ likeMs }) => likeMs)
  const figures = {
    specimensHeld: specimens,
    eventsHeld: events,
    gigabytes: round(statSync(join(folder, 'ledger.db')).size / 1e9),
    lookupP50Ms: round(median(lookups)),
    lookupP99Ms: round(percentile(lookups, 99)),
    searchP50Ms: round(median(search)),
    searchP95Ms: round(percentile(search, 95)),
    likeP50Ms: round(median(like)),
    likeP95Ms: round(percentile(like, 95)),
    timesFasterThanLike: round(percentile(like, 95) / percentile(search, 95)),
    searchCpuP95Ms: round(
      percentile(
        pairs.map(({ searchCpuMs }) => searchCpuMs),
        95,
      ),
    ),
    likeCpuP95Ms: round(
      percentile(
        pairs.map(({ likeCpuMs }) => likeCpuMs),
        95,
      ),
    ),
    timesFasterMedianPair: round(median(ratios(like, search))),
    startMs: round(ready),
    openMs: round(loaded.openMs),
    residentMb: Math.round(loaded.residentMb),
    emptyMb: Math.round(loaded.emptyMb),
    homeMs: round(loaded.homeMs),
    storageMs: round(loaded.storageMs),
    freezerMs: round(loaded.freezerMs),
    boxP95Ms: round(loaded.boxP95Ms),
    scanP50Ms: round(loaded.scanP50Ms),
  }
  say(`${specimens} specimens, ${events} events, ${figures.gigabytes} GB`)
  say(`code    ${figures.lookupP50Ms} ms (p99 ${figures.lookupP99Ms})`)
  say(`search  ${figures.searchP50Ms} ms (p95 ${figures.searchP95Ms})`)
  say(
    `LIKE    ${figures.likeP50Ms} ms (p95 ${figures.likeP95Ms}): ${figures.timesFasterThanLike} times`,
  )
  say(
    `start   ${figures.startMs} ms until a scan could be taken, of it ${figures.openMs} in the store`,
  )
  say(
    `memory  ${figures.residentMb} MB after a mixed load; a process without a store ${figures.emptyMb}`,
  )
  say(
    `screens home ${figures.homeMs} ms, storage ${figures.storageMs}, freezer ${figures.freezerMs}`,
  )
  return figures
}
