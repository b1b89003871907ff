import type { CDPSession, Page } from '@playwright/test'

interface Key {
  readonly key: string
  readonly code: string
  /** Windows virtual key code. */
  readonly virtual: number
  readonly shift?: boolean
  readonly control?: boolean
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

/**
 * Types a text as a scanner on the keyboard port does: at once, then Enter. All events are handed
 * over before the first is waited for, so that the gaps stay within a few milliseconds however busy
 * the computer is. Throws on a character that no US keyboard has.
 */
export async function scan(
  page: Page,
  text: string,
  { suffix = 'Enter' }: { readonly suffix?: 'Enter' | 'Tab' | 'none' } = {},
): Promise<void> {
  const end = { Enter: [ENTER], Tab: [TAB], none: [] }[suffix]
  const keys = [...[...text].map(keyOf), ...end]
  const session = await page.context().newCDPSession(page)
  await Promise.all(keys.flatMap((key) => press(session, key)))
  await session.detach()
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

function press(session: CDPSession, key: Key): Promise<unknown>[] {
  const modifiers = (key.shift ? 8 : 0) + (key.control ? 2 : 0)
  const stroke = [send(session, 'keyDown', key, modifiers), send(session, 'keyUp', key, modifiers)]
  if (!key.shift) return stroke
  return [send(session, 'keyDown', SHIFT, 8), ...stroke, send(session, 'keyUp', SHIFT, 0)]
}

function send(session: CDPSession, type: 'keyDown' | 'keyUp', key: Key, modifiers: number) {
  const text = key === ENTER ? '\r' : key.key
  const types = type === 'keyDown' && text.length === 1 && !key.control
  return session.send('Input.dispatchKeyEvent', {
    type,
    key: key.key,
    code: key.code,
    windowsVirtualKeyCode: key.virtual,
    modifiers,
    ...(types ? { text, unmodifiedText: text } : {}),
  })
}
