import { vi } from 'vitest'
import type { RawScan } from '#shared/scan/scan.ts'
import { DEFAULT_WEDGE_SETTINGS, type TornReason, type WedgeSettings } from '#shared/scan/wedge.ts'
import { listenToWedge } from '../../../renderer/devices/wedge-listener.ts'
import type { Stroke } from '../scan/layouts.ts'
import { createFakeWindow, type FakeButton, type FakeField, type FakeKey } from './fake-window.ts'

/** A key event on its way: when it happened, and when the page hears of it. */
export interface KeyEventAt {
  type: 'down' | 'up'
  key: FakeKey
  heardAt: number
}

/** How long after the key before each one goes down, and for how long it stays down, milliseconds. */
export interface Timing {
  gaps: readonly number[]
  holds: readonly number[]
}

const ENTER: Stroke = { code: 'Enter', key: 'Enter', shift: false }

const SAME_KEY_MS = 1

/** What keys do one after the other, Enter last unless `end` says otherwise. The first goes down at `from`. */
export function eventsOf(
  strokes: readonly Stroke[],
  { gaps, holds }: Timing,
  { from, end = 'Enter' }: { from: number; end?: 'Enter' | 'none' },
): KeyEventAt[] {
  let at = from
  const lastUp = new Map<string, number>()
  const all = end === 'Enter' ? [...strokes, ENTER] : strokes
  const events = all.flatMap((stroke, i) => {
    if (i > 0) at += gaps[(i - 1) % gaps.length]!
    // A key has to come up before it can go down again.
    at = Math.max(at, (lastUp.get(stroke.code) ?? 0) + SAME_KEY_MS)
    const up = at + holds[i % holds.length]!
    lastUp.set(stroke.code, up)
    return [
      { type: 'down' as const, key: { ...stroke, at }, heardAt: at },
      { type: 'up' as const, key: { ...stroke, at: up }, heardAt: up },
    ]
  })
  return events.toSorted((a, b) => a.heardAt - b.heardAt)
}

/** Every event is heard so much later than it happened, and none before one that happened earlier. */
export function late(events: readonly KeyEventAt[], lags: readonly number[]): KeyEventAt[] {
  let heard = 0
  return events.map((event, i) => {
    heard = Math.max(heard, event.heardAt + lags[i % lags.length]!)
    return { ...event, heardAt: heard }
  })
}

/** A page with one control in focus, on which keyboards are let loose. Needs fake timers. */
export function openPage<F extends FakeField | FakeButton>(
  focused: F,
  more: Partial<WedgeSettings> = {},
) {
  const { window, down, up } = createFakeWindow(focused)
  const scans: RawScan[] = []
  const torn: { text: string; why: TornReason }[] = []
  const keys: string[] = []
  if (focused instanceof EventTarget)
    focused.addEventListener('key', (event) => keys.push((event as CustomEvent).detail))
  const stop = listenToWedge({
    target: window,
    settings: () => ({ ...DEFAULT_WEDGE_SETTINGS, ...more }),
    now: () => 1_700_000_000_000,
    push: (raw) => scans.push(raw),
    onTorn: (text, why) => torn.push({ text, why }),
  })
  return {
    focused,
    stop,
    torn,
    /** Keys with a name that reached the field: Enter, Tab. */
    keys,
    scans: () => scans.map(({ bytes }) => new TextDecoder().decode(bytes)),
    from: () => performance.now() + 3_000,
    play(events: readonly KeyEventAt[]): void {
      for (const { type, key, heardAt } of events) {
        vi.advanceTimersByTime(Math.max(0, heardAt - performance.now()))
        if (type === 'down') down(key)
        else up(key)
      }
    },
    rest: () => void vi.advanceTimersByTime(3_000),
  }
}
