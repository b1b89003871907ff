import { usCharacter } from './us-keys.ts'

/** One key going down, as a `KeyboardEvent` tells it. `at` in milliseconds of a clock that only grows. */
export interface WedgeKey {
  code: string
  key: string
  shift: boolean
  ctrl?: boolean
  capsLock?: boolean
  /** An input method has the key: what becomes of it is not known. */
  composing?: boolean
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
  /** No text field has the focus: nobody has a reason to type, so what is no scan is said to be torn. */
  outside?: boolean
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
export const outsideFields = (settings: WedgeSettings): WedgeSettings => ({
  ...settings,
  outside: true,
  minimumLength:
    settings.end === 'key' ? Math.min(SHORTEST, settings.minimumLength) : settings.minimumLength,
})

/** The slowest scanner that is still told apart from hands. */
export const MAX_GAP_MS = 150

/** Keys with a rest before and after them. One slow gap inside and it is not one scan. */
export interface WedgeRun {
  text: string
  startedAt: number
  lastAt: number
  /** Keys that stand for a character, known or not. */
  presses: number
  slowGaps: number
  /** A key whose character is not known here (a dead key, a control character, an input method). */
  unclear: boolean
  /** A letter while Caps Lock was on, which exchanges its case: whose case it has now nobody can tell. */
  exchanged: boolean
  /** Times that a key was still down when the next one went down, and repeats: hands. */
  overlaps: number
  /** Keys that were down as long as a finger holds them. */
  holds: number
  /** It began so soon after keys without an end that it may be the rest of their scan. */
  isTail: boolean
  /** `told`: its silence was judged, though more of it may be on the way. `taken`: a code was made of it. */
  state: 'open' | 'told' | 'taken'
}

/** Why something that looks like a scan is no code. */
export type TornReason = 'piece' | 'unclear' | 'caps-lock'

/**
 * `pending`: it may become a scan. `scan`: it is one. `torn`: it looks like one, but a piece may be missing or
 * changed: never a code, ask for another scan. `typing`: a person. `ignored`: no character.
 */
export type WedgeOutcome =
  | { kind: 'pending'; text: string }
  | { kind: 'scan'; text: string; end: 'Enter' | 'Tab' | 'gap' }
  | { kind: 'torn'; text: string; why: TornReason }
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
export const REST_MS = 500

/** After a stall longer than a rest, the end of a scan still comes within this: it must not pass as whole. */
const TAIL_MS = 1_500

/** Takes one key. Pure: the run that it gives back goes into the next call. */
export function pressKey(
  run: WedgeRun | undefined,
  key: WedgeKey,
  settings: WedgeSettings = DEFAULT_WEDGE_SETTINGS,
): WedgeStep {
  const current = isAlive(run, key.at) ? run : undefined
  const end = endKey(key)
  if (end !== undefined) return pressEnd(current, key, end, settings)
  if (current !== undefined && isEditing(key))
    return { run: undefined, outcome: abandoned(current, settings) }
  const character = characterOf(key, settings, current)
  if (character === undefined)
    return { run: afterNothing(run, current, key), outcome: { kind: 'ignored' } }
  const next = extend(current ?? begin(run, key), character, key, settings)
  const plain = next.slowGaps === 0 && !next.unclear && !isHands(next, settings)
  return { run: next, outcome: plain ? { kind: 'pending', text: next.text } : { kind: 'typing' } }
}

/** What moved the cursor may have been meant as a digit, with which a code would begin: then it is not whole. */
function afterNothing(
  run: WedgeRun | undefined,
  current: WedgeRun | undefined,
  key: WedgeKey,
): WedgeRun | undefined {
  if (!isCursorPad(key)) return run
  return { ...(current ?? begin(run, key)), lastAt: key.at, unclear: true }
}

/** Whether a key at this time still belongs to the run. */
export const isAlive = (run: WedgeRun | undefined, at: number): run is WedgeRun =>
  run !== undefined && run.state !== 'taken' && at - run.lastAt <= REST_MS

/** Longest that a key is taken to be down: a later release was missed by the page. */
const LONGEST_HOLD_MS = 1_000
const SHORTEST_OVERLAP_MS = 5
/** A finger holds a key for 60 to 150 ms, a scanner until its next report: 1 to 25 ms. */
const SHORTEST_HOLD_MS = 40

/** A key going up. `nextAt`: when the next key for a character or an end went down. */
export interface WedgeRelease {
  pressedAt: number
  nextAt?: number | undefined
  at: number
}

/**
 * Takes one key going up. Hands that type as fast as a scanner hold each key until after the next has gone down;
 * a scanner lets go of one before it presses the next.
 */
export function releaseKey(
  run: WedgeRun | undefined,
  { pressedAt, nextAt, at }: WedgeRelease,
): WedgeRun | undefined {
  if (run === undefined || pressedAt < run.startedAt || at - pressedAt > LONGEST_HOLD_MS) return run
  const overlaps = nextAt !== undefined && at - nextAt >= SHORTEST_OVERLAP_MS
  const held = at - pressedAt >= SHORTEST_HOLD_MS
  return {
    ...run,
    overlaps: run.overlaps + (overlaps ? 1 : 0),
    holds: run.holds + (held ? 1 : 0),
  }
}

/** Tells that `at` has come without another key. Ends a scan by its gap where the scanner sends no end. */
export function rest(
  run: WedgeRun | undefined,
  at: number,
  settings: WedgeSettings = DEFAULT_WEDGE_SETTINGS,
): WedgeStep {
  if (run === undefined || run.state !== 'open' || at - run.lastAt <= REST_MS) {
    return { run, outcome: { kind: 'ignored' } }
  }
  return settings.end === 'gap'
    ? { run: { ...run, state: 'taken' }, outcome: judge(run, 'gap', settings) }
    : { run: { ...run, state: 'told' }, outcome: abandoned(run, settings) }
}

/** Backspace, arrows: nobody but a person presses them among characters. */
const EDITING: ReadonlySet<string> = new Set([
  ...['Backspace', 'Delete', 'Escape', 'Home', 'End', 'PageUp', 'PageDown', 'Insert'],
  ...['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'],
])

const isEditing = ({ key, code }: WedgeKey): boolean =>
  EDITING.has(key) && !code.startsWith('Numpad')

/** Fast keys that no end followed: where nobody types they were a scan, and it is said that it was not taken. */
function abandoned(run: WedgeRun, settings: WedgeSettings): WedgeOutcome {
  const isLike = run.isTail || (run.presses > SHORTEST && hasFastGap(run))
  return settings.outside === true && isLike && !isHands(run, settings)
    ? torn(run)
    : { kind: 'typing' }
}

/** Two keys as near to each other as a scanner's. */
const hasFastGap = (run: WedgeRun): boolean => run.slowGaps < run.presses - 1

const isSeldomSlow = (run: WedgeRun): boolean => run.slowGaps * 4 <= run.presses

const averageGap = (run: WedgeRun): number =>
  run.presses < 2 ? 0 : (run.lastAt - run.startedAt) / (run.presses - 1)

/** Two keys of a scanner may go down with one report; fingers are never so near each other for a whole word. */
const FASTEST_HANDS_MS = 10

function isHands(run: WedgeRun, settings: WedgeSettings): boolean {
  if (averageGap(run) < FASTEST_HANDS_MS) return false
  if (run.overlaps > 0 && run.overlaps * 3 >= run.presses - 1) return true
  // At the pace of a slow scanner fingers no longer overlap. Outside fields nobody types, and the pace is enough.
  const isSlowPace = settings.gapMs > DEFAULT_WEDGE_SETTINGS.gapMs && settings.outside !== true
  return isSlowPace && run.holds > 0 && run.holds * 2 >= run.presses - 1
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
  const affixes = settings.outside ? 0 : prefix.length + suffix.length
  if (run.presses < minimumLength + affixes)
    return settings.outside && run.isTail ? torn(run) : { kind: 'typing' }
  if (isDoubtful(run, settings)) return isLikeScan(run, settings) ? torn(run) : { kind: 'typing' }
  const code = run.text.slice(prefix.length, run.text.length - suffix.length)
  const isWhole =
    run.text.startsWith(prefix) && run.text.endsWith(suffix) && [...code].length >= minimumLength
  if (isWhole) return { kind: 'scan', text: code, end }
  return settings.outside ? torn(run) : { kind: 'typing' }
}

const isDoubtful = (run: WedgeRun, settings: WedgeSettings): boolean =>
  run.slowGaps > 0 || run.unclear || run.exchanged || run.isTail || isHands(run, settings)

/** Where nobody types, all but slow hands; in a field only what is a burst but for a hiccup. */
function isLikeScan(run: WedgeRun, settings: WedgeSettings): boolean {
  if (!settings.outside) return !isHands(run, settings) && isSeldomSlow(run)
  return run.isTail || averageGap(run) <= MAX_GAP_MS || run.slowGaps < run.presses
}

const torn = (run: WedgeRun): WedgeOutcome => ({ kind: 'torn', text: run.text, why: whyTorn(run) })

function whyTorn(run: WedgeRun): TornReason {
  if (run.slowGaps > 0 || run.isTail) return 'piece'
  if (run.unclear) return 'unclear'
  return run.exchanged ? 'caps-lock' : 'piece'
}

function begin(before: WedgeRun | undefined, key: WedgeKey): WedgeRun {
  return {
    text: '',
    startedAt: key.at,
    lastAt: key.at,
    presses: 0,
    slowGaps: 0,
    unclear: false,
    exchanged: false,
    overlaps: 0,
    holds: 0,
    isTail: before !== undefined && isTail(before, key),
    state: 'open',
  }
}

function isTail(before: WedgeRun, key: WedgeKey): boolean {
  const since = key.at - before.lastAt
  if (before.state === 'taken') return since <= REST_MS
  return since <= TAIL_MS && mayGoOn(before)
}

/** Whether more of a scan may be to come: unless fingers were felt. Space alone presses a button. */
function mayGoOn(run: WedgeRun): boolean {
  if (run.presses === 1) return run.text !== ' '
  return run.overlaps === 0 && (hasFastGap(run) || run.holds * 2 < run.presses)
}

/** More than any symbol holds: what is beyond is a held key, and no code. */
const MOST_KEPT = 8_192

function extend(
  run: WedgeRun,
  character: string,
  key: WedgeKey,
  settings: WedgeSettings,
): WedgeRun {
  const isFirst = run.presses === 0
  const unclear = character === UNCLEAR || run.text.length >= MOST_KEPT
  return {
    ...run,
    text: run.text + (unclear ? '' : character),
    lastAt: key.at,
    presses: run.presses + 1,
    slowGaps: run.slowGaps + (!isFirst && isSlow(run, key, settings) ? 1 : 0),
    unclear: run.unclear || unclear,
    exchanged: run.exchanged || isExchanged(character, key, settings),
    overlaps: run.overlaps + (key.repeat === true ? 1 : 0),
  }
}

/** By the codes of the keys the case is known: Caps Lock changes what the computer types, not what is pressed. */
const isExchanged = (character: string, key: WedgeKey, { layout }: WedgeSettings): boolean =>
  key.capsLock === true &&
  layout === 'as-typed' &&
  character.toLowerCase() !== character.toUpperCase()

const isSlow = (run: WedgeRun, key: WedgeKey, settings: WedgeSettings): boolean =>
  key.at - run.lastAt > settings.gapMs || key.repeat === true

/** The key that ends a scan, if this is one. */
export const endKey = (key: WedgeKey): 'Enter' | 'Tab' | undefined => {
  if (key.ctrl) return undefined
  if (key.key === 'Enter' || key.code === 'Enter' || key.code === 'NumpadEnter') return 'Enter'
  return key.key === 'Tab' || key.code === 'Tab' ? 'Tab' : undefined
}

const UNCLEAR = ''
const GS = '\u001d'

/**
 * The character that a key stands for; `UNCLEAR` for one that cannot be told; nothing for Shift and the like. Within
 * the `run`, control characters other than GS are characters of a code, which no label of a tube should hold.
 */
export function characterOf(
  key: WedgeKey,
  settings: WedgeSettings,
  run?: WedgeRun,
): string | undefined {
  if (key.composing) return composedOf(key, settings)
  // Scanners send the GS between GS1 fields as Ctrl+].
  if (key.ctrl) return key.code === 'BracketRight' ? GS : controlOf(key, settings, run)
  if (isCursorPad(key) && (run?.presses ?? 0) === 0) return undefined
  if (settings.layout === 'us-codes') return usCharacter(key.code, key.shift) ?? unknownKey(key)
  return isOneCharacter(key) ? key.key : unknownKey(key)
}

/** A dead key makes the computer compose; the place of the next key is known all the same. */
const composedOf = (key: WedgeKey, { layout }: WedgeSettings): string =>
  (layout === 'us-codes' ? usCharacter(key.code, key.shift) : undefined) ?? UNCLEAR

function controlOf(
  key: WedgeKey,
  settings: WedgeSettings,
  run: WedgeRun | undefined,
): string | undefined {
  const isFast = run !== undefined && key.at - run.lastAt <= settings.gapMs
  return isFast && isOneCharacter(key) ? UNCLEAR : undefined
}

const isOneCharacter = ({ key }: WedgeKey): boolean => [...key].length === 1

const NAMELESS: ReadonlySet<string> = new Set(['Dead', 'Unidentified', 'Process'])

const unknownKey = (key: WedgeKey): string | undefined =>
  NAMELESS.has(key.key) || isOneCharacter(key) || isCursorPad(key) ? UNCLEAR : undefined

/** The number pad moves the cursor while Num Lock is off. */
const isCursorPad = (key: WedgeKey): boolean =>
  /^Numpad(\d|Decimal)$/.test(key.code) && !isOneCharacter(key) && !NAMELESS.has(key.key)
