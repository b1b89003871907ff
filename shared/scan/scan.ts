import { err, ok, type Result } from '../lib/result.ts'
import { isAnswerToCommand, type Symbology, splitAim, symbologyOf } from './aim.ts'
import { readText, type TextRefusal } from './text.ts'

/** Where a read came from. A screen shows it and never decides by it. */
export const SCAN_SOURCES = ['hid', 'serial', 'wedge', 'camera', 'typed'] as const
export type ScanSource = (typeof SCAN_SOURCES)[number]

/** What a device yields, before anybody looked at it. */
export interface RawScan {
  bytes: Uint8Array
  /** AIM symbology identifier such as `]C0`, where the source tells it apart from the data. */
  aim?: string
  source: ScanSource
  /** The device in words: product and serial number, `keyboard`, a camera's label. */
  device: string
  /** UTC milliseconds of the read. */
  at: number
  /** It comes from a scanner that is there for badges alone: whatever it reads, it names no tube. */
  isBadge?: true
}

/** A read that may be looked up: clean NFC text, 1 to 256 characters. */
export interface Scan {
  text: string
  aim?: string
  symbology?: Symbology
  /** `latin-1` marks bytes that were not UTF-8: the scanner's character set may be set wrongly. */
  encoding: 'utf-8' | 'latin-1'
  source: ScanSource
  device: string
  at: number
  /** From a scanner for badges alone: no tube may be taken from it. */
  isBadge?: true
}

export interface ScanSettings {
  /** What the scanner adds at the end; the first that fits is taken off, once. */
  suffixes: readonly string[]
  /** The keyboard wedge sends the AIM identifier in front of the data. */
  wedgeSendsAim: boolean
}

export const DEFAULT_SCAN_SETTINGS: ScanSettings = {
  suffixes: ['\r\n', '\r', '\n', '\t'],
  wedgeSendsAim: false,
}

/** `Answer`: the scanner replied to a command, nobody scanned anything. */
export type ScanRefusal = { type: 'Answer'; aim: string } | TextRefusal

/** Makes identity text of a read, or says why it cannot be one. */
export function readScan(
  raw: RawScan,
  settings: ScanSettings = DEFAULT_SCAN_SETTINGS,
): Result<Scan, ScanRefusal> {
  if (raw.aim !== undefined && isAnswerToCommand(raw.aim)) {
    return err({ type: 'Answer', aim: raw.aim })
  }
  const text = readText(raw.bytes, settings.suffixes)
  if (!text.ok) return text
  const { aim, rest } = withAim(raw, text.value.text, settings)
  if (rest === '') return err({ type: 'Empty' })
  const symbology = aim === undefined ? undefined : symbologyOf(aim)
  return ok({
    text: rest,
    ...(aim === undefined ? {} : { aim }),
    ...(symbology === undefined ? {} : { symbology }),
    encoding: text.value.encoding,
    source: raw.source,
    device: raw.device,
    at: raw.at,
    ...(raw.isBadge ? { isBadge: true } : {}),
  })
}

/** Data may begin with `]` itself, so it is read as an AIM identifier only where that was set. */
function withAim(
  raw: RawScan,
  text: string,
  settings: ScanSettings,
): { aim?: string; rest: string } {
  if (raw.aim !== undefined) return { aim: raw.aim, rest: text }
  if (raw.source !== 'wedge' || !settings.wedgeSendsAim) return { rest: text }
  return splitAim(text)
}

/** Wraps text that came as text (a wedge, a camera, a typed code) as the read it stands for. */
export function rawScanOf(
  text: string,
  from: { source: ScanSource; device: string; at: number; aim?: string },
): RawScan {
  return { bytes: new TextEncoder().encode(text), ...from }
}
