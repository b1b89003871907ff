import type { Page } from '@playwright/test'

interface Key {
  readonly key: string
  readonly code: string
  /** Windows virtual key code. */
  readonly virtual: number
  readonly shift?: boolean
  readonly control?: boolean
}

interface KeyEvent {
  readonly type: 'keyDown' | 'keyUp'
  readonly key: string
  readonly code: string
  readonly windowsVirtualKeyCode: number
  readonly modifiers: number
  readonly text?: string
  readonly unmodifiedText?: string
}

const ENTER: Key = { key: 'Enter', code: 'Enter', virtual: 13 }
const TAB: Key = { key: 'Tab', code: 'Tab', virtual: 9 }
const SHIFT: Key = { key: 'Shift', code: 'ShiftLeft', virtual: 16 }

/** Keys of a US keyboard beside letters and digits: code, virtual key code, plain and shifted. */
const SYMBOLS: readonly [code: string, virtual: number, plain: string, shifted: string][] = [
  ['Space', 32, ' ', ' '],
  ['Minus', 189, '-', '_'],
  ['Equal', 187, '=', '+'],
  ['BracketLeft', 219, '[', '{'],
  ['BracketRight', 221, ']', '}'],
  ['Backslash', 220, '\\', '|'],
  ['Semicolon', 186, ';', ':'],
  ['Quote', 222, "'", '"'],
  ['Comma', 188, ',', '<'],
  ['Period', 190, '.', '>'],
  ['Slash', 191, '/', '?'],
  ['Backquote', 192, '`', '~'],
]
const SHIFTED_DIGITS = ')!@#$%^&*('

/** The separator of GS1 element strings, which scanners type as Ctrl and `]`. */
const GROUP_SEPARATOR = '\u001d'

/** Seconds between two events of a scanner's keyboard. */
const GAP = 0.001

interface Typing {
  /** The key behind the code. */
  readonly suffix?: 'Enter' | 'Tab' | 'none'
}

/**
 * Types a text as a scanner on the keyboard port does: at once, then Enter. All events are handed
 * over before the first is waited for, and carry times 1 ms apart, so that a busy computer doesn't
 * turn them into slow typing. Throws on a character that no US keyboard has.
 */
export async function scan(page: Page, text: string, typing: Typing = {}): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await typeAsScanner((method, event) => session.send(method, event), text, typing)
  await session.detach()
}

/** The same over any connection to a page. Answers the time that the last event carries, UTC milliseconds. */
export async function typeAsScanner(
  send: (
    method: 'Input.dispatchKeyEvent',
    event: KeyEvent & { timestamp: number },
  ) => Promise<unknown>,
  text: string,
  { suffix = 'Enter' }: Typing = {},
): Promise<number> {
  const end = { Enter: [ENTER], Tab: [TAB], none: [] }[suffix]
  const events = [...[...text].map(keyOf), ...end].flatMap(eventsOf)
  const start = Date.now() / 1000 - events.length * GAP
  const times = events.map((_, at) => start + at * GAP)
  await Promise.all(
    events.map((event, at) => send('Input.dispatchKeyEvent', { ...event, timestamp: times[at]! })),
  )
  return times.at(-1)! * 1000
}

function keyOf(character: string): Key {
  const upper = character.toUpperCase()
  const virtual = upper.charCodeAt(0)
  if (/^[A-Z]$/.test(upper)) {
    return { key: character, code: `Key${upper}`, virtual, shift: character === upper }
  }
  if (/^\d$/.test(character)) return { key: character, code: `Digit${character}`, virtual }
  const digit = SHIFTED_DIGITS.indexOf(character)
  if (digit >= 0) return { key: character, code: `Digit${digit}`, virtual: 48 + digit, shift: true }
  if (character === GROUP_SEPARATOR) {
    return { key: ']', code: 'BracketRight', virtual: 221, control: true }
  }
  return symbolOf(character)
}

function symbolOf(character: string): Key {
  const found = SYMBOLS.find(([, , plain, shifted]) => plain === character || shifted === character)
  if (!found) throw new Error(`No US keyboard has ${JSON.stringify(character)}`)
  const [code, virtual, plain] = found
  return { key: character, code, virtual, shift: plain !== character }
}

function eventsOf(key: Key): KeyEvent[] {
  const modifiers = (key.shift ? 8 : 0) + (key.control ? 2 : 0)
  const stroke = [keyEvent('keyDown', key, modifiers), keyEvent('keyUp', key, modifiers)]
  return key.shift
    ? [keyEvent('keyDown', SHIFT, 8), ...stroke, keyEvent('keyUp', SHIFT, 0)]
    : stroke
}

function keyEvent(type: 'keyDown' | 'keyUp', key: Key, modifiers: number): KeyEvent {
  const { code, virtual: windowsVirtualKeyCode } = key
  const text = key === ENTER ? '\r' : key.key
  const types = type === 'keyDown' && text.length === 1 && !key.control
  return {
    type,
    key: key.key,
    code,
    windowsVirtualKeyCode,
    modifiers,
    ...(types ? { text, unmodifiedText: text } : {}),
  }
}
