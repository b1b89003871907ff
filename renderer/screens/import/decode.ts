import { err, ok, type Result } from '#shared/lib/result.ts'

export type Encoding = 'utf-8' | 'utf-16' | 'windows-1252'

export interface DecodedTable {
  readonly text: string
  readonly encoding: Encoding
}

/** `Workbook`: a spreadsheet's own file, which has to be saved as a table of text first. */
export type DecodeFault = 'Workbook' | 'NotText'

const ZIP = [0x50, 0x4b, 0x03, 0x04]
const OLE = [0xd0, 0xcf, 0x11, 0xe0]

const begins = (bytes: Uint8Array, start: readonly number[]): boolean =>
  start.every((byte, i) => bytes[i] === byte)

/**
 * Reads a file's bytes as text: by its byte order mark, else as UTF-8 without a single fault, else as
 * the Windows code page that older spreadsheets write. Nothing is replaced silently.
 */
export function decodeTable(bytes: Uint8Array): Result<DecodedTable, DecodeFault> {
  if (begins(bytes, ZIP) || begins(bytes, OLE)) return err('Workbook')
  if (begins(bytes, [0xff, 0xfe])) return strictly(bytes, 'utf-16le', 'utf-16')
  if (begins(bytes, [0xfe, 0xff])) return strictly(bytes, 'utf-16be', 'utf-16')
  if (bytes.includes(0)) return unmarked(bytes)
  const utf8 = strictly(bytes, 'utf-8', 'utf-8')
  const read = utf8.ok ? utf8 : strictly(bytes, 'windows-1252', 'windows-1252')
  return read.ok && isBinary(read.value.text) ? err('NotText') : read
}

/** In UTF-16 every other byte of what is mostly Latin is a NUL; with NULs elsewhere it is no text at all. */
function unmarked(bytes: Uint8Array): Result<DecodedTable, DecodeFault> {
  const looked = bytes.subarray(0, LOOKED_AT)
  const nuls = [0, 1].map((from) => looked.filter((byte, i) => byte === 0 && i % 2 === from).length)
  const [even, odd] = nuls as [number, number]
  const most = looked.length / 4
  if (odd > most && even === 0) return strictly(bytes, 'utf-16le', 'utf-16')
  return even > most && odd === 0 ? strictly(bytes, 'utf-16be', 'utf-16') : err('NotText')
}

const LOOKED_AT = 4_096

/** An 8-bit code page has a sign for every byte: a picture or a PDF is told by what no table has. */
function isBinary(text: string): boolean {
  const looked = text.slice(0, LOOKED_AT)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  const odd = looked.match(/[\u0001-\u0008\u000e-\u001b\u007f]/g)?.length ?? 0
  return text.startsWith('%PDF-') || odd * 100 > looked.length
}

function strictly(
  bytes: Uint8Array,
  label: string,
  encoding: Encoding,
): Result<DecodedTable, DecodeFault> {
  try {
    return ok({ text: new TextDecoder(label, { fatal: true }).decode(bytes), encoding })
  } catch {
    return err('NotText')
  }
}
