import { usCharacter } from './us-keys.ts'

/** One key going down, as a `KeyboardEvent` tells it. `at` in milliseconds of a clock that only grows. */
export interface WedgeKey {
  code: string
  key: string
  shift: boolean
  ctrl?: boolean
  /** The keyboard's own repeat of a key that is held: never a scanner. */
  repeat?: boolean
  at: number
}

export interface WedgeSettings {
  /** Longest gap between two keys of one scan, milliseconds: 50, up to 150 for slow scanners. */
  gapMs: number
  /** Fewest characters that count as a scan, prefix and suffix not counted. */
  minimumLength: number
  /** `us-codes` for a scanner in US mode on a computer with another layout. */
  layout: 'as-typed' | 'us-codes'
  /** `gap` only for a scanner that sends no Enter or Tab: a scan cut by a hiccup would pass as whole. */
  end: 'key' | 'gap'
  /** Characters that the scanner sends in front or behind, and that are no part of the code. */
  prefix: string
  suffix: string
}

export const DEFAULT_WEDGE_SETTINGS: WedgeSettings = {
  gapMs: 50,
  minimumLength: 3,
  layout: 'as-typed',
  end: 'key',
  prefix: '',
  suffix: '',
}

/** A position such as `B3` is a whole code, where no text field could take it for typing. */
const SHORTEST = 2

/** What holds while no text field has the focus: two characters and an end key are a scan. */
export const outsideFields = (settings: WedgeSettings): WedgeSettings =>
  settings.end === 'key' && settings.minimumLength > SHORTEST
    ? { ...settings, minimumLength: SHORTEST }
    : settings

/** The slowest scanner that is still told apart from hands. */
export const MAX_GAP_MS = 150

/** Keys with a rest before and after them. One slow gap inside and it is not one scan. */
export interface WedgeRun {
  text: string
  lastAt: number
  slowGaps: number
  /** A key whose character is not known here (a dead key, a held key). */
  unclear: boolean
}

/**
 * `pending`: it may become a scan. `scan`: it is one. `torn`: it was one for the most part, but a
 * piece may be missing: never a code, ask for another scan. `typing`: a person. `ignored`: no character.
 */
export type WedgeOutcome =
  | { kind: 'pending'; text: string }
  | { kind: 'scan'; text: string; end: 'Enter' | 'Tab' | 'gap' }
  | { kind: 'torn'; text: string }
  | { kind: 'typing' }
  | { kind: 'ignored' }

export interface WedgeStep {
  run: WedgeRun | undefined
  outcome: WedgeOutcome
}

/**
 * After so long without a key a new run begins. Longer than the gap on purpose: were the two the
 * same, a hiccup in the middle of a scan would make its second half a whole code.
 */
export const restMs = (settings: WedgeSettings): number =>
  settings.end === 'gap' ? settings.gapMs * 3 : 500

/** Takes one key. Pure: the run that it gives back goes into the next call. */
export function pressKey(
  run: WedgeRun | undefined,
  key: WedgeKey,
  settings: WedgeSettings = DEFAULT_WEDGE_SETTINGS,
): WedgeStep {
  const current = run !== undefined && key.at - run.lastAt > restMs(settings) ? undefined : run
  const end = endKey(key)
  if (end !== undefined) return pressEnd(current, key, end, settings)
  const character = characterOf(key, settings)
  if (character === undefined) return { run: current, outcome: { kind: 'ignored' } }
  const next = extend(current, character, key, settings)
  const plain = next.slowGaps === 0 && !next.unclear
  return { run: next, outcome: plain ? { kind: 'pending', text: next.text } : { kind: 'typing' } }
}

/** Tells that `at` has come without another key. Ends a scan by its gap where the scanner sends no end. */
export function rest(
  run: WedgeRun | undefined,
  at: number,
  settings: WedgeSettings = DEFAULT_WEDGE_SETTINGS,
): WedgeStep {
  if (run === undefined || at - run.lastAt <= restMs(settings)) {
    return { run, outcome: { kind: 'ignored' } }
  }
  const outcome: WedgeOutcome =
    settings.end === 'gap' ? judge(run, 'gap', settings) : { kind: 'typing' }
  return { run: undefined, outcome }
}

function pressEnd(
  run: WedgeRun | undefined,
  key: WedgeKey,
  end: 'Enter' | 'Tab',
  settings: WedgeSettings,
): WedgeStep {
  if (run === undefined) return { run, outcome: { kind: 'ignored' } }
  const slowGaps = run.slowGaps + (isSlow(run, key, settings) ? 1 : 0)
  return { run: undefined, outcome: judge({ ...run, slowGaps }, end, settings) }
}

function judge(run: WedgeRun, end: 'Enter' | 'Tab' | 'gap', settings: WedgeSettings): WedgeOutcome {
  const { prefix, suffix, minimumLength } = settings
  const length = [...run.text].length
  if (length < minimumLength + prefix.length + suffix.length) return { kind: 'typing' }
  if (run.slowGaps > 0 || run.unclear) {
    return run.slowGaps * 4 <= length ? { kind: 'torn', text: run.text } : { kind: 'typing' }
  }
  if (!run.text.startsWith(prefix) || !run.text.endsWith(suffix)) return { kind: 'typing' }
  return { kind: 'scan', text: run.text.slice(prefix.length, run.text.length - suffix.length), end }
}

function extend(
  run: WedgeRun | undefined,
  character: string,
  key: WedgeKey,
  settings: WedgeSettings,
): WedgeRun {
  const unclear = character === UNCLEAR
  return {
    text: (run?.text ?? '') + (unclear ? '' : character),
    lastAt: key.at,
    slowGaps: (run?.slowGaps ?? 0) + (run !== undefined && isSlow(run, key, settings) ? 1 : 0),
    unclear: (run?.unclear ?? false) || unclear,
  }
}

const isSlow = (run: WedgeRun, key: WedgeKey, settings: WedgeSettings): boolean =>
  key.at - run.lastAt > settings.gapMs || key.repeat === true

/** The key that ends a scan, if this is one. */
export const endKey = (key: WedgeKey): 'Enter' | 'Tab' | undefined => {
  if (key.key === 'Enter' || key.code === 'Enter' || key.code === 'NumpadEnter') return 'Enter'
  return key.key === 'Tab' || key.code === 'Tab' ? 'Tab' : undefined
}

const UNCLEAR = ''
const GS = '\u001d'

/** The character that a key stands for; `UNCLEAR` for one that cannot be told; nothing for Shift and the like. */
export function characterOf(key: WedgeKey, { layout }: WedgeSettings): string | undefined {
  // Scanners send the GS between GS1 fields as Ctrl+].
  if (key.ctrl) return key.code === 'BracketRight' ? GS : undefined
  if (layout === 'us-codes') return usCharacter(key.code, key.shift)
  if (key.key === 'Dead' || key.key === 'Unidentified' || key.key === 'Process') return UNCLEAR
  return [...key.key].length === 1 ? key.key : undefined
}
