import { err, ok, type Result } from '../lib/result.ts'
import { splitAim } from './aim.ts'
import { DEFAULT_SCAN_SETTINGS } from './scan.ts'
import type { SerialEnd } from './serial-line.ts'
import { SCANNER_CHECK_CODE } from './wedge-test.ts'

/** What one scan of the check code tells about a scanner that the bench reads itself. */
export interface DeviceTest {
  /** In front of the code, an AIM identifier not counted. */
  readonly prefix: string
  /** Where the AIM identifier came in the data itself, and the bench would take it for a part of the code. */
  readonly aimInData: string | null
  /** Behind the code, what the bench takes off by itself not counted. */
  readonly suffix: string
  /** What ended the code on the line; null where that is none that a serial line can be set to. */
  readonly end: SerialEnd | null
}

export type DeviceTestRefusal =
  | { readonly type: 'CaseExchanged' }
  /** What no scanner prints: the speed or the parity of the line is another one than the scanner's. */
  | { readonly type: 'Garbled' }
  | { readonly type: 'NotTheCheckCode'; readonly text: string }

/** Judges the bytes of one scan of the check code, with all that came before and behind it. */
export function analyseDeviceTest(bytes: Uint8Array): Result<DeviceTest, DeviceTestRefusal> {
  const text = textOfBytes(bytes)
  const at = text.indexOf(SCANNER_CHECK_CODE)
  if (at < 0) return err(whyNot(text))
  const behind = text.slice(at + SCANNER_CHECK_CODE.length)
  const { aim, prefix } = splitBefore(text.slice(0, at))
  const ending = DEFAULT_SCAN_SETTINGS.suffixes.find((one) => behind.endsWith(one)) ?? ''
  return ok({
    prefix,
    aimInData: aim,
    suffix: behind.slice(0, behind.length - ending.length),
    end: ENDS[ending] ?? null,
  })
}

const ENDS: Readonly<Record<string, SerialEnd>> = {
  '': 'silence',
  '\r': 'cr',
  '\n': 'lf',
  '\r\n': 'crlf',
  '\t': 'tab',
}

/** As UTF-8 where it is sound, else byte by byte. */
export function textOfBytes(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return String.fromCharCode(...bytes)
  }
}

/** What of a code the bench would look up: without what it takes off by itself. */
export function withoutEnd(text: string): string {
  const ending = DEFAULT_SCAN_SETTINGS.suffixes.find((one) => text.endsWith(one)) ?? ''
  return text.slice(0, text.length - ending.length)
}

function splitBefore(before: string): { aim: string | null; prefix: string } {
  const { aim, rest } = splitAim(before.slice(-3))
  return aim !== undefined && rest === ''
    ? { aim, prefix: before.slice(0, -3) }
    : { aim: null, prefix: before }
}

function whyNot(text: string): DeviceTestRefusal {
  const exchanged = [...text].map((one) =>
    one === one.toLowerCase() ? one.toUpperCase() : one.toLowerCase(),
  )
  if (exchanged.join('').includes(SCANNER_CHECK_CODE)) return { type: 'CaseExchanged' }
  return isGarbled(text) ? { type: 'Garbled' } : { type: 'NotTheCheckCode', text }
}

/** Control characters that no code holds, or bytes that are no text. */
function isGarbled(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is looked for
  const odd = text.match(/[\u0000-\u0008\u000b\u000c\u000e-\u001c\u001e\u001f\u007f-\u009f\ufffd]/g)
  return (odd?.length ?? 0) * 5 > text.length
}
