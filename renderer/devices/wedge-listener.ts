import { type RawScan, rawScanOf } from '#shared/scan/scan.ts'
import {
  characterOf,
  endKey,
  isAlive,
  outsideFields,
  pressKey,
  REST_MS,
  releaseKey,
  rest,
  type TornReason,
  type WedgeKey,
  type WedgeOutcome,
  type WedgeRun,
  type WedgeSettings,
} from '#shared/scan/wedge.ts'
import { createAltCodes } from './alt-codes.ts'
import {
  type FieldSnapshot,
  insertText,
  restoreField,
  snapshotOf,
  textFieldOf,
} from './text-field.ts'

/** A scanner set to CR LF presses a second end key; so long after a scan it is the scanner's. */
const SECOND_END_MS = 150

export interface WedgeListenerDeps {
  /** The window: keys are caught there before any control sees them. */
  target: Pick<Window, 'addEventListener' | 'removeEventListener'>
  settings(): WedgeSettings
  /** UTC milliseconds. */
  now(): number
  push(raw: RawScan): void
  /** What looks like a scan and may have lost a piece, or had it changed: ask for another. */
  onTorn?(text: string, why: TornReason): void
  /** Every key as it comes, for the scanner test. */
  onKey?(key: WedgeKey): void
}

/**
 * Listens to a scanner that acts as a keyboard, whatever has the focus. Gives back the way to stop.
 *
 * A burst must not reach a control, and a person must not lose a key, but the first keys of the two
 * look the same. So it depends on where they would go:
 * - No text field has the focus. Characters do nothing there for a person (there are no single-letter
 *   shortcuts), so all of them are held back, and with them an Enter or Tab that ends a burst. Space
 *   and Enter on their own are let through: they press the focused button. What looks like a scan and is
 *   none is told as torn: a read never vanishes.
 * - A text field has the focus. The first characters go in. From the one that makes the run as long
 *   as a code at a scanner's speed on, they are held back. If the end key then makes it a scan, the
 *   field gets back what it held before; if a gap or fingers make it typing, the held characters are put in.
 * - Combinations with Ctrl, Alt or Meta, arrows, Escape and function keys always pass; so does
 *   everything while an input method composes.
 *
 * Times are those of the events, not of this code: on a busy page keys come late and all at once. What the
 * times and the keys going up say of hands is in `shared/scan/wedge.ts`.
 */
export function listenToWedge(deps: WedgeListenerDeps): () => void {
  const { target, push, now } = deps
  const heldCodes = new Set<string>()
  /** When each key that is still down went down, and when the next one did. */
  const down = new Map<string, { pressedAt: number; nextAt?: number }>()
  const altCodes = createAltCodes()
  let run: WedgeRun | undefined
  let touched: FieldSnapshot | undefined
  let heldText = ''
  /** What was held back has been put in: the field holds what a person typed, as far as anybody knows. */
  let isSettled = false
  let scannedAt = Number.NEGATIVE_INFINITY
  /** The run began in a text field, and a person has pointed at something since its last key. */
  let isLeft = false
  let ranInField = false
  let timer: ReturnType<typeof setTimeout> | undefined

  function onKeyDown(event: KeyboardEvent): void {
    if (altCodes.press(event)) return
    const key = toWedgeKey(event)
    if (key !== undefined) take(event, key)
  }

  function take(event: KeyboardEvent, key: WedgeKey): void {
    deps.onKey?.(key)
    const wasRunning = isAlive(run, key.at)
    if (!wasRunning) abandon(key.at)
    // What began in a field may have been typed there, wherever the focus is now.
    const inField = touched !== undefined || textFieldOf(event.target) !== undefined
    if (isLeft && !inField && !wasRunning) run = undefined
    isLeft = false
    const settings = inField ? deps.settings() : outsideFields(deps.settings())
    const end = endKey(key)
    goesOn(key.at, end !== undefined)
    const step = pressKey(run, key, settings)
    const before = wasRunning ? run : undefined
    run = step.run
    if (end !== undefined) onEnd(event, end, step.outcome, (before?.presses ?? 0) > 0)
    else if (step.outcome.kind === 'torn') finish(step.outcome)
    else if (step.run === undefined && step.outcome.kind === 'typing') forgetField()
    else if (step.outcome.kind !== 'ignored') onCharacter(event, key, step.outcome, before)
  }

  /** The next key belongs to another run. */
  function abandon(at: number): void {
    judgeRest(at)
    forgetField()
  }

  /**
   * A run that nothing ended, judged by where it began. The field is remembered: its keys may only be late, and
   * then they go on with it.
   */
  function judgeRest(at: number): void {
    const settings = touched === undefined ? outsideFields(deps.settings()) : deps.settings()
    const step = rest(run, at, settings)
    run = step.run
    if (step.outcome.kind === 'typing') settleTyping()
    else if (step.outcome.kind !== 'ignored') finish(step.outcome)
  }

  function onCharacter(
    event: KeyboardEvent,
    key: WedgeKey,
    outcome: WedgeOutcome,
    before: WedgeRun | undefined,
  ): void {
    const settings = deps.settings()
    wait()
    const field = textFieldOf(event.target)
    const isHoldable = key.composing !== true && key.code !== ALT_CODE && !isMeantForPage(event)
    down.set(event.code, { pressedAt: key.at })
    const isFirst = (before?.presses ?? 0) === 0
    if (isFirst) ranInField = field !== undefined
    if (field === undefined) {
      if ((event.target as Partial<HTMLElement> | null)?.isContentEditable) return
      if (isHoldable && (!isFirst || key.code !== 'Space')) hold(event)
      return
    }
    if (isFirst) {
      touched = snapshotOf(field)
      isSettled = false
    }
    if (outcome.kind !== 'pending') {
      settleTyping()
    } else if (isHoldable && (key.ctrl || outcome.text.length > burstLength(settings))) {
      hold(event)
      if (!key.ctrl) heldText += characterOf(key, { ...settings, layout: 'as-typed' }) ?? ''
    }
  }

  function onEnd(
    event: KeyboardEvent,
    end: 'Enter' | 'Tab',
    outcome: WedgeOutcome,
    inRun: boolean,
  ): void {
    if (finish(outcome)) {
      scannedAt = event.timeStamp
      if (outcome.kind === 'scan' || !event.isComposing) hold(event)
    } else if (event.timeStamp - scannedAt <= SECOND_END_MS) {
      hold(event)
    } else if (end === 'Enter' && inRun && textFieldOf(event.target) === undefined) {
      hold(event) // a scan too slow to be known as one must not press the button either
    }
  }

  /** Acts on the end of a run; whether it looks like a scanner's. */
  function finish(outcome: WedgeOutcome): boolean {
    clearTimeout(timer)
    if (outcome.kind !== 'scan' && outcome.kind !== 'torn') {
      forgetField()
      return false
    }
    // Only of a scan it is known that all that came into the field is its own.
    if (touched !== undefined && (outcome.kind === 'scan' || !isSettled)) restoreField(touched)
    heldText = ''
    forgetField()
    if (outcome.kind === 'torn') deps.onTorn?.(outcome.text, outcome.why)
    else push(rawScanOf(outcome.text, { source: 'wedge', device: 'keyboard', at: now() }))
    return true
  }

  /** It seems to be a person: what was held back goes where it would have gone. */
  function settleTyping(): void {
    if (touched !== undefined && heldText !== '') insertText(touched.field, heldText)
    heldText = ''
    isSettled = true
  }

  function forgetField(): void {
    settleTyping()
    touched = undefined
    isSettled = false
  }

  function wait(): void {
    clearTimeout(timer)
    const { gapMs } = deps.settings()
    timer = setTimeout(onSilence, gapMs + 1, performance.now() + gapMs + 1)
  }

  function onSilence(due: number): void {
    const { gapMs, end } = deps.settings()
    // The page was busy: keys that were pressed in time may wait behind this timer.
    if (performance.now() - due > gapMs) {
      wait()
      return
    }
    if (end === 'key') settleTyping()
    timer = setTimeout(onRest, REST_MS - gapMs, performance.now() + REST_MS - gapMs)
  }

  function onRest(due: number): void {
    if (performance.now() - due > deps.settings().gapMs) wait()
    else if (run !== undefined) judgeRest(run.lastAt + REST_MS + 1)
  }

  function hold(event: KeyboardEvent): void {
    heldCodes.add(event.code)
    event.preventDefault()
    event.stopImmediatePropagation()
  }

  /** A button is pressed by the key going up: what did not see it go down must not see that. */
  function onKeyUp(event: KeyboardEvent): void {
    const character = altCodes.release(event)
    if (character !== undefined) take(event, altKey(character, event))
    else release(event.code, event.timeStamp)
    if (!heldCodes.delete(event.code)) return
    event.preventDefault()
    event.stopImmediatePropagation()
  }

  /** Who types a word, clicks and scans is a person who goes on: the scan is not the late end of that word. */
  function onPoint(): void {
    isLeft = ranInField
  }

  /** Another key has gone down. With the last one of a run it is told which of the earlier are still down. */
  function goesOn(at: number, isEnd: boolean): void {
    for (const [code, key] of down) {
      key.nextAt ??= at
      if (isEnd) release(code, at)
    }
  }

  function release(code: string, at: number): void {
    const key = down.get(code)
    down.delete(code)
    if (key !== undefined) run = releaseKey(run, { ...key, at })
  }

  target.addEventListener('keydown', onKeyDown, true)
  target.addEventListener('keyup', onKeyUp, true)
  target.addEventListener('pointerdown', onPoint, true)
  return () => {
    clearTimeout(timer)
    target.removeEventListener('keydown', onKeyDown, true)
    target.removeEventListener('keyup', onKeyUp, true)
    target.removeEventListener('pointerdown', onPoint, true)
  }
}

/** So many characters at a scanner's speed are taken for a burst until they turn out to be none. */
const burstLength = ({ minimumLength, prefix, suffix }: WedgeSettings): number =>
  minimumLength + prefix.length + suffix.length

/** Shortcuts, and keys of the number pad that move the cursor, are never held back, whatever came before them. */
const isMeantForPage = (event: KeyboardEvent): boolean =>
  (event.ctrlKey && event.code !== 'BracketRight' && !event.getModifierState('AltGraph')) ||
  (event.code.startsWith('Numpad') && [...event.key].length !== 1)

/** A character of Alt and digits has no key of its own. */
const ALT_CODE = ''

const altKey = (key: string, event: KeyboardEvent): WedgeKey => ({
  code: ALT_CODE,
  key,
  shift: false,
  at: event.timeStamp,
})

/** Nothing for keys that are no concern of a scanner. AltGr makes characters on European keyboards. */
function toWedgeKey(event: KeyboardEvent): WedgeKey | undefined {
  const altGraph = event.getModifierState('AltGraph')
  const ctrl = event.ctrlKey && !altGraph
  if (event.metaKey || (event.altKey && !altGraph)) return undefined
  const composing = event.isComposing || event.keyCode === COMPOSED
  return {
    code: event.code,
    key: event.key,
    shift: event.shiftKey,
    ...(ctrl ? { ctrl } : {}),
    ...(event.getModifierState('CapsLock') ? { capsLock: true } : {}),
    ...(composing ? { composing } : {}),
    repeat: event.repeat,
    at: event.timeStamp,
  }
}

/** The key code of keys that an input method has taken. */
const COMPOSED = 229
