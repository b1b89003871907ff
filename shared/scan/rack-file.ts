import { err, ok, type Result } from '../lib/result.ts'

/** One tube of a rack as its scanner saw it. `code` null: there is a tube whose code could not be read. */
export interface RackTube {
  readonly position: string
  readonly code: string | null
}

/** What a rack scanner wrote: its rack's own code where it says one, and its tubes as they stand in the file. */
export interface RackFile {
  readonly rack: string | null
  readonly tubes: readonly RackTube[]
}

/** `line` counts from 1. */
export type RackFault =
  | { readonly type: 'NoTubes' }
  | { readonly type: 'NotARack'; readonly line: number; readonly text: string }
  | { readonly type: 'TwoRacks'; readonly line: number; readonly racks: readonly [string, string] }

const POSITION = /^[A-Za-z]{1,2}[-:]?\d{1,3}$/
/** Words of scanners' makers, without spaces and signs. */
const NO_TUBE = new Set(['', 'NOTUBE', 'EMPTY', 'NONE'])
const NOT_READ = new Set(['NOREAD', 'NOSCAN', 'ERROR', 'UNREADABLE', 'FAILED'])

type Line = { readonly rack: string | null; readonly tube: RackTube | null }

/**
 * Reads the file of a rack scanner: `A1,CODE` or `RACK,A1,CODE` a line, with commas, semicolons or tabs, with
 * or without a line of names first. Codes stay text, to the last zero. A position without a tube is left out.
 */
export function readRackFile(text: string): Result<RackFile, RackFault> {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)
  let rack: string | null = null
  const tubes: RackTube[] = []
  for (const [index, written] of lines.entries()) {
    if (written.trim() === '') continue
    const read = readLine(written)
    // The first line may name its columns.
    if (!read && index === 0) continue
    const line = index + 1
    if (!read) return err({ type: 'NotARack', line, text: written.slice(0, 60) })
    if (rack !== null && read.rack !== null && read.rack !== rack)
      return err({ type: 'TwoRacks', line, racks: [rack, read.rack] })
    rack = read.rack ?? rack
    if (read.tube) tubes.push(read.tube)
  }
  return tubes.length > 0 ? ok({ rack, tubes }) : err({ type: 'NoTubes' })
}

function readLine(written: string): Line | null {
  const cells = written.split(/[,;\t]/).map((cell) =>
    cell
      .trim()
      .replace(/^"(.*)"$/, '$1')
      .trim(),
  )
  // A rack may be called like a position: how many cells there are says which is which.
  const [rack, position, code] = cells.length === 3 ? cells : ['', ...cells]
  if (cells.length < 2 || cells.length > 3 || !POSITION.test(position!)) return null
  return { rack: rack === '' ? null : rack!, tube: tubeOf(position!.toUpperCase(), code!) }
}

function tubeOf(position: string, code: string): RackTube | null {
  const word = code.toUpperCase().replace(/[^A-Z0-9]/g, '')
  if (NO_TUBE.has(word)) return null
  return { position, code: NOT_READ.has(word) ? null : code }
}
