import { isKnownName } from './columns.ts'
import { findDateForms, isPartialDate } from './dates.ts'
import type { ImportColumns } from './fields.ts'
import { readVolume } from './values.ts'
import { readMaterial, readTubeType } from './words.ts'

export type FirstRow = 'header' | 'data'

/**
 * Whether a table's first row names its columns or is a specimen. Known names speak for a header; days,
 * materials and codes with numbers for data. Where nothing speaks it is a header. IMP-14
 */
export function sniffFirstRow(first: readonly string[]): FirstRow {
  const filled = first.map((cell) => cell.trim()).filter((cell) => cell !== '')
  const named = filled.filter(isKnownName).length
  const values = filled.filter((cell) => !isKnownName(cell) && looksLikeValue(cell)).length
  return values > named ? 'data' : 'header'
}

const THREE_DIGITS = /\d.*\d.*\d/

function looksLikeValue(cell: string): boolean {
  if (cell.includes('#')) return false
  return THREE_DIGITS.test(cell) || readMaterial(cell) !== null || isDay(cell)
}

function isDay(cell: string): boolean {
  return !isPartialDate(cell) && findDateForms([cell]).dates === 1
}

/** How much of a column is read at most for a guess. */
const LOOKED_AT = 2_000

interface Profile {
  readonly filled: number
  readonly distinct: ReadonlySet<string>
  readonly dates: number
  readonly materials: number
  readonly tubes: number
  readonly volumes: number
  readonly positions: number
  /** Cells with digits in them. */
  readonly numbered: number
  readonly shapes: ReadonlyMap<string, number>
}

const POSITION = /^[A-Z]0?\d{1,2}$/i

/** Digits and letters by kind: what codes of one issuer have in common. */
const shapeOf = (text: string): string =>
  text.replaceAll(/\d+/g, (digits) => `9${digits.length}`).replaceAll(/[A-Za-z]/g, 'A')

/** What rack scanners write for a place without a code. */
export const isNoRead = (text: string): boolean => /^no[ _-]?(read|tube|code|trakmate)$/i.test(text)

function profileOf(rows: readonly (readonly string[])[], column: number): Profile {
  const values = rows
    .map((row) => (row[column] ?? '').trim())
    .filter((text) => text !== '' && !isNoRead(text))
  const distinct = new Set(values)
  const share = (is: (text: string) => boolean) => values.filter(is).length / (values.length || 1)
  const shapes = new Map<string, number>()
  for (const text of values) shapes.set(shapeOf(text), (shapes.get(shapeOf(text)) ?? 0) + 1)
  return {
    filled: values.length,
    distinct,
    dates:
      findDateForms(values.filter((text) => THREE_DIGITS.test(text))).dates / (values.length || 1),
    materials: share((text) => readMaterial(text) !== null),
    tubes: share((text) => readTubeType(text) !== null),
    volumes: share((text) => /[a-zµμ]$/i.test(text) && readVolume(text) !== null),
    positions: share((text) => POSITION.test(text)),
    numbered: share((text) => /\d/.test(text)),
    shapes,
  }
}

/**
 * Which column of a table without names probably holds what, from its values: days, words of materials
 * and tubes, volumes with a unit, codes that are nearly all different, and parents, which are codes of other
 * rows or look like them. A person sees it and has the last word. IMP-14
 */
export function guessByValues(rows: readonly (readonly string[])[], width: number): ImportColumns {
  const some = rows.slice(0, LOOKED_AT)
  const profiles = Array.from({ length: width }, (_, column) => profileOf(some, column))
  const used = new Set<number>()
  const take = (is: (profile: Profile, column: number) => boolean): number | undefined => {
    const at = profiles.findIndex(
      (one, column) => one.filled > 0 && !used.has(column) && is(one, column),
    )
    if (at < 0) return undefined
    used.add(at)
    return at
  }
  const collectedAt = take((one) => one.dates >= 0.9 && one.filled >= some.length / 2)
  const material = take((one) => one.materials >= 0.5 && one.filled >= some.length * 0.9)
  const { position, box } = placesIn(some, profiles)
  for (const column of [position, box]) if (column !== undefined) used.add(column)
  const code = take((one) => isCode(one, some.length * (position === undefined ? 0.9 : 0.1)))
  const codes = code === undefined ? undefined : profiles[code]
  const parent = codes && take((one) => isParent(one, codes))
  const tubeType = take((one) => one.tubes >= 0.8 && one.filled >= some.length / 2)
  const volume = take((one) => one.volumes >= 0.8 && one.filled >= some.length / 2)
  const all = { code, material, collectedAt, parent, tubeType, volume, box, position }
  return Object.fromEntries(Object.entries(all).filter(([, column]) => column !== undefined))
}

/** One code in twenty may be there twice, which is to be mended. A rack that was read may be nearly empty. */
const isCode = (one: Profile, least: number): boolean =>
  one.distinct.size >= one.filled * 0.95 &&
  one.filled >= least &&
  one.numbered >= 0.9 &&
  one.dates < 0.5 &&
  one.volumes < 0.5 &&
  one.positions < 0.5

/** A column of positions, and that of their boxes: no position stands twice in one box. */
function placesIn(
  rows: readonly (readonly string[])[],
  profiles: readonly Profile[],
): { position?: number; box?: number } {
  const position = profiles.findIndex(
    (one) => one.positions >= 0.9 && one.filled >= rows.length / 2,
  )
  if (position < 0) return {}
  if (profiles[position]!.distinct.size === profiles[position]!.filled) {
    const box = profiles.findIndex((one) => isBox(one) && one.distinct.size === 1)
    return { position, ...(box >= 0 && { box }) }
  }
  const box = profiles.findIndex((one, column) => isBox(one) && areApart(rows, column, position))
  return box < 0 ? {} : { position, box }
}

function areApart(rows: readonly (readonly string[])[], box: number, position: number): boolean {
  const places = rows.map((row) => `${row[box] ?? ''}/${(row[position] ?? '').toUpperCase()}`)
  return new Set(places).size === places.length
}

/** A rack's code stands beside each of its positions. */
const isBox = (one: Profile): boolean =>
  one.numbered >= 0.9 &&
  one.distinct.size <= one.filled / 2 &&
  one.dates < 0.5 &&
  [...one.distinct].every((text) => text.length >= 4)

function isParent(one: Profile, codes: Profile): boolean {
  const known = [...one.distinct].filter((text) => codes.distinct.has(text)).length
  if (known >= Math.max(1, one.distinct.size * 0.2)) return true
  const alike = [...one.shapes].filter(([shape]) => codes.shapes.has(shape) && shape.length > 3)
  return alike.reduce((sum, [, count]) => sum + count, 0) >= one.filled * 0.9
}
