/**
 * What each physical key types on a US keyboard, by `KeyboardEvent.code`: plain, then with Shift.
 * A scanner left in US mode presses these keys whatever layout the computer has, so the code of the
 * key tells what it meant and the character that the computer made of it does not.
 */
const US_KEYS: Record<string, readonly [plain: string, shifted: string]> = {
  Backquote: ['`', '~'],
  Digit1: ['1', '!'],
  Digit2: ['2', '@'],
  Digit3: ['3', '#'],
  Digit4: ['4', '$'],
  Digit5: ['5', '%'],
  Digit6: ['6', '^'],
  Digit7: ['7', '&'],
  Digit8: ['8', '*'],
  Digit9: ['9', '('],
  Digit0: ['0', ')'],
  Minus: ['-', '_'],
  Equal: ['=', '+'],
  BracketLeft: ['[', '{'],
  BracketRight: [']', '}'],
  Backslash: ['\\', '|'],
  Semicolon: [';', ':'],
  Quote: ["'", '"'],
  Comma: [',', '<'],
  Period: ['.', '>'],
  Slash: ['/', '?'],
  Space: [' ', ' '],
  NumpadDivide: ['/', '/'],
  NumpadMultiply: ['*', '*'],
  NumpadSubtract: ['-', '-'],
  NumpadAdd: ['+', '+'],
  NumpadDecimal: ['.', '.'],
  ...Object.fromEntries(
    [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((letter) => [
      `Key${letter}`,
      [letter.toLowerCase(), letter] as const,
    ]),
  ),
  ...Object.fromEntries(
    [...'0123456789'].map((digit) => [`Numpad${digit}`, [digit, digit] as const]),
  ),
}

/** The character of a US keyboard for this key; nothing for keys that type none. */
export const usCharacter = (code: string, shift: boolean): string | undefined =>
  US_KEYS[code]?.[shift ? 1 : 0]
