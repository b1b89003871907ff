import { SCANNER_CHECK_CODE } from './wedge-test.ts'

export const TEST_CODE_IDS = [
  'check',
  'short',
  'position',
  'command',
  'gs1',
  'umlaut',
  'long',
] as const
export type TestCodeId = (typeof TEST_CODE_IDS)[number]

const GS = '\u001d'

/** As long as what scanners were seen to send in six reports. */
const LONG = `FK-LONG-304-${'0123456789'.repeat(29)}AZ`

/** What the sheet on the screen asks of a scanner, the check code first: by that it is set. */
export const TEST_CODES: Readonly<Record<TestCodeId, string>> = {
  check: SCANNER_CHECK_CODE,
  /** Noughts in front, that a scanner set to numbers drops. */
  short: '0042',
  position: 'B3',
  command: 'FK:NEXT',
  gs1: `010401234567890121FK7${GS}10L42`,
  umlaut: 'Zürich-Görlitz-é',
  long: LONG,
}

/** What a scanner made of a test code, and what to change there. */
export type TestFault =
  /** Capitals and small letters are exchanged. */
  | { readonly type: 'CaseExchanged' }
  /** Its keyboard is another one than this computer's. */
  | { readonly type: 'OtherLayout' }
  /** More than the code came; before and behind it. */
  | { readonly type: 'Around'; readonly prefix: string; readonly suffix: string }
  /** It ends early. */
  | { readonly type: 'CutOff'; readonly came: number; readonly of: number }
  /** Characters are missing in the middle or at the beginning. */
  | { readonly type: 'Lost'; readonly count: number }
  /** The separator of GS1 fields is not sent. */
  | { readonly type: 'NoSeparator' }
  /** Letters beyond ASCII came as others. */
  | { readonly type: 'OtherCharacters' }

export type TestVerdict =
  | { readonly type: 'right'; readonly id: TestCodeId }
  | { readonly type: 'wrong'; readonly id: TestCodeId; readonly fault: TestFault }
  /** Nothing of the sheet, as far as anybody can tell. */
  | { readonly type: 'stranger' }

/**
 * Judges what came against the sheet. `otherLayout`: the same keys read with the other layout, where keys came.
 */
export function judgeTestCode(text: string, otherLayout?: string): TestVerdict {
  const right = idOf(text)
  if (right) return { type: 'right', id: right }
  const other = otherLayout === undefined ? undefined : idOf(otherLayout)
  if (other) return { type: 'wrong', id: other, fault: { type: 'OtherLayout' } }
  for (const id of TEST_CODE_IDS) {
    const fault = faultOf(id, TEST_CODES[id], text)
    if (fault) return { type: 'wrong', id, fault }
  }
  return { type: 'stranger' }
}

const idOf = (text: string): TestCodeId | undefined =>
  TEST_CODE_IDS.find((id) => TEST_CODES[id] === text.normalize('NFC'))

function faultOf(id: TestCodeId, code: string, text: string): TestFault | undefined {
  if (exchanged(text) === code) return { type: 'CaseExchanged' }
  if (id === 'gs1' && text === code.replace(GS, '')) return { type: 'NoSeparator' }
  if (id === 'umlaut' && isLikeUmlaut(code, text)) return { type: 'OtherCharacters' }
  const at = text.indexOf(code)
  // Two characters stand in any code somewhere.
  if (at >= 0 && code.length > 2)
    return { type: 'Around', prefix: text.slice(0, at), suffix: text.slice(at + code.length) }
  if (code.length < 12 || text.length < code.length / 3) return undefined
  if (code.startsWith(text)) return { type: 'CutOff', came: text.length, of: code.length }
  return isWithin(text, code) ? { type: 'Lost', count: code.length - text.length } : undefined
}

const exchanged = (text: string): string =>
  [...text]
    .map((one) => (one === one.toLowerCase() ? one.toUpperCase() : one.toLowerCase()))
    .join('')

/** Its letters of ASCII came, in their order, with something else or nothing between them. */
function isLikeUmlaut(code: string, text: string): boolean {
  const plain = (of: string) => of.replace(/[^\x20-\x7e]/g, '')
  const [wanted, came] = [plain(code), plain(text)]
  return (
    text.length <= code.length * 2 && came.length <= wanted.length + 6 && isWithin(wanted, came)
  )
}

/** Whether the one is left when characters of the other are taken out. */
function isWithin(short: string, long: string): boolean {
  let at = 0
  for (const one of long) if (one === short[at]) at += 1
  return at === short.length
}

/** Whether it stands on the sheet, or is so much of a code there that it is nobody's. */
export const isOfTestSheet = (text: string): boolean =>
  TEST_CODE_IDS.some((id) => {
    const code = TEST_CODES[id]
    return code === text || (text.length >= 20 && code.includes(text))
  })
