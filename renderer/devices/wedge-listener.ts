import { type RawScan, rawScanOf } from '#shared/scan/scan.ts'
import {
  characterOf,
  endKey,
  outsideFields,
  pressKey,
  rest,
  restMs,
  type WedgeKey,
  type WedgeOutcome,
  type WedgeRun,
  type WedgeSettings,
} from '#shared/scan/wedge.ts'
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
  /** A scan that may have lost a piece: ask for another. */
  onTorn?(text: string): void
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
 *   and Enter on their own are let through: they press the focused button.
 * - A text field has the focus. The first characters go in. From the one that makes the run as long
 *   as a code at a scanner's speed on, they are held back. If the end key then makes it a scan, the
 *   field gets back what it held before; if a gap makes it typing, the held characters are put in.
 * - Combinations with Ctrl, Alt or Meta, arrows, Escape and function keys always pass; so does
 *   everything while an input method composes.
 */
export function listenToWedge(deps: WedgeListenerDeps): () => void {
  const { target, push, now } = deps
  const heldCodes = new Set<string>()
  let run: WedgeRun | undefined
  let touched: FieldSnapshot | undefined
  let heldText = ''
  let scannedAt = Number.NEGATIVE_INFINITY
  let timer: ReturnType<typeof setTimeout> | undefined

  function onKeyDown(event: KeyboardEvent): void {
    const key = toWedgeKey(event)
    if (key === undefined) return
    deps.onKey?.(key)
    const settings = deps.settings()
    const before = alive(run, key, settings) ? run : undefined
    if (before === undefined) settleTyping()
    // What began in a field may have been typed there, wherever the focus is now.
    const inField = touched !== undefined || textFieldOf(event.target) !== undefined
    const step = pressKey(before, key, inField ? settings : outsideFields(settings))
    run = step.run
    const end = endKey(key)
    if (end !== undefined) onEnd(event, end, step.outcome, before !== undefined)
    else if (step.outcome.kind !== 'ignored') onCharacter(event, key, step.outcome, before)
  }

  function onCharacter(
    event: KeyboardEvent,
    key: WedgeKey,
    outcome: WedgeOutcome,
    before: WedgeRun | undefined,
  ): void {
    const settings = deps.settings()
    waitForRest(settings)
    const field = textFieldOf(event.target)
    if (field === undefined) {
      if ((event.target as Partial<HTMLElement> | null)?.isContentEditable) return
      if (before !== undefined || key.code !== 'Space') hold(event)
      return
    }
    if (before === undefined) touched = snapshotOf(field)
    if (outcome.kind !== 'pending') {
      settleTyping()
    } else if (outcome.text.length > burstLength(settings)) {
      hold(event)
      heldText += characterOf(key, { ...settings, layout: 'as-typed' }) ?? ''
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
      hold(event)
    } else if (event.timeStamp - scannedAt <= SECOND_END_MS) {
      hold(event)
    } else if (end === 'Enter' && inRun && textFieldOf(event.target) === undefined) {
      hold(event) // a scan too slow to be known as one must not press the button either
    }
  }

  /** Acts on the end of a run; whether a scanner made it. */
  function finish(outcome: WedgeOutcome): boolean {
    clearTimeout(timer)
    if (outcome.kind !== 'scan' && outcome.kind !== 'torn') {
      settleTyping()
      return false
    }
    if (touched !== undefined) restoreField(touched)
    touched = undefined
    heldText = ''
    if (outcome.kind === 'torn') deps.onTorn?.(outcome.text)
    else push(rawScanOf(outcome.text, { source: 'wedge', device: 'keyboard', at: now() }))
    return true
  }

  /** It was a person: what was held back goes where it would have gone. */
  function settleTyping(): void {
    if (touched !== undefined && heldText !== '') insertText(touched.field, heldText)
    heldText = ''
    touched = undefined
  }

  function waitForRest(settings: WedgeSettings): void {
    clearTimeout(timer)
    const ms = settings.end === 'gap' ? restMs(settings) : settings.gapMs
    timer = setTimeout(onSilence, ms + 1, settings, performance.now() + ms + 1)
  }

  function onSilence(settings: WedgeSettings, due: number): void {
    // The page was busy: keys that were pressed in time may wait behind this timer.
    if (performance.now() - due > settings.gapMs) {
      waitForRest(settings)
    } else if (settings.end === 'key' || run === undefined) {
      settleTyping()
    } else {
      const step = rest(run, run.lastAt + restMs(settings) + 1, settings)
      run = step.run
      finish(step.outcome)
    }
  }

  function hold(event: KeyboardEvent): void {
    heldCodes.add(event.code)
    event.preventDefault()
    event.stopImmediatePropagation()
  }

  /** A button is pressed by the key going up: what did not see it go down must not see that. */
  function onKeyUp(event: KeyboardEvent): void {
    if (!heldCodes.delete(event.code)) return
    event.preventDefault()
    event.stopImmediatePropagation()
  }

  target.addEventListener('keydown', onKeyDown, true)
  target.addEventListener('keyup', onKeyUp, true)
  return () => {
    clearTimeout(timer)
    target.removeEventListener('keydown', onKeyDown, true)
    target.removeEventListener('keyup', onKeyUp, true)
  }
}

/** So many characters at a scanner's speed are taken for a burst until they turn out to be none. */
const burstLength = ({ minimumLength, prefix, suffix }: WedgeSettings): number =>
  minimumLength + prefix.length + suffix.length

const alive = (run: WedgeRun | undefined, key: WedgeKey, settings: WedgeSettings): boolean =>
  run !== undefined && key.at - run.lastAt <= restMs(settings)

/** Nothing for keys that are no concern of a scanner. AltGr makes characters on European keyboards. */
function toWedgeKey(event: KeyboardEvent): WedgeKey | undefined {
  if (event.isComposing || event.keyCode === 229) return undefined
  const altGraph = event.getModifierState('AltGraph')
  const ctrl = event.ctrlKey && !altGraph
  if (event.metaKey || (event.altKey && !altGraph)) return undefined
  if (ctrl && event.code !== 'BracketRight') return undefined
  return {
    code: event.code,
    key: event.key,
    shift: event.shiftKey,
    ...(ctrl ? { ctrl } : {}),
    repeat: event.repeat,
    at: event.timeStamp,
  }
}
