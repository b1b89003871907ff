import { err, ok, type Result } from '../lib/result.ts'

/** Characters, after NFC. A printed label that a bench reads holds far fewer. */
export const MAX_SCAN_LENGTH = 256

const GS = 0x1d

export interface DecodedText {
  text: string
  encoding: 'utf-8' | 'latin-1'
}

/** `at` counts characters from 0; `code` is the Unicode code point. */
export type TextRefusal =
  | { type: 'Empty' }
  | { type: 'TooLong'; length: number; limit: number }
  | { type: 'ControlCharacter'; code: number; at: number }
  | { type: 'BidiControl'; code: number; at: number }
  | { type: 'InvisibleCharacter'; code: number; at: number }
  | { type: 'BrokenCharacter'; code: number; at: number }

/** Decodes UTF-8 (else Latin-1), takes one suffix off, normalises to NFC and refuses what no label should hold. */
export function readText(
  bytes: Uint8Array,
  suffixes: readonly string[],
): Result<DecodedText, TextRefusal> {
  if (bytes.length > MAX_SCAN_LENGTH * 8) return err(tooLong(bytes.length))
  const { text: whole, encoding } = decode(bytes)
  const text = withoutSuffix(whole, suffixes).normalize('NFC')
  const refusal = refuseText(text)
  return refusal === undefined ? ok({ text, encoding }) : err(refusal)
}

function decode(bytes: Uint8Array): DecodedText {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    return { text, encoding: 'utf-8' }
  } catch {
    // Not TextDecoder('latin1'): that label means Windows-1252, which hides C1 controls behind letters.
    const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
    return { text, encoding: 'latin-1' }
  }
}

function withoutSuffix(text: string, suffixes: readonly string[]): string {
  const suffix = suffixes.find((one) => one !== '' && text.endsWith(one))
  return suffix === undefined ? text : text.slice(0, -suffix.length)
}

/** The reason why this text cannot be identity text, or nothing. Spaces alone count as empty. */
export function refuseText(text: string): TextRefusal | undefined {
  if (text.trim() === '') return firstBadCharacter(text) ?? { type: 'Empty' }
  const length = [...text].length
  if (length > MAX_SCAN_LENGTH) return tooLong(length)
  return firstBadCharacter(text)
}

const tooLong = (length: number): TextRefusal => ({
  type: 'TooLong',
  length,
  limit: MAX_SCAN_LENGTH,
})

function firstBadCharacter(text: string): TextRefusal | undefined {
  let at = 0
  for (const character of text) {
    const code = character.codePointAt(0)!
    const type = faultOf(code)
    if (type !== undefined) return { type, code, at }
    at += 1
  }
  return undefined
}

function faultOf(code: number) {
  if (isControl(code)) return 'ControlCharacter'
  if (isBidiControl(code)) return 'BidiControl'
  if (isInvisible(code)) return 'InvisibleCharacter'
  if (isBroken(code)) return 'BrokenCharacter'
  return undefined
}

/** C0 and C1 and DEL; GS is let through because GS1 data is separated by it. */
const isControl = (code: number): boolean =>
  (code < 0x20 && code !== GS) || (code >= 0x7f && code <= 0x9f)

const isBidiControl = (code: number): boolean =>
  code === 0x061c ||
  code === 0x200e ||
  code === 0x200f ||
  (code >= 0x202a && code <= 0x202e) ||
  (code >= 0x2066 && code <= 0x2069)

/** Soft hyphen, zero-width space and joiners, word joiner, byte order mark: two codes would look the same. */
const isInvisible = (code: number): boolean =>
  code === 0xad ||
  (code >= 0x200b && code <= 0x200d) ||
  (code >= 0x2060 && code <= 0x2064) ||
  code === 0xfeff

/** Lone surrogates, the replacement character that encoders put in their place, and noncharacters. */
const isBroken = (code: number): boolean =>
  (code >= 0xd800 && code <= 0xdfff) ||
  code === 0xfffd ||
  (code >= 0xfdd0 && code <= 0xfdef) ||
  (code & 0xfffe) === 0xfffe
