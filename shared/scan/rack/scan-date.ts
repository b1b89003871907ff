/** When a rack was scanned, by the scanner's own clock and without a zone. */
export interface ScanDate {
  readonly written: string
  /** `2019-11-18T01:53:40`, where what is written can mean nothing else; null otherwise. */
  readonly local: string | null
}

const MONTHS: readonly (readonly string[])[] = [
  ['jan', 'january', 'januar', 'janvier', 'janv'],
  ['feb', 'february', 'februar', 'fevrier', 'fevr'],
  ['mar', 'march', 'marz', 'mrz', 'maerz', 'mars'],
  ['apr', 'april', 'avril', 'avr'],
  ['may', 'mai'],
  ['jun', 'june', 'juni', 'juin'],
  ['jul', 'july', 'juli', 'juillet', 'juil'],
  ['aug', 'august', 'aout'],
  ['sep', 'sept', 'september', 'septembre'],
  ['oct', 'october', 'okt', 'oktober', 'octobre'],
  ['nov', 'november', 'novembre'],
  ['dec', 'december', 'dez', 'dezember', 'decembre'],
]

interface Day {
  readonly year: number
  readonly month: number
  readonly day: number
}

/** Reads what scanners write: `18November2019 01:53:40`, `23 Aug 2012 01:42:01 PM`, `26 06 2017 03:51:22 PM`. */
export function readScanDate(written: string): ScanDate {
  const text = written.trim()
  const split = /^(.*?)[T ,]*(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*([AaPp]\.?[Mm]\.?)?$/.exec(
    text,
  )
  const day = dayOf(split ? split[1]! : text)
  const time = split ? timeOf(split[2]!, split[3]!, split[4], split[5]) : '00:00:00'
  if (!day || !time || !split) return { written: text, local: null }
  const pad = (n: number) => String(n).padStart(2, '0')
  return { written: text, local: `${day.year}-${pad(day.month)}-${pad(day.day)}T${time}` }
}

function timeOf(h: string, m: string, s = '00', half?: string): string | null {
  const noon = half?.[0]?.toLowerCase()
  const given = Number(h)
  if (noon && (given < 1 || given > 12)) return null
  const hours = noon ? (given % 12) + (noon === 'p' ? 12 : 0) : given
  if (hours > 23 || Number(m) > 59 || Number(s) > 59) return null
  return `${String(hours).padStart(2, '0')}:${m}:${s}`
}

function dayOf(text: string): Day | null {
  const iso = /^(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})$/.exec(text.trim())
  if (iso) return real({ year: Number(iso[1]), month: Number(iso[2]), day: Number(iso[3]) })
  const named = /^(\d{1,2})\.?[-/ ]?([\p{L}]+)\.?[-/ ,]?(\d{4})$/u.exec(text.trim())
  if (named)
    return real({ year: Number(named[3]), month: monthOf(named[2]!), day: Number(named[1]) })
  const first = /^([\p{L}]+)\.?[-/ ]?(\d{1,2}),?[-/ ](\d{4})$/u.exec(text.trim())
  if (first)
    return real({ year: Number(first[3]), month: monthOf(first[1]!), day: Number(first[2]) })
  return numbered(text.trim())
}

/** Day and month in numbers alone tell which is which only where one of them is no month, or both are the same. */
function numbered(text: string): Day | null {
  const match = /^(\d{1,2})([-/. ])(\d{1,2})\2(\d{4})$/.exec(text)
  if (!match) return null
  const [a, b, year] = [Number(match[1]), Number(match[3]), Number(match[4])]
  if (a > 12 || a === b) return real({ year, month: b, day: a })
  if (b > 12) return real({ year, month: a, day: b })
  return null
}

function monthOf(name: string): number {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  return MONTHS.findIndex((names) => names.includes(plain)) + 1
}

function real(it: Day): Day | null {
  const days = [31, isLeap(it.year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  const isIt = it.month >= 1 && it.month <= 12 && it.day >= 1 && it.day <= days[it.month - 1]!
  return isIt ? it : null
}

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
