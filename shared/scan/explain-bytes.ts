import { symbologyOf } from './aim.ts'
import { detectLayout, LAYOUTS, type ReportLayout, readReport } from './hid-report.ts'
import { isOfTestSheet } from './test-sheet.ts'

/**
 * What a run of bytes is for. `more`: whether another report of the same code follows. `other`: bytes behind the
 * data that are not padding, and all of a report that is no code.
 */
export type BytePart =
  | 'report-id'
  | 'length'
  | 'aim'
  | 'data'
  | 'suffix'
  | 'padding'
  | 'more'
  | 'other'

/** A run of bytes from `from` up to `to`, which it does not hold. Runs follow each other and leave nothing out. */
export interface ByteRun {
  readonly part: BytePart
  readonly from: number
  readonly to: number
}

const CONTINUED_AT = 63

/** Says of each byte of an input report, its id first, what it is. Never throws, whatever came. */
export function explainReport(report: Uint8Array, known?: ReportLayout): readonly ByteRun[] {
  const layout = known ?? detectLayout(report)
  const part = layout && readReport(report, layout)
  if (!layout || !part) return runs(report.length, [['report-id', Math.min(1, report.length)]])
  const { aimAt, dataAt } = LAYOUTS[layout]
  const dataEnd = dataAt + part.data.length
  const codeAt = layout === 'vendor' ? dataAt + aimIn(part.data) : dataAt
  const codeEnd = part.more ? dataEnd : dataEnd - endIn(report.subarray(codeAt, dataEnd))
  const flagAt = layout === 'vendor' ? report.length : Math.min(CONTINUED_AT, report.length)
  return runs(report.length, [
    ['report-id', 1],
    ['length', aimAt ?? dataAt],
    ['aim', codeAt],
    ['data', codeEnd],
    ['suffix', dataEnd],
    [isZero(report.subarray(dataEnd, flagAt)) ? 'padding' : 'other', flagAt],
    ['more', report.length],
  ])
}

/** The same of what came on a serial line, cut anywhere: codes, and what ends them. */
export function explainSerial(bytes: Uint8Array): readonly ByteRun[] {
  const steps: [BytePart, number][] = [['aim', aimIn(bytes)]]
  for (let at = aimIn(bytes); at < bytes.length; at += 1)
    steps.push([isEnd(bytes[at]!) ? 'suffix' : 'data', at + 1])
  return runs(bytes.length, steps)
}

/** Makes runs of where each part ends; empty ones are left out, neighbours of one kind are one. */
function runs(length: number, ends: readonly (readonly [BytePart, number])[]): readonly ByteRun[] {
  const found: ByteRun[] = []
  let from = 0
  for (const [part, end] of [...ends, ['other', length] as const]) {
    const to = Math.min(end, length)
    if (to <= from) continue
    const last = found.at(-1)
    if (last?.part === part) found[found.length - 1] = { ...last, to }
    else found.push({ part, from, to })
    from = to
  }
  return found
}

function aimIn(data: Uint8Array): number {
  const head = String.fromCharCode(...data.subarray(0, 3))
  return symbologyOf(head) === undefined && !/^\](X0|Z6)$/.test(head) ? 0 : 3
}

const isEnd = (byte: number): boolean => byte === 0x0d || byte === 0x0a || byte === 0x09

/** How many bytes at the end only end the code. */
function endIn(data: Uint8Array): number {
  let count = 0
  while (count < data.length && isEnd(data[data.length - 1 - count]!)) count += 1
  return count
}

const isZero = (bytes: Uint8Array): boolean => bytes.every((byte) => byte === 0)

const CONTROLS =
  'NUL SOH STX ETX EOT ENQ ACK BEL BS HT LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US SP'.split(
    ' ',
  )

/** A byte as a character: control characters by their names in ASCII, nothing that ASCII does not have. */
export const characterOfByte = (byte: number): string =>
  CONTROLS[byte] ?? (byte === 0x7f ? 'DEL' : byte > 0x7f ? '' : String.fromCharCode(byte))

export const hexOf = (byte: number): string => byte.toString(16).toUpperCase().padStart(2, '0')

/**
 * The bytes of a code for somebody else's eyes: which are letters, figures and signs, and not which ones. What stands
 * on the test sheet is nobody's and stays as it is.
 */
export function maskedBytes(data: Uint8Array): string {
  const text = String.fromCharCode(...data)
  if (isOfTestSheet(text)) return [...data].map(hexOf).join(' ')
  return [...data].map(maskedByte).join(' ')
}

function maskedByte(byte: number): string {
  const character = String.fromCharCode(byte)
  if (/[A-Z]/.test(character)) return 'A'
  if (/[a-z]/.test(character)) return 'a'
  if (/\d/.test(character)) return '9'
  return byte > 0x7f ? '8x' : characterOfByte(byte)
}
