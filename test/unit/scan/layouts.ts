/** What a computer makes of the keys of a keyboard: by `KeyboardEvent.code`, plain and with Shift. `Dead` waits for a letter. */
export type Layout = ReadonlyMap<string, readonly [plain: string, shifted: string]>

const DEAD = 'Dead'
const ROWS = [
  'Backquote Digit1 Digit2 Digit3 Digit4 Digit5 Digit6 Digit7 Digit8 Digit9 Digit0 Minus Equal',
  'KeyQ KeyW KeyE KeyR KeyT KeyY KeyU KeyI KeyO KeyP BracketLeft BracketRight',
  'KeyA KeyS KeyD KeyF KeyG KeyH KeyJ KeyK KeyL Semicolon Quote Backslash',
  'KeyZ KeyX KeyC KeyV KeyB KeyN KeyM Comma Period Slash',
].map((row) => row.split(' '))

/** Rows from the top, plain and shifted in turn; `^` before `Dead` keys is written as `Dead`. */
function layout(...rows: readonly string[]): Layout {
  const keys = new Map<string, readonly [string, string]>([['Space', [' ', ' ']]])
  for (const [i, codes] of ROWS.entries()) {
    const plain = rows[i * 2]!.split(' ')
    const shifted = rows[i * 2 + 1]!.split(' ')
    for (const [at, code] of codes.entries()) keys.set(code, [plain[at]!, shifted[at]!])
  }
  return keys
}

export const LAYOUTS: Readonly<Record<'us' | 'french' | 'german' | 'swissFrench', Layout>> = {
  us: layout(
    '` 1 2 3 4 5 6 7 8 9 0 - =',
    '~ ! @ # $ % ^ & * ( ) _ +',
    'q w e r t y u i o p [ ]',
    'Q W E R T Y U I O P { }',
    "a s d f g h j k l ; ' \\",
    'A S D F G H J K L : " |',
    'z x c v b n m , . /',
    'Z X C V B N M < > ?',
  ),
  french: layout(
    '² & é " \' ( - è _ ç à ) =',
    '² 1 2 3 4 5 6 7 8 9 0 ° +',
    `a z e r t y u i o p ${DEAD} $`,
    `A Z E R T Y U I O P ${DEAD} £`,
    'q s d f g h j k l m ù *',
    'Q S D F G H J K L M % µ',
    'w x c v b n , ; : !',
    'W X C V B N ? . / §',
  ),
  german: layout(
    `${DEAD} 1 2 3 4 5 6 7 8 9 0 ß ${DEAD}`,
    `° ! " § $ % & / ( ) = ? ${DEAD}`,
    'q w e r t z u i o p ü +',
    'Q W E R T Z U I O P Ü *',
    'a s d f g h j k l ö ä #',
    "A S D F G H J K L Ö Ä '",
    'y x c v b n m , . -',
    'Y X C V B N M ; : _',
  ),
  swissFrench: layout(
    `§ 1 2 3 4 5 6 7 8 9 0 ' ${DEAD}`,
    `° + " * ç % & / ( ) = ? ${DEAD}`,
    `q w e r t z u i o p è ${DEAD}`,
    'Q W E R T Z U I O P ü !',
    'a s d f g h j k l é à $',
    'A S D F G H J K L ö ä £',
    'y x c v b n m , . -',
    'Y X C V B N M ; : _',
  ),
}

export interface Stroke {
  code: string
  key: string
  shift: boolean
  ctrl?: boolean
  capsLock?: boolean
}

/**
 * The keys that type a text on a keyboard of one layout, on a computer set to another: what a scanner in US mode
 * does, or a person (both the same). Throws on a character that the keyboard has not.
 */
export function strokesOf(
  text: string,
  { keyboard = 'us', computer = 'us', capsLock = false }: Typing = {},
): Stroke[] {
  return [...text].map((character) => {
    if (character === '\u001d') return { code: 'BracketRight', key: ']', shift: false, ctrl: true }
    const found = [...LAYOUTS[keyboard]].find(([, signs]) => signs.includes(character))
    if (found === undefined) throw new Error(`No key types ${JSON.stringify(character)}`)
    const [code, signs] = found
    const shift = signs[0] !== character
    return {
      code,
      key: keyOn(computer, code, shift, capsLock),
      shift,
      ...(capsLock ? { capsLock } : {}),
    }
  })
}

export interface Typing {
  keyboard?: keyof typeof LAYOUTS
  computer?: keyof typeof LAYOUTS
  capsLock?: boolean
}

function keyOn(
  computer: keyof typeof LAYOUTS,
  code: string,
  shift: boolean,
  capsLock: boolean,
): string {
  const [plain, shifted] = LAYOUTS[computer].get(code)!
  const isLetter = plain.length === 1 && plain.toLowerCase() !== plain.toUpperCase()
  return shift !== (capsLock && isLetter) ? shifted : plain
}
