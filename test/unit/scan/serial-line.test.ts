import { describe, expect, it } from 'vitest'
import { readScan } from '#shared/scan/scan.ts'
import { addSerial, SERIAL_ENDS, type SerialBuffer } from '#shared/scan/serial-line.ts'

const MOST = 4_096

function fed(chunk: Uint8Array, times: number, end: (typeof SERIAL_ENDS)[number]) {
  let buffer: SerialBuffer | undefined
  for (let at = 0; at < times; at += 1) buffer = addSerial(buffer, chunk, at, end).buffer
  return buffer
}

describe('what comes without an end', () => {
  it.each(SERIAL_ENDS)('is kept up to what a code may hold (%s)', (end) => {
    for (const byte of [0x41, 0x00, 0x0d, 0x0a, 0x09]) {
      const buffer = fed(new Uint8Array(1_024).fill(byte), 64, end)
      expect(buffer?.bytes.length ?? 0).toBeLessThanOrEqual(MOST + 2)
    }
  })

  it('is ended all the same, and is too long for a code', () => {
    const buffer = fed(new Uint8Array(1_024).fill(0x41), 64, 'crlf')
    const [code] = addSerial(buffer, Uint8Array.of(0x0d, 0x0d, 0x0d, 0x0a), 65, 'crlf').codes
    const raw = { bytes: code!.bytes, source: 'serial', device: 'line', at: 0 } as const
    expect(readScan(raw)).toMatchObject({ ok: false, error: { type: 'TooLong' } })
  })

  it('with a NUL in it is no code', () => {
    const [code] = addSerial(undefined, Uint8Array.of(0x41, 0x00, 0x42, 0x0d), 0, 'cr').codes
    expect([...code!.bytes]).toEqual([0x41, 0x00, 0x42])
    const raw = { bytes: code!.bytes, source: 'serial', device: 'line', at: 0 } as const
    expect(readScan(raw)).toMatchObject({ error: { type: 'ControlCharacter', code: 0, at: 1 } })
  })
})
