import {
  addSerial,
  endSerialBySilence,
  hasCode,
  isMidCode,
  SERIAL_PART_AGE_MS,
  SERIAL_SILENCE_MS,
  type SerialBuffer,
  type SerialCode,
  type SerialEnd,
  type SerialStep,
} from '#shared/scan/serial-line.ts'
import type { Timers } from './report-reader.ts'

export interface SerialReader {
  hear(chunk: Uint8Array): void
  /** A code has begun whose end may still come. */
  isMidScan(): boolean
  reset(): void
}

export interface SerialReaderDeps {
  /** Milliseconds that only grow. */
  monotonic(): number
  timers: Timers
  end: SerialEnd
  onCode(code: SerialCode): void
  /** Something came whose end never did: half a code, another end than was set, or another speed. */
  onTorn(): void
}

/** Turns what comes on one open line into whole codes. */
export function createSerialReader(deps: SerialReaderDeps): SerialReader {
  const { monotonic, timers, end, onCode, onTorn } = deps
  let buffer: SerialBuffer | undefined
  let rest: unknown

  function apply(step: SerialStep): void {
    buffer = step.buffer
    timers.clear(rest)
    if (buffer)
      rest = timers.set(giveUp, end === 'silence' ? SERIAL_SILENCE_MS : SERIAL_PART_AGE_MS)
    for (const code of step.codes) onCode(code)
  }

  function giveUp(): void {
    if (end === 'silence') apply(endSerialBySilence(buffer, monotonic()))
    else dropRest()
  }

  function dropRest(): void {
    const wasCode = hasCode(buffer)
    buffer = undefined
    if (wasCode) onTorn()
  }

  return {
    hear: (chunk) => apply(addSerial(buffer, chunk, monotonic(), end)),
    isMidScan: () => isMidCode(buffer, monotonic()),
    reset() {
      buffer = undefined
      timers.clear(rest)
    },
  }
}
