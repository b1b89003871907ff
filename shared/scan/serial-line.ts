/** What ends a code on a serial line; `silence` where the scanner sends nothing behind it. */
export const SERIAL_ENDS = ['cr', 'lf', 'crlf', 'tab', 'silence'] as const
export type SerialEnd = (typeof SERIAL_ENDS)[number]

/** A scanner sends a code in one go: at 300 baud a character takes 37 ms. */
export const SERIAL_SILENCE_MS = 200

/** What began so long ago without an end belongs to a code that will never be whole. */
export const SERIAL_PART_AGE_MS = 1_000

/** More than any code holds; what is beyond is refused as too long, not kept. */
const MOST_BYTES = 4_096

const TERMINATORS: Record<SerialEnd, readonly number[]> = {
  cr: [0x0d],
  lf: [0x0a],
  crlf: [0x0d, 0x0a],
  tab: [0x09],
  silence: [],
}

/** What has come of a code whose end has not. */
export interface SerialBuffer {
  readonly bytes: readonly number[]
  readonly startedAt: number
  readonly lastAt: number
}

/** `startedAt` in the caller's milliseconds, of a clock that only grows. */
export interface SerialCode {
  readonly bytes: Uint8Array
  readonly startedAt: number
}

export interface SerialStep {
  readonly buffer: SerialBuffer | undefined
  readonly codes: readonly SerialCode[]
}

/**
 * Takes what came on the line, cut anywhere. Codes are cut at the terminator alone: a group separator and
 * every other control character stay, for they are data or a reason to refuse. Empty lines are no codes, and
 * a line feed that leads a code is what a scanner sends whose end was set too short here.
 */
export function addSerial(
  buffer: SerialBuffer | undefined,
  chunk: Uint8Array,
  at: number,
  end: SerialEnd,
): SerialStep {
  const open = buffer !== undefined && at - buffer.lastAt <= SERIAL_PART_AGE_MS ? buffer : undefined
  let bytes = [...(open?.bytes ?? [])]
  let startedAt = open?.startedAt ?? at
  const codes: SerialCode[] = []
  for (const byte of chunk) {
    if (bytes.length < MOST_BYTES || isTerminator(byte, end)) bytes.push(byte)
    // Of terminators that go on and on only the last ones can end it.
    if (bytes.length > MOST_BYTES + TERMINATORS[end].length) bytes.splice(MOST_BYTES, 1)
    if (!endsWith(bytes, TERMINATORS[end])) continue
    const code = codeOf(bytes.slice(0, -TERMINATORS[end].length), startedAt)
    if (code) codes.push(code)
    bytes = []
    startedAt = at
  }
  return { buffer: bytes.length === 0 ? undefined : { bytes, startedAt, lastAt: at }, codes }
}

/** Ends a code where nothing else does, once the line has been silent. */
export function endSerialBySilence(buffer: SerialBuffer | undefined, at: number): SerialStep {
  if (buffer === undefined || at - buffer.lastAt < SERIAL_SILENCE_MS) return { buffer, codes: [] }
  const code = codeOf(buffer.bytes, buffer.startedAt)
  return { buffer: undefined, codes: code ? [code] : [] }
}

/** Whether a code has begun whose end may still come. */
export const isMidCode = (buffer: SerialBuffer | undefined, at: number): boolean =>
  hasCode(buffer) && at - buffer.lastAt <= SERIAL_PART_AGE_MS

/** Whether more than the end of a line has come. */
export const hasCode = (buffer: SerialBuffer | undefined): buffer is SerialBuffer =>
  buffer !== undefined && !isLineEnd(buffer.bytes)

function codeOf(bytes: readonly number[], startedAt: number): SerialCode | undefined {
  const from = bytes[0] === 0x0a || bytes[0] === 0x0d ? 1 : 0
  return isLineEnd(bytes) ? undefined : { bytes: Uint8Array.from(bytes.slice(from)), startedAt }
}

const isLineEnd = (bytes: readonly number[]): boolean =>
  bytes.every((byte) => byte === 0x0a || byte === 0x0d)

const isTerminator = (byte: number, end: SerialEnd): boolean => TERMINATORS[end].includes(byte)

const endsWith = (bytes: readonly number[], tail: readonly number[]): boolean =>
  tail.length > 0 && tail.every((byte, i) => bytes[bytes.length - tail.length + i] === byte)
