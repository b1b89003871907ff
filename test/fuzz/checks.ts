import type { PartBuffer } from '#shared/scan/hid-pos.ts'
import {
  HID_POS_REPORT,
  LAYOUTS,
  type ReportLayout,
  VENDOR_REPORT,
} from '#shared/scan/hid-report.ts'
import type { RawScan } from '#shared/scan/scan.ts'
import { refuseText } from '#shared/scan/text.ts'
import {
  DEFAULT_WEDGE_SETTINGS,
  type WedgeOutcome,
  type WedgeRun,
  type WedgeSettings,
} from '#shared/scan/wedge.ts'
import type { FuzzInput } from './inputs.ts'
import type { Subject } from './subject.ts'

/** Runs one input through everything; what is wrong in words, or nothing. Throws where the program does. */
export function check(subject: Subject, input: FuzzInput): string | undefined {
  return checkScan(subject, input) ?? checkReports(subject, input) ?? checkKeys(subject, input)
}

function checkScan(subject: Subject, { bytes, aim, source }: FuzzInput): string | undefined {
  const raw: RawScan = {
    bytes,
    ...(aim === undefined ? {} : { aim }),
    source,
    device: 'fuzz',
    at: 0,
  }
  const read = subject.readScan(raw, { suffixes: ['\r\n', '\r', '\n', '\t'], wedgeSendsAim: true })
  if (!read.ok) return undefined
  const { text } = read.value
  if (refuseText(text) !== undefined) return 'a text came through that is none'
  return checkMeaning(subject, text, read.value.aim)
}

function checkMeaning(subject: Subject, text: string, aim: string | undefined): string | undefined {
  const { meaning, canonical } = subject.readCode(text, aim)
  if (meaning.kind === 'plain' && canonical !== text) return 'a plain code was changed'
  const again = subject.readCode(canonical, meaning.kind === 'gs1' && meaning.isSure ? ']C1' : aim)
  if (again.canonical !== canonical) return `written and read again it is ${again.canonical}`
  if (meaning.kind === 'gs1' && JSON.stringify(again.meaning) !== JSON.stringify(meaning))
    return 'written and read again it says something else'
  return checkSpellings(subject, text) ?? checkLooks(subject, text)
}

function checkSpellings(subject: Subject, text: string): string | undefined {
  const { canonical } = subject.readCode(text)
  const other = subject.spellingsOf(text).find((one) => {
    const read = subject.readCode(one)
    return read.canonical !== canonical || read.meaning.kind === 'plain'
  })
  return other === undefined ? undefined : `${JSON.stringify(other)} is no spelling of it`
}

function checkLooks(subject: Subject, text: string): string | undefined {
  const alike = subject.lookAlikes(text)
  if (alike.length > 300) return `${alike.length} codes to look up`
  return alike.every((one) => subject.looksLike(text, one))
    ? undefined
    : 'a code that does not look like it'
}

const REPORT_LAYOUTS = Object.keys(LAYOUTS) as ReportLayout[]
const MOST_KEPT = 4_096 + 64

/** Its bytes as reports of each layout are these bytes again; as reports themselves they break nothing. */
function checkReports(subject: Subject, { bytes, aim }: FuzzInput): string | undefined {
  const layout = REPORT_LAYOUTS[bytes.length % REPORT_LAYOUTS.length]!
  let buffer: PartBuffer | undefined
  let whole: Uint8Array | undefined
  for (const [i, report] of reportsOf(bytes, layout, aim).entries()) {
    const added = subject.addReport(buffer, report, i * 10, layout)
    buffer = added.buffer
    whole = added.scan?.bytes ?? whole
  }
  whole ??= subject.endBySilence(buffer, 100_000).scan?.bytes
  if (bytes.length > 0 && bytes.length <= 4_096 && layout !== 'vendor' && !isSame(whole, bytes))
    return `reports of ${layout} were put together wrongly`
  const thrown = subject.addReport(buffer, bytes, 0)
  return (thrown.buffer?.size ?? 0) > MOST_KEPT ? 'more is kept than any code holds' : undefined
}

function reportsOf(bytes: Uint8Array, layout: ReportLayout, aim = ']d1'): Uint8Array[] {
  const { aimAt, dataAt, capacity } = LAYOUTS[layout]
  const count = Math.max(1, Math.ceil(bytes.length / capacity))
  return Array.from({ length: count }, (_, i) => {
    const data = bytes.subarray(i * capacity, (i + 1) * capacity)
    const report = new Uint8Array(64)
    report[0] = layout === 'vendor' ? VENDOR_REPORT : HID_POS_REPORT
    report[1] = data.length
    if (aimAt !== undefined) report.set(new TextEncoder().encode(aim.padEnd(3).slice(0, 3)), aimAt)
    report.set(data, dataAt)
    if (layout !== 'vendor') report[63] = i < count - 1 ? 1 : 0
    return report
  })
}

const isSame = (a: Uint8Array | undefined, b: Uint8Array): boolean =>
  a !== undefined && a.length === b.length && a.every((byte, i) => byte === b[i])

const SETTINGS: readonly WedgeSettings[] = [
  DEFAULT_WEDGE_SETTINGS,
  { ...DEFAULT_WEDGE_SETTINGS, outside: true, minimumLength: 2 },
  { ...DEFAULT_WEDGE_SETTINGS, end: 'gap', gapMs: 150 },
]
const LONGEST_RUN = 10_000

/** Typed by a scanner it is the code itself or none: with a stall in the middle it is never another one. */
function checkKeys(subject: Subject, { bytes, gap }: FuzzInput): string | undefined {
  const signs = [...new TextDecoder('latin1').decode(bytes)].filter((sign) => sign > '\u001f')
  const settings = SETTINGS[signs.length % SETTINGS.length]!
  const stallAt = Math.floor(signs.length / 2)
  let run: WedgeRun | undefined
  let at = 0
  const outcomes: WedgeOutcome[] = []
  for (const [i, key] of [...signs, 'Enter'].entries()) {
    at += i === stallAt ? gap : 5
    const step = subject.pressKey(run, { code: '', key, shift: false, at }, settings)
    run = step.run
    outcomes.push(step.outcome)
    if ((run?.text.length ?? 0) > LONGEST_RUN) return 'a run grows without end'
  }
  outcomes.push(subject.rest(run, at + 10_000, settings).outcome)
  const wrong = outcomes.find((one) => one.kind === 'scan' && one.text !== signs.join(''))
  return wrong === undefined
    ? undefined
    : `typed, another code came of it: ${JSON.stringify(wrong)}`
}
