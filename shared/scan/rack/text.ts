import { err, ok, type Result } from '../../lib/result.ts'

/** A file of 1536 tubes with thirty columns is far below. */
export const MOST_RACK_BYTES = 2 * 1024 * 1024
/** As many tubes as a rack of sixteen rows and twenty-four columns has, and a few said twice. */
export const MOST_RACK_TUBES = 400

export type RackTextFault =
  | { readonly type: 'TooLarge'; readonly most: number }
  | { readonly type: 'NotText' }

/**
 * The text of a rack scanner's file: by its byte order mark, as UTF-16 where every other byte is empty, as UTF-8
 * where that is sound, and as Windows-1252 (which holds Latin-1) otherwise. The mark is gone.
 */
export function decodeRackText(bytes: Uint8Array): Result<string, RackTextFault> {
  if (bytes.length > MOST_RACK_BYTES) return err({ type: 'TooLarge', most: MOST_RACK_BYTES })
  const text = strictly(bytes, encodingOf(bytes)) ?? strictly(bytes, 'windows-1252')
  // A NUL is in no table, and bytes that are no text would give tubes whatever codes they happen to spell.
  if (text === null || text.includes('\0') || text.includes('\uFFFD'))
    return err({ type: 'NotText' })
  return ok(text.replace(/^\uFEFF/, ''))
}

function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const head = bytes.subarray(0, 64)
  const empty = (from: 0 | 1) =>
    head.length >= 4 && head.every((byte, at) => at % 2 !== from || byte === 0)
  if (empty(1)) return 'utf-16le'
  return empty(0) ? 'utf-16be' : 'utf-8'
}

function strictly(bytes: Uint8Array, label: string): string | null {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

export const DELIMITERS = [',', ';', '\t', '|'] as const
export type Delimiter = (typeof DELIMITERS)[number]

/** One line that is not empty. `line` counts from 1 over all lines. */
export interface TextLine {
  readonly line: number
  readonly text: string
}

export function linesOf(text: string): readonly TextLine[] {
  return text
    .split(/\r\n|\r|\n/)
    .map((written, at) => ({ line: at + 1, text: written }))
    .filter((one) => one.text.trim() !== '')
}

/**
 * The cells of a line, without the spaces around them and the quotation marks, between which a delimiter is a
 * character. Null where a quotation mark is left open: the line is not whole.
 */
export function cellsOf(text: string, delimiter: Delimiter): readonly string[] | null {
  const cells: string[] = []
  let at = 0
  while (at <= text.length) {
    const cell = cellAt(text, at, delimiter)
    if (!cell) return null
    cells.push(cell.value.trim())
    at = cell.end + 1
  }
  return cells
}

function cellAt(
  text: string,
  from: number,
  delimiter: Delimiter,
): { readonly value: string; readonly end: number } | null {
  let start = from
  while (text[start] === ' ') start += 1
  if (text[start] !== '"') {
    const next = text.indexOf(delimiter, from)
    const end = next < 0 ? text.length : next
    return { value: text.slice(from, end), end }
  }
  let value = ''
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] !== '"') value += text[at]
    else if (text[at + 1] === '"') {
      value += '"'
      at += 1
    } else {
      const next = text.indexOf(delimiter, at)
      const end = next < 0 ? text.length : next
      // What stands behind the closing mark belongs to no cell that anybody could name.
      return text.slice(at + 1, end).trim() === '' ? { value, end } : null
    }
  }
  return null
}
