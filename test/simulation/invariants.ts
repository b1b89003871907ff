import type { Sealed } from '#shared/domain/files/facts.ts'
import { DERIVED } from '../../electron/store/derived.ts'
import { derivedDigest } from '../../electron/store/derived-digest.ts'
import { verifyFull } from '../../electron/store/verify/full.ts'
import { SITE } from '../support/domain/facts.ts'
import type { Bench } from './bench.ts'
import { type Expected, expectedOf } from './expected.ts'
import { peek } from './memory-ledger.ts'
import { SECRET } from './secrets.ts'
import { credentialOf, FOREIGN, FOREIGN_CREDENTIAL } from './service.ts'
import type { Site } from './site.ts'
import { Violation } from './violation.ts'

/** What a check looks at: the site after its quiet phase. */
export interface Quiet {
  readonly site: Site
  readonly expected: Expected
}

/** Of many benches so many are verified and derived again: what they show is the same at all. */
const AT_MOST = 4

const some = ({ site }: Quiet, work: (bench: Bench) => void): void => {
  const first = site.random.fork('some').below(site.benches.length)
  const chosen = [...site.benches.slice(first), ...site.benches.slice(0, first)].slice(0, AT_MOST)
  for (const bench of chosen) work(bench)
}

export interface Invariant {
  readonly id: string
  readonly says: string
  /** Throws a `Violation`. Null: it cannot be checked yet, and why. */
  readonly check: ((quiet: Quiet) => void | Promise<void>) | null
  readonly why?: string
}

const must = (id: string, holds: boolean, what: () => string): void => {
  if (!holds) throw new Violation(id, what())
}

const each = (quiet: Quiet, work: (bench: Bench) => void): void => {
  for (const bench of quiet.site.benches) work(bench)
}

/** Every act that a person was told was saved is in the order, and at every bench, word for word. */
function noFactLost({ site }: Quiet): void {
  const order = new Map(site.service.log().map(({ uid, envelope }) => [uid, envelope.body]))
  for (const { uid, body, bench, step } of site.truth.told.values()) {
    const what = () => `${uid}, told at ${bench} in step ${step}: ${body.slice(0, 160)}`
    must('I1', order.has(uid), () => `not in the order: ${what()}`)
    must('I1', order.get(uid) === body, () => `another text in the order: ${what()}`)
  }
  each({ site } as Quiet, ({ name, db }) => {
    const rows = peek(db, 'SELECT uid, body FROM event').all() as { uid: string; body: string }[]
    const here = new Map(rows.map(({ uid, body }) => [uid, body]))
    for (const { uid, body } of site.truth.told.values())
      must('I1', here.get(uid) === body, () => `${name} does not have ${uid}`)
  })
}

/** No fact has two positions in the order. */
function eachOnce({ site }: Quiet): void {
  const uids = new Set<string>()
  const hashes = new Set<string>()
  const bodies = new Set<string>()
  for (const { uid, envelope, pos } of site.service.log()) {
    must('I2', uid === null || !uids.has(uid), () => `${uid} twice, the second time at ${pos}`)
    must('I2', !bodies.has(envelope.body), () => `a fact twice, the second time at ${pos}`)
    bodies.add(envelope.body)
    must('I2', !hashes.has(envelope.hash), () => `an envelope twice, at ${pos}`)
    if (uid !== null) uids.add(uid)
    hashes.add(envelope.hash)
  }
}

/** Tables that were kept up to date event by event are the bytes that deriving them again gives. */
function liveIsRebuilt(quiet: Quiet): void {
  some(quiet, ({ name, db, writer }) => {
    const live = derivedDigest(db)
    writer.rebuild()
    const again = derivedDigest(db)
    const other = Object.keys(live).filter((table) => live[table] !== again[table])
    must('I3', other.length === 0, () => `${name} derives otherwise: ${other.join(', ')}`)
  })
}

const ORDER = `
  SELECT o.pos, lower(hex(coalesce(a.hash, e.hash))) AS hash, lower(hex(o.running)) AS running
  FROM stream_order o JOIN event e ON e.id = o.event LEFT JOIN alias a ON a.id = o.alias ORDER BY o.pos`

/** Every bench has the service's order. */
function oneOrder({ site }: Quiet): void {
  const log = site.service.log()
  each({ site } as Quiet, ({ name, db }) => {
    const rows = peek(db, ORDER).all() as { pos: number; hash: string; running: string }[]
    must('I5', rows.length === log.length, () => `${name} has ${rows.length} of ${log.length}`)
    for (const [i, row] of rows.entries()) {
      const kept = log[i]!
      must('I5', row.hash === kept.envelope.hash, () => `${name} has another event at ${kept.pos}`)
      must('I7', row.pos === i + 1, () => `${name} has a gap before position ${row.pos}`)
      must(
        'I7',
        row.running === kept.running,
        () => `${name} has another running hash at ${row.pos}`,
      )
    }
  })
  for (const [i, { pos }] of log.entries()) must('I7', pos === i + 1, () => `a gap before ${pos}`)
}

/**
 * No hash covers when the service received an event. One that was restored twice may give it the same place
 * again at another time, and a bench that had it before keeps the time that it was told first. What follows
 * from those times may then differ: suspect clocks.
 */
const mayDifferInTimes = ({ counts }: Site): boolean =>
  counts.of['service restored, same epoch'] + counts.of['service restored, new epoch'] > 1

/** What every bench shows is the same. */
function oneDigest(quiet: Quiet): void {
  let first: { name: string; text: string } | null = null
  const clocks = mayDifferInTimes(quiet.site) ? CLOCK_ROWS : null
  each(quiet, ({ name, db }) => {
    const shown = shownBy(db)
    const text = clocks ? shown.replace(clocks, '') : shown
    first ??= { name, text }
    const other = first
    must('I6', other.text === text, () => `${name} / ${other.name}: ${differ(text, other.text)}`)
  })
}

const CLOCK_ROWS = /^\["discrepancy","clock-suspect.*\n?/gm

/** Columns that hold a bench's own numbers of rows. */
const OWN_NUMBERS: Readonly<Record<string, string>> = { entity: 'id', specimen: 'n' }

const shownSql: string[] = []

/** Rows as sorted text. Which entity has which events follows from the events, and goes by own numbers. */
function shownBy(db: Bench['db']): string {
  if (shownSql.length === 0)
    for (const table of DERIVED.filter((name) => name !== 'entity_event')) {
      const columns = db.pragma(`table_info(${table})`) as { name: string }[]
      const shared = columns.map(({ name }) => name).filter((name) => name !== OWN_NUMBERS[table])
      const row = `json_array('${table}', ${shared.join(', ')})`
      shownSql.push(
        `SELECT group_concat(t, char(10)) FROM (SELECT ${row} AS t FROM ${table} ORDER BY t)`,
      )
    }
  return shownSql.map((sql) => peek(db, sql).pluck().get() as string | null).join('\n')
}

function differ(one: string, other: string): string {
  const [a, b] = [one.split('\n'), other.split('\n')]
  const at = a.findIndex((line, i) => line !== b[i])
  return `${a[at]?.slice(0, 300)} / ${b[at]?.slice(0, 300)}`
}

/** Every chain of every bench verifies from its first event to its last. */
function chainsVerify(quiet: Quiet): void {
  some(quiet, ({ name, db }) => {
    const report = verifyFull(db)
    const findings = report?.findings ?? []
    must('I8', findings.length === 0, () => `${name}: ${JSON.stringify(findings.slice(0, 3))}`)
  })
}

/** What a bench says disagrees now. */
const holding = (db: Bench['db']): string[] =>
  peek(db, 'SELECT id FROM discrepancy WHERE holds = 1 ORDER BY id').pluck().all() as string[]

/** Worked out by the simulation, in both directions. */
const KINDS =
  /^(tube-in-two-places|position-contested|code-twice|quantity-negative|unknown-event|cause-lost|chain-fork)\//

/** Every rule that the facts together break is put before a person. */
function violatedIsShown(quiet: Quiet): void {
  compareWorklist(quiet, 'I10', () => true)
}

function compareWorklist(quiet: Quiet, invariant: string, isMeant: (id: string) => boolean): void {
  const isUnsure = mayDifferInTimes(quiet.site)
  const real = [...quiet.expected.holds.keys()]
    .filter(isMeant)
    .filter((id) => !isUnsure || !id.startsWith('clock-suspect/'))
  each(quiet, ({ name, db }) => {
    const shown = new Set(holding(db))
    for (const id of real) must(invariant, shown.has(id), () => `${name} does not show ${id}`)
  })
}

/** Nothing is marked as resting on something lost that is there. */
function noPhantomMark({ site }: Quiet): void {
  const log = site.service.log()
  const there = new Set(log.map(({ uid }) => uid))
  for (const { pos, mark, envelope } of log) {
    if (mark !== 'CAUSE_LOST') continue
    const { base } = JSON.parse(envelope.body) as { base: Record<string, string[]> }
    const isLost = Object.values(base)
      .flat()
      .some((uid) => !there.has(uid))
    must('I11', isLost, () => `position ${pos} is marked as resting on something lost`)
  }
}

/** Nothing is put before a person that nothing disagrees in. */
function noPhantom(quiet: Quiet): void {
  noPhantomMark(quiet)
  const { holds } = quiet.expected
  const wrongClocks = new Set(
    quiet.site.benches.filter(({ clock }) => clock.wasSet).map(({ given }) => given.install),
  )
  each(quiet, ({ name, db }) => {
    for (const id of holding(db)) {
      must('I11', !KINDS.test(id) || holds.has(id), () => `${name} shows ${id}`)
      const install = /^clock-suspect\/clock:([^~]+)/.exec(id)?.[1]
      must('I11', !install || wrongClocks.has(install), () => `${name} shows ${id}`)
      must('I11', !id.startsWith('bad-seal/'), () => `${name} shows ${id}`)
    }
  })
}

/** What a resolution has seen all of stays resolved; what it has not is asked about again. */
function resolvedStays({ site, expected }: Quiet): void {
  each({ site } as Quiet, ({ name, db }) => {
    const rows = peek(db, 'SELECT id, state FROM discrepancy WHERE holds = 1').all() as {
      id: string
      state: string
    }[]
    for (const { id, state } of rows) {
      const evidence = expected.holds.get(id)
      if (!evidence) continue
      const bases = expected.resolved.get(id) ?? []
      const isSeen = bases.some((basis) => evidence.every((uid) => basis.includes(uid)))
      const is = isSeen ? 'resolved' : bases.length > 0 ? 'reopened' : 'open'
      must('I18', state === is, () => `${name}: ${id} is ${state}, not ${is}`)
    }
  })
}

/** What concerns tubes, and with it that the heads of every entity follow from what each event saw. */
function concurrentIsShown(quiet: Quiet): void {
  headsFollow(quiet)
  compareWorklist(quiet, 'I9', (id) => id.startsWith('tube-in-two-places/'))
}

/** The heads of every entity are those that follow from what each event saw. */
function headsFollow(quiet: Quiet): void {
  each(quiet, ({ name, db }) => {
    const rows = peek(db, 'SELECT name, heads FROM entity').all() as {
      name: string
      heads: string
    }[]
    for (const row of rows) {
      const heads = (JSON.parse(row.heads) as { uid: string }[]).map(({ uid }) => uid).sort()
      const real = quiet.expected.heads.get(row.name) ?? []
      must(
        'I9',
        heads.join() === real.join(),
        () => `${name}: the heads of ${row.name} are ${heads}, not ${real}`,
      )
    }
  })
}

/** What a bench does not understand it keeps and hands on byte for byte. */
function bytesKept({ site }: Quiet): void {
  const kept = new Map(site.service.log().map(({ envelope }) => [envelope.hash, envelope.body]))
  each({ site } as Quiet, ({ name, db }) => {
    const rows = peek(db, 'SELECT lower(hex(hash)) AS hash, body FROM event').all() as {
      hash: string
      body: string
    }[]
    for (const { hash, body } of rows)
      must('I13', (kept.get(hash) ?? body) === body, () => `${name} has another text at ${hash}`)
  })
}

/**
 * Nothing that was said of a donor stands anywhere in the open; who was erased is so everywhere; and what
 * was not can be read with its key as it was written. That keys are destroyed on disks is tested elsewhere.
 */
function noPlaintext({ site }: Quiet): void {
  const { secrets } = site
  if (secrets.written.size === 0) return
  for (const { envelope } of site.service.log())
    must('I14', !envelope.body.includes(SECRET), () => `in the open: ${envelope.body}`)
  const erased = new Set(
    site.service.log().flatMap(({ envelope }) => {
      const { type, data } = JSON.parse(envelope.body) as { type: string; data: { donor: string } }
      return type === 'donor.erased' ? [data.donor] : []
    }),
  )
  each({ site } as Quiet, ({ name, db }) => {
    must('I14', !db.serialize().includes(SECRET), () => `${name} has a text in the open`)
    for (const donor of erased) {
      const heads = peek(db, 'SELECT heads FROM entity WHERE name = ?')
        .pluck()
        .get(`donor:${donor}`)
      const claims = JSON.parse(String(heads ?? '[]')) as { claim: { erased?: boolean } | null }[]
      must(
        'I14',
        claims.some(({ claim }) => claim?.erased),
        () => `${name} does not know that ${donor} is erased`,
      )
    }
    for (const body of peek(db, NOTES).pluck().all() as string[]) {
      const { note } = (JSON.parse(body) as { data: { note: Sealed } }).data
      must('I14', secrets.open(note) !== undefined, () => `${name} cannot open a note: ${body}`)
    }
  })
}

const NOTES = `SELECT body FROM event WHERE body LIKE '%"type":"specimen.noted"%'`

/** Nobody hears of another site: neither in any answer so far, nor when asked for it straight out. */
async function noForeign({ site }: Quiet): Promise<void> {
  must('I15', site.leaks.length === 0, () => site.leaks[0]!)
  const headers = { 'sync-protocol': '1' }
  const asked = [
    ['pull', { stream: FOREIGN, cursor: null }],
    ['hello', { stream: FOREIGN, chains: [], cursor: null }],
    ['chain', { stream: FOREIGN, positions: [1] }],
  ] as const
  for (const [call, message] of asked) {
    const reply = await site.service.answer({
      bench: 'b1',
      call,
      credential: credentialOf(1),
      text: JSON.stringify(message),
      headers,
    })
    must('I15', reply.status === 409, () => `${call} of another site is answered: ${reply.text}`)
  }
  const own = await site.service.answer({
    bench: 'other site',
    call: 'pull',
    credential: FOREIGN_CREDENTIAL,
    text: JSON.stringify({ stream: FOREIGN, cursor: null }),
    headers,
  })
  must(
    'I15',
    own.status === 200 && !own.text.includes(SITE),
    () => `the other site is told ${own.text}`,
  )
}

const lookedAfter = (): void => {}

export const INVARIANTS: readonly Invariant[] = [
  { id: 'I1', says: 'no fact lost', check: noFactLost },
  { id: 'I2', says: 'each fact once in the order', check: eachOnce },
  { id: 'I3', says: 'live tables = derived again, byte for byte', check: liveIsRebuilt },
  { id: 'I4', says: 'quiet is reached, and nothing goes round for ever', check: lookedAfter },
  { id: 'I5', says: 'the same order everywhere', check: oneOrder },
  { id: 'I6', says: 'the same digest of projections', check: oneDigest },
  {
    id: 'I7',
    says: 'the same running hash, dense positions, a cursor that never falls back',
    check: oneOrder,
  },
  { id: 'I8', says: 'chains verify', check: chainsVerify },
  {
    id: 'I9',
    says: 'what is truly concurrent and disagrees is on the worklist',
    check: concurrentIsShown,
  },
  { id: 'I10', says: 'every violated rule is on the worklist', check: violatedIsShown },
  { id: 'I11', says: 'nothing else is', check: noPhantom },
  {
    id: 'I12',
    says: 'snapshot + tail = all: benches that began with a snapshot are like the others',
    check: lookedAfter,
  },
  {
    id: 'I13',
    says: 'what is not understood is kept and handed on byte for byte',
    check: bytesKept,
  },
  {
    id: 'I14',
    says: 'nothing of a donor in the open, what is erased is so everywhere',
    check: noPlaintext,
  },
  { id: 'I15', says: 'no other site in any answer', check: noForeign },
  {
    id: 'I16',
    says: 'after a crash at any statement: a prefix with every confirmed event',
    check: lookedAfter,
  },
  { id: 'I17', says: 'clocks change no order, head or discrepancy', check: lookedAfter },
  { id: 'I18', says: 'resolved stays resolved until a new fact', check: resolvedStays },
]

/** After the quiet phase. I4 was looked after by it, I16 at every start, I17 by the second schedule. */
export async function checkAll(site: Site, except: readonly string[]): Promise<void> {
  const quiet = { site, expected: expectedOf(site.service.log()) }
  for (const { id, check } of INVARIANTS) if (!except.includes(id)) await check?.(quiet)
}

const CONFIRMED = 'SELECT 1 FROM event WHERE uid = ?'
const TORN = `
  SELECT c.id FROM command_done c JOIN event e ON e.id BETWEEN c.first_event AND c.last_event
  GROUP BY c.id HAVING count(*) <> max(json_extract(e.body, '$.cmd.of'))`

/**
 * I16, at every start of a bench: all that its people were told is there and no command is
 * there in part.
 */
export function checkStart({ name, db, confirmed }: Bench): void {
  for (const uid of confirmed)
    must(
      'I16',
      peek(db, CONFIRMED).get(uid) !== undefined,
      () => `${name} has lost ${uid} in a crash`,
    )
  const torn = peek(db, TORN).get()
  must('I16', torn === undefined, () => `${name} has a part of ${JSON.stringify(torn)}`)
}
