/** Why a printer does not print now, in words that a screen has a sentence for. */
export const PRINTER_TROUBLES = [
  'refused',
  'unreachable',
  'silent',
  'paper-out',
  'ribbon-out',
  'head-open',
  'paused',
  'buffer-full',
  'too-cold',
  'too-hot',
] as const
export type PrinterTrouble = (typeof PRINTER_TROUBLES)[number]

/** What a printer says of itself. */
export interface PrinterStatus {
  readonly trouble: PrinterTrouble | null
  /** Labels that it has taken and not printed yet: formats it holds, and what is left of the one it prints. */
  readonly left: number
}

/** Asks a printer how it is (`~HS`, ZPL II). It answers three lines, each between STX and ETX. */
export const ASK_STATUS = '~HS\r\n'

const STX = '\u0002'
const ETX = '\u0003'

/** The whole lines of an answer, each as its cells. */
const linesOf = (answer: string): string[][] =>
  answer
    .split(STX)
    .filter((line) => line.includes(ETX))
    .map((line) => line.slice(0, line.indexOf(ETX)).split(','))

/**
 * The status in what a printer has answered so far; null while the second line, the last that says
 * anything of interest, has not come, and where it is no such answer at all.
 */
export function readStatus(answer: string): PrinterStatus | null {
  const [first, second] = linesOf(answer)
  if (!first || !second || first.length < 12 || second.length < 9) return null
  if (!isStatus(first, second)) return null
  const on = (cell: string | undefined) => cell === '1'
  const [, paperOut, isPaused, , formats, isFull, , , , , isCold, isHot] = first
  const [, , isOpen, ribbonOut, , , , , remaining] = second
  const left = Number(formats) + Number(remaining)
  // An open head and missing paper pause a printer as well: what is to be done about it is said first.
  const troubles: readonly (readonly [boolean, PrinterTrouble])[] = [
    [on(isOpen), 'head-open'],
    [on(paperOut), 'paper-out'],
    [on(ribbonOut), 'ribbon-out'],
    [on(isHot), 'too-hot'],
    [on(isCold), 'too-cold'],
    [on(isPaused), 'paused'],
    [on(isFull), 'buffer-full'],
  ]
  return { trouble: troubles.find(([holds]) => holds)?.[1] ?? null, left }
}

/** Flags are 0 or 1 and counts are digits: what only looks like an answer confirms nothing. LAB-7 */
function isStatus(first: readonly string[], second: readonly string[]): boolean {
  const flags = [first[1], first[2], first[5], first[10], first[11], second[2], second[3]]
  const counts = [first[4], second[8]]
  return (
    flags.every((flag) => flag === '0' || flag === '1') &&
    counts.every((count) => count !== undefined && /^\d{1,9}$/.test(count.trim()))
  )
}
