import { readTime } from './values.ts'

/**
 * How a column writes its days. `iso` 2025-12-31, `dmy` 31.12.2025 or 31/12/2025, `mdy` 12/31/2025,
 * `ymd` 2025/12/31, `excel` the day numbers of spreadsheets from 1900, `excel1904` those from 1904.
 */
export const DATE_FORMS = ['iso', 'dmy', 'mdy', 'ymd', 'excel', 'excel1904'] as const
export type DateForm = (typeof DATE_FORMS)[number]

const TIME = String.raw`(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([AaPp]\.?[Mm]\.?)?)?`
const DAY_FIRST = new RegExp(String.raw`^(\d{1,2})([./-])(\d{1,2})\2(\d{4})${TIME}$`)
const YEAR_FIRST = new RegExp(String.raw`^(\d{4})([./])(\d{1,2})\2(\d{1,2})${TIME}$`)
const SERIAL = /^(\d{5})(?:[.,](\d{1,10}))?$/
/** A year, or a year and a month, as MIABIS allows: when it was is not known to the day. */
const PARTIAL = /^\d{4}(?:-(?:0[1-9]|1[0-2]))?$/
const ISO_LIKE = /^\d{4}-\d{2}-\d{2}/

export const isPartialDate = (text: string): boolean => PARTIAL.test(text.trim())

/**
 * UTC milliseconds of a day, with or without a time, in the form of its column; null where it is none. An
 * ISO date is read in every column: it cannot mean anything else. Years have four digits. IMP-4, IMP-15
 */
export function readDate(
  text: string,
  form: DateForm,
  offset: (at: number) => number,
): number | null {
  const trimmed = text.trim()
  const iso = toIso(trimmed, form)
  return iso === null ? null : readTime(iso, offset)
}

function toIso(text: string, form: DateForm): string | null {
  if (ISO_LIKE.test(text)) return text
  switch (form) {
    case 'iso':
      return text
    case 'dmy':
      return fromDayFirst(text, false)
    case 'mdy':
      return fromDayFirst(text, true)
    case 'ymd':
      return fromYearFirst(text)
    case 'excel':
      return fromSerial(text, EPOCH_1900)
    case 'excel1904':
      return fromSerial(text, EPOCH_1904)
  }
}

function fromDayFirst(text: string, isMonthFirst: boolean): string | null {
  const match = DAY_FIRST.exec(text)
  if (!match) return null
  const [, one, sign, two, year, ...time] = match
  // Nobody writes a month first with points.
  if (isMonthFirst && sign === '.') return null
  return isMonthFirst ? isoOf(year!, one!, two!, time) : isoOf(year!, two!, one!, time)
}

function fromYearFirst(text: string): string | null {
  const match = YEAR_FIRST.exec(text)
  if (!match) return null
  const [, year, , month, day, ...time] = match
  return isoOf(year!, month!, day!, time)
}

type TimeParts = readonly (string | undefined)[]

function isoOf(year: string, month: string, day: string, time: TimeParts): string | null {
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const [hour, minute, second, half] = time
  if (hour === undefined) return date
  const hours = half === undefined ? Number(hour) : hoursOfHalf(Number(hour), half)
  if (hours === null) return null
  return `${date}T${String(hours).padStart(2, '0')}:${minute}:${second ?? '00'}`
}

/** 12 AM is midnight. */
function hoursOfHalf(hour: number, half: string): number | null {
  if (hour < 1 || hour > 12) return null
  return (hour % 12) + (half.toLowerCase().startsWith('p') ? 12 : 0)
}

const DAY = 24 * 3_600_000
/** Day 60 of 1900 never was: from 1 March 1900 on, the days count from 30 December 1899. */
const EPOCH_1900 = Date.UTC(1899, 11, 30)
const EPOCH_1904 = Date.UTC(1904, 0, 1)

function fromSerial(text: string, epoch: number): string | null {
  const match = SERIAL.exec(text)
  if (!match) return null
  const [, days, fraction = ''] = match
  const seconds = Math.round(Number(`0.${fraction || '0'}`) * 86_400)
  const wall = new Date(epoch + Number(days) * DAY + seconds * 1_000).toISOString()
  return fraction === '' ? wall.slice(0, 10) : wall.slice(0, 19)
}

/** What was found of a column's days. `forms`: those that it may be in; one alone is certain. */
export interface DatesFound {
  readonly forms: readonly DateForm[]
  /** How many of the values are days, or parts of days. */
  readonly dates: number
  readonly filled: number
}

const utc = () => 0

/**
 * The forms that a column's days may be in. What only one form can read speaks for it; where values
 * speak for both or for neither, a person chooses, for a day guessed wrong looks right. IMP-15
 */
export function findDateForms(values: Iterable<string>): DatesFound {
  const only = { dmy: 0, mdy: 0 }
  const read = { iso: 0, ymd: 0, serial: 0, either: 0 }
  let filled = 0
  for (const value of values) {
    const text = value.trim()
    if (text === '') continue
    filled++
    if (isPartialDate(text) || readDate(text, 'iso', utc) !== null) read.iso++
    else if (readDate(text, 'ymd', utc) !== null) read.ymd++
    else if (SERIAL.test(text)) read.serial++
    else {
      const dmy = readDate(text, 'dmy', utc)
      const mdy = readDate(text, 'mdy', utc)
      if (dmy !== null && mdy !== null && dmy !== mdy) read.either++
      else if (dmy !== null && mdy === null) only.dmy++
      else if (mdy !== null && dmy === null) only.mdy++
      // The fifth of May is the fifth of May.
      else if (dmy !== null) read.either++
    }
  }
  const dates = read.iso + read.ymd + read.serial + read.either + only.dmy + only.mdy
  return { forms: formsOf(only, read), dates, filled }
}

function formsOf(
  only: { dmy: number; mdy: number },
  read: { iso: number; ymd: number; serial: number; either: number },
): readonly DateForm[] {
  const forms: DateForm[] = []
  const isDayFirst = only.dmy > 0 && only.mdy === 0
  const isMonthFirst = only.mdy > 0 && only.dmy === 0
  if (isDayFirst) forms.push('dmy')
  else if (isMonthFirst) forms.push('mdy')
  else if (read.either + only.dmy + only.mdy > 0) forms.push('dmy', 'mdy')
  if (read.ymd > 0) forms.push('ymd')
  if (read.serial > 0 && forms.length === 0 && read.serial >= read.iso) forms.push('excel')
  return forms.length > 0 ? forms : ['iso']
}
