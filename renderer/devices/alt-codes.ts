/** The character of Alt and digits of the number pad, as far as all code pages have the same one. */
function characterOfDigits(digits: string): string | undefined {
  const code = Number(digits)
  return code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : undefined
}

export interface AltCodes {
  /** Whether the key is a digit of such a number. */
  press(event: KeyboardEvent): boolean
  /** Once Alt is let go: the character that was meant, `Unidentified` for one that is not sure; nothing without digits. */
  release(event: KeyboardEvent): string | undefined
}

/**
 * Scanners that are set to work with any layout send each character as its number: Alt is held, digits of the number
 * pad are pressed, Alt is let go. The computer makes a character of it that no key event tells.
 */
export function createAltCodes(): AltCodes {
  let digits = ''
  return {
    press(event) {
      const digit = /^Numpad(\d)$/.exec(event.code)?.[1]
      if (!event.altKey || event.ctrlKey || digit === undefined) return false
      digits += digit
      return true
    },
    release(event) {
      if (event.code !== 'AltLeft' && event.code !== 'AltRight') return undefined
      const typed = digits
      digits = ''
      return typed === '' ? undefined : (characterOfDigits(typed) ?? 'Unidentified')
    },
  }
}
