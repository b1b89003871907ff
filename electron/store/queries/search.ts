import type { PlaceView, SpecimenList, SpecimenRow } from '#shared/contract/views.ts'
import type { Material, Place } from '#shared/domain/words.ts'
import type { ReadDb } from '../open.ts'
import { MISSING as MISSING_TUBES, SPECIMENS, tally } from '../projections/tally.ts'
import { indexed } from '../projections/text.ts'
import { statement } from '../sql.ts'
import { createWorld, LIVE } from '../world.ts'
import { consentOf } from './consent.ts'
import { studies } from './people.ts'
import { placeViews } from './places.ts'
import { heldBack, type Row, stateOf } from './specimens.ts'

export interface SpecimenSearch {
  readonly text: string
  /** Only those that are checked out. */
  readonly out?: boolean | undefined
  /** Only those that nobody finds. RSC-7 */
  readonly missing?: boolean | undefined
  readonly limit: number
  /** Where the former page ended; null for the first. */
  readonly after: string | null
}

/** So many are counted; of more it is only said that there are more. */
export const MOST_COUNTED = 1_000
/** From so many characters on a text is looked for anywhere in a code; a shorter one at its beginning. */
const PART = 3

/**
 * Specimens by a part of their code or accession identifier, or by their donor's pseudonym; capitals and
 * small letters are the same. Newest first, or in the order of codes where fewer than three characters are
 * looked for. Pages go on after a row, so that what comes in meanwhile repeats and hides nothing.
 */
export function specimenRows(
  db: ReadDb,
  { text, out = false, missing = false, limit, after }: SpecimenSearch,
): SpecimenList {
  const list = listOf(db, cleaned(text), missing ? 'missing' : out ? 'out' : 'all')
  // The first page is counted with: what is looked for would be looked for twice.
  const first = list.total === null ? list.rows(null, MOST_COUNTED + 1) : []
  const found = list.total === null && after === null ? first : list.rows(after, limit + 1)
  const shown = found.slice(0, limit)
  const names = new Map(studies(db).map(({ study, code }) => [study, code]))
  const placed = placeViews(db)
  return {
    rows: shown.map(({ row }) => rowView(db, row, names, placed)),
    total: list.total?.() ?? Math.min(first.length, MOST_COUNTED),
    isMore: first.length > MOST_COUNTED,
    next: found.length > limit ? shown.at(-1)!.mark : null,
  }
}

// What stands after a zero byte would not be looked for.
const cleaned = (text: string): string => text.replaceAll('\u0000', '').trim().toLowerCase()

/** A row and the mark after which the next page begins. */
interface Found {
  readonly row: Row
  readonly mark: string
}

interface List {
  rows(after: string | null, limit: number): Found[]
  /** Null where it must be counted row by row. */
  readonly total: (() => number) | null
}

function listOf(db: ReadDb, text: string, which: 'all' | 'out' | 'missing'): List {
  if (text === '' && which === 'all')
    return {
      total: () => tally(db, SPECIMENS) - undone(db),
      rows: (after, limit) => marked(newest(db, before(after), limit)),
    }
  const length = [...text].length
  const some = (after: string | null, limit: number): Found[] => {
    if (which === 'out') return marked(oneState(db, OUT, text, before(after), limit))
    // Mostly none is, and then no row is looked at; else they are few, and looked for among all.
    if (which === 'missing')
      return tally(db, MISSING_TUBES) === 0
        ? []
        : marked(oneState(db, MISSING, text, before(after), limit))
    return length < PART
      ? beginning(db, text, after, limit)
      : marked(containing(db, text, before(after), limit))
  }
  return { total: null, rows: some }
}

/** Lists that are newest first go on below a row's number. */
const before = (after: string | null): number =>
  after === null ? Number.MAX_SAFE_INTEGER : Number(after)

const marked = (rows: readonly Row[]): Found[] => rows.map((row) => ({ row, mark: String(row.n) }))

/** Specimens that are no more: their accession was undone, and no tube of theirs stands anywhere. */
export const undone = (db: ReadDb): number =>
  statement(db, `SELECT count(*) FROM specimen s WHERE s.undone = 1 AND NOT ${LIVE}`)
    .pluck()
    .get() as number

export const NEWEST = `
SELECT s.* FROM specimen s WHERE s.n < ? AND ${LIVE} ORDER BY s.n DESC LIMIT ?`

const newest = (db: ReadDb, from: number, limit: number): Row[] =>
  statement(db, NEWEST).all(from, limit) as Row[]

// CROSS JOIN keeps this order of tables: few are out, and many are here.
export const OUT = `
SELECT s.* FROM (
  SELECT DISTINCT specimen FROM tube_claim INDEXED BY tube_claim_out WHERE state = 'out'
) o
CROSS JOIN specimen s ON s.id = o.specimen WHERE s.n < ? AND ${LIVE} ORDER BY s.n DESC`

const MISSING = `
SELECT s.* FROM (SELECT DISTINCT specimen FROM tube_claim WHERE state = 'missing') m
CROSS JOIN specimen s ON s.id = m.specimen WHERE s.n < ? AND ${LIVE} ORDER BY s.n DESC`

function oneState(db: ReadDb, sql: string, text: string, from: number, limit: number): Row[] {
  const fits = [...text].length < PART ? beginsWith(text) : contains(text)
  return firstOf(statement(db, sql).iterate(from) as IterableIterator<Row>, fits, limit)
}

const hasPart =
  (text: string) =>
  ({ code, accession }: Row): boolean =>
    code.toLowerCase().includes(text) || accession.toLowerCase().includes(text)

const contains = (text: string) => (row: Row) =>
  hasPart(text)(row) || row.donor?.toLowerCase() === text

const beginsWith =
  (text: string) =>
  ({ code, accession, donor }: Row): boolean =>
    code.toLowerCase().startsWith(text) ||
    accession.toLowerCase().startsWith(text) ||
    donor?.toLowerCase() === text

function firstOf(rows: Iterable<Row>, fits: (row: Row) => boolean, limit: number): Row[] {
  const found: Row[] = []
  for (const row of rows) {
    if (fits(row)) found.push(row)
    if (found.length === limit) break
  }
  return found
}

export const PART_OF_TEXT = `
SELECT s.* FROM specimen_text t CROSS JOIN specimen s ON s.n = t.rowid
WHERE t.specimen_text MATCH ? AND t.rowid < ? AND ${LIVE} ORDER BY t.rowid DESC LIMIT ?`

/** Rows that the search index does not hold yet. */
export const NOT_INDEXED = `
SELECT s.* FROM specimen s WHERE s.n > ? AND s.n < ? AND ${LIVE} ORDER BY s.n DESC`

export const OF_DONOR = `
SELECT s.* FROM specimen s
WHERE s.donor = ? COLLATE NOCASE AND s.n < ? AND ${LIVE} ORDER BY s.n DESC LIMIT ?`

/** Newest first out of three: the search index, what it does not hold yet, and the donor's specimens. */
function containing(db: ReadDb, text: string, from: number, limit: number): Row[] {
  const rest = statement(db, NOT_INDEXED).iterate(indexed(db), from) as IterableIterator<Row>
  const young = firstOf(rest, contains(text), limit)
  const old = inIndex(db, text, from, limit)
  const donors = statement(db, OF_DONOR).all(text, from, limit) as Row[]
  const byNumber = new Map([...young, ...old, ...donors].map((row) => [row.n, row]))
  return [...byNumber.values()].sort((a, b) => b.n - a.n).slice(0, limit)
}

/** So many of the last characters of a text are looked for alone. */
const END = 5

/**
 * The parts of a text that begin most codes are in a million places, and looking through them all takes
 * longest of all. The end is mostly rare: then the text is looked for in what has its end. Only where many
 * have the end and few the whole does the index look for all of it.
 */
function inIndex(db: ReadDb, text: string, from: number, limit: number): Row[] {
  const characters = [...text]
  if (characters.length > END) {
    const end = characters.slice(-END).join('')
    const most = 2 * limit + SPARE
    const candidates = statement(db, PART_OF_TEXT).all(phrase(end), from, most) as Row[]
    const found = candidates.filter(hasPart(text))
    if (candidates.length < most || found.length >= limit) return found.slice(0, limit)
  }
  return statement(db, PART_OF_TEXT).all(phrase(text), from, limit) as Row[]
}

/** So many that have the end alone are looked at beside those that are found. */
const SPARE = 200

/** What a person typed is a text to look for, and no expression of the search index. */
const phrase = (text: string): string => `"${text.replaceAll('"', '""')}"`

type Key = 'code' | 'accession' | 'donor'

/** The order of the keys: who is found by an earlier one is not found again by a later one. */
const KEYS: readonly Key[] = ['code', 'accession', 'donor']

const range = (key: Key): string => `s.${key} >= ? COLLATE NOCASE AND s.${key} < ? COLLATE NOCASE`

/** Rows from a key on, in the order of keys; those that an earlier key has found are left out. */
export const beginningSql = (key: Key): string => `
SELECT s.* FROM specimen s
WHERE ${range(key)} AND (s.${key} > ? COLLATE NOCASE OR s.n > ?)
${KEYS.slice(0, KEYS.indexOf(key))
  .map((earlier) => `AND NOT (${range(earlier)})`)
  .join('\n')} AND ${LIVE} ORDER BY s.${key} COLLATE NOCASE, s.n LIMIT ?`

/** A mark names the key that found the row, its value there, and its number. */
function beginning(db: ReadDb, text: string, after: string | null, limit: number): Found[] {
  const [key = 'code', value = text, n = '-1'] = after?.split('\u0000') ?? []
  const found: Found[] = []
  let [from, above] = [value, Number(n)]
  for (const by of KEYS.slice(KEYS.indexOf(key as Key))) {
    const end = by === 'donor' ? `${text}\u0001` : `${text}\u{10ffff}`
    const earlier = KEYS.slice(0, KEYS.indexOf(by)).flatMap(() => [text, `${text}\u{10ffff}`])
    const rows = statement(db, beginningSql(by)).all(
      ...[from, end, from, above, ...earlier],
      limit - found.length,
    ) as Row[]
    found.push(...rows.map((row) => ({ row, mark: `${by}\u0000${row[by]}\u0000${row.n}` })))
    if (found.length === limit) break
    ;[from, above] = [text, -1]
  }
  return found
}

function rowView(
  db: ReadDb,
  row: Row,
  names: ReadonlyMap<string, string>,
  placed: (at: Place) => PlaceView,
): SpecimenRow {
  const world = createWorld(db)
  const claims = world.tube(row.id)
  const first = claims.find(({ at }) => at)?.at
  return {
    specimen: row.id,
    code: row.code,
    accession: row.accession,
    study: names.get(row.study) ?? '?',
    material: row.material as Material,
    state: stateOf(row, claims),
    place: first ? placed(first) : null,
    receivedAt: row.received_at,
    withdrawn: consentOf(world, row.id).withdrawn !== null,
    ...heldBack(world, row.id),
  }
}
