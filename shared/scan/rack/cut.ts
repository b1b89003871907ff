import { type Err, err } from '../../lib/result.ts'
import type { RackFault } from './gather.ts'
import { DELIMITERS, type TextLine } from './text.ts'

/** A last line that lacks cells of the one before it, and has no end, was cut. */
export function cutOr(
  fault: RackFault,
  lines: readonly TextLine[],
  ended: boolean,
): Err<RackFault> {
  const [before, last] = lines.slice(-2)
  const isLast = fault.type === 'NotARack' && last && fault.line === last.line && lines.length > 2
  const isCut = isLast && !ended && isShorter(last.text, before!.text)
  return err(isCut ? { type: 'Truncated', line: last.line } : fault)
}

/** It has fewer delimiters, or a quotation mark that is left open. */
function isShorter(text: string, before: string): boolean {
  const count = (of: string, sign: string) => of.split(sign).length
  const isOpen = count(text, '"') % 2 === 0
  return isOpen || DELIMITERS.some((sign) => count(text, sign) < count(before, sign))
}
