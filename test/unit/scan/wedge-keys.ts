import type { WedgeKey } from '#shared/scan/wedge.ts'

export interface KeyOptions {
  /** Milliseconds from character to character. */
  gap?: number
  /** Time of the first key. */
  from?: number
  end?: 'Enter' | 'Tab' | undefined
  computer?: 'us' | 'azerty'
  capsLock?: boolean
}

const PLAIN = "`1234567890-=[]\\;',./ abcdefghijklmnopqrstuvwxyz"
const SHIFTED = '~!@#$%^&*()_+{}|:"<>? ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const CODES = [
  'Backquote',
  ...[...'1234567890'].map((digit) => `Digit${digit}`),
  ...['Minus', 'Equal', 'BracketLeft', 'BracketRight', 'Backslash', 'Semicolon', 'Quote'],
  ...['Comma', 'Period', 'Slash', 'Space'],
  ...[...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((letter) => `Key${letter}`),
]

/** What a French keyboard makes of the same physical keys (the dead circumflex included). */
const AZERTY_PLAIN = [...'²&é"\'(-è_çà)=', 'Dead', ...'$*mù;:! qbcdefghijkl,noparstuvzxyw']
const AZERTY_SHIFTED = [...'~1234567890°+', 'Dead', ...'£µM%./§ QBCDEFGHIJKL?NOPARSTUVZXYW']

/** The key events of a scanner in US mode that types this text: Shift keys too, GS as Ctrl+]. */
export function keysOf(text: string, options: KeyOptions): WedgeKey[] {
  const { gap = 5, from = 1_000, end } = options
  const keys = [...text].flatMap((character, index) =>
    pressesOf(character, from + index * gap, options),
  )
  if (end === undefined) return keys
  const at = from + text.length * gap
  return [...keys, { code: end, key: end, shift: false, at }]
}

function pressesOf(character: string, at: number, options: KeyOptions): WedgeKey[] {
  if (character === '\u001d') {
    return [{ code: 'BracketRight', key: ']', shift: false, ctrl: true, at }]
  }
  const plain = PLAIN.indexOf(character)
  const shift = plain === -1
  const index = shift ? SHIFTED.indexOf(character) : plain
  const key = { code: CODES[index]!, key: typed(index, shift, options), shift, at }
  return shift ? [{ code: 'ShiftLeft', key: 'Shift', shift, at }, key] : [key]
}

function typed(index: number, shift: boolean, { computer, capsLock }: KeyOptions): string {
  if (computer === 'azerty') return (shift ? AZERTY_SHIFTED : AZERTY_PLAIN)[index]!
  const isLetter = CODES[index]!.startsWith('Key')
  return (shift !== (capsLock === true && isLetter) ? SHIFTED : PLAIN)[index]!
}
