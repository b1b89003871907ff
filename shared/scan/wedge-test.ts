import { err, ok, type Result } from '../lib/result.ts'
import { isAim, symbologyOf } from './aim.ts'
import {
  characterOf,
  DEFAULT_WEDGE_SETTINGS,
  endKey,
  MAX_GAP_MS,
  type WedgeKey,
  type WedgeSettings,
} from './wedge.ts'

/** Letters that move between AZERTY, QWERTZ and QWERTY, the digits, and signs that labels hold. */
export const SCANNER_CHECK_CODE = 'AZQWYM0123456789-_/:'

/** What one scan of the check code tells about a keyboard-mode scanner. */
export interface ScannerTest {
  layout: WedgeSettings['layout']
  /** Text in front of the code, an AIM identifier not counted. */
  prefix: string
  /** The scanner sends an AIM identifier first, such as `]C0`. */
  aim?: string
  /** Text behind the code and before the end key. */
  suffix: string
  end: 'Enter' | 'Tab' | 'none'
  /** Gaps between keys, milliseconds. */
  medianGapMs: number
  longestGapMs: number
  /** What to set so that this scanner works here. */
  settings: WedgeSettings
}

export type ScannerTestRefusal =
  | { type: 'NothingScanned' }
  /** Upper and lower case came exchanged: Caps Lock is on, or the scanner changes case. */
  | { type: 'CaseExchanged' }
  | { type: 'NotTheCheckCode'; text: string }
  /** So slow that hands cannot be told from the scanner; its inter-character delay is set too long. */
  | { type: 'TooSlow'; longestGapMs: number }

/** Judges the keys of one scan of the check code, from the first key down to the last. */
export function analyseScannerTest(
  keys: readonly WedgeKey[],
): Result<ScannerTest, ScannerTestRefusal> {
  const presses = keys.filter((key) => key.repeat !== true)
  const asTyped = textOf(presses, 'as-typed')
  if (asTyped === '' && textOf(presses, 'us-codes') === '') return err({ type: 'NothingScanned' })
  const layout = layoutOf(presses)
  if (layout === undefined) return err(whyNot(asTyped))
  const gaps = gapsOf(presses)
  const longestGapMs = gaps.at(-1) ?? 0
  if (longestGapMs > MAX_GAP_MS) return err({ type: 'TooSlow', longestGapMs })
  return ok(report(presses, layout, gaps))
}

/** As typed is preferred where both fit: the computer's layout and the scanner's agree. */
const layoutOf = (keys: readonly WedgeKey[]): WedgeSettings['layout'] | undefined =>
  (['as-typed', 'us-codes'] as const).find((layout) =>
    textOf(keys, layout).includes(SCANNER_CHECK_CODE),
  )

function whyNot(text: string): ScannerTestRefusal {
  const exchanged = [...text].map((one) =>
    one === one.toLowerCase() ? one.toUpperCase() : one.toLowerCase(),
  )
  return exchanged.join('').includes(SCANNER_CHECK_CODE)
    ? { type: 'CaseExchanged' }
    : { type: 'NotTheCheckCode', text }
}

function report(
  keys: readonly WedgeKey[],
  layout: WedgeSettings['layout'],
  gaps: readonly number[],
): ScannerTest {
  const text = textOf(keys, layout)
  const at = text.indexOf(SCANNER_CHECK_CODE)
  const { aim, prefix } = splitPrefix(text.slice(0, at))
  const suffix = text.slice(at + SCANNER_CHECK_CODE.length)
  const end = endOf(keys)
  const longestGapMs = gaps.at(-1) ?? 0
  return {
    layout,
    prefix,
    ...(aim === undefined ? {} : { aim }),
    suffix,
    end,
    medianGapMs: gaps[Math.floor(gaps.length / 2)] ?? 0,
    longestGapMs,
    settings: {
      ...DEFAULT_WEDGE_SETTINGS,
      layout,
      prefix,
      suffix,
      end: end === 'none' ? 'gap' : 'key',
      gapMs: roomyGap(longestGapMs),
    },
  }
}

/** The AIM identifier stands right before the data, behind whatever else was set as a prefix. */
function splitPrefix(before: string): { aim?: string; prefix: string } {
  const aim = before.slice(-3)
  if (!isAim(aim) || symbologyOf(aim) === undefined) return { prefix: before }
  return { aim, prefix: before.slice(0, -3) }
}

/** Half as much again as the slowest gap seen, in tens: one scan does not show the worst. */
const roomyGap = (longestGapMs: number): number =>
  Math.min(
    MAX_GAP_MS,
    Math.max(DEFAULT_WEDGE_SETTINGS.gapMs, Math.ceil((longestGapMs * 1.5) / 10) * 10),
  )

function textOf(keys: readonly WedgeKey[], layout: WedgeSettings['layout']): string {
  const settings = { ...DEFAULT_WEDGE_SETTINGS, layout }
  return keys.map((key) => characterOf(key, settings) ?? '').join('')
}

function endOf(keys: readonly WedgeKey[]): 'Enter' | 'Tab' | 'none' {
  const last = keys.at(-1)
  return (last && endKey(last)) ?? 'none'
}

/** Sorted. From character to character: the Shift keys between them are no keys of the scan. */
function gapsOf(keys: readonly WedgeKey[]): number[] {
  const times = keys
    .filter((key) => endKey(key) ?? characterOf(key, DEFAULT_WEDGE_SETTINGS))
    .map((key) => key.at)
  return times
    .slice(1)
    .map((at, index) => at - times[index]!)
    .sort((a, b) => a - b)
}
