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
  const utf8 = strictly(bytes, 'utf-8', 'utf-8')
  if (utf8.ok) return utf8
  // A NUL is in no table of an 8-bit code page: this is something else.
  return bytes.includes(0) ? err('NotText') : strictly(bytes, 'windows-1252', 'windows-1252')
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
