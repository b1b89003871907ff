import { characterOfByte } from '#shared/scan/explain-bytes.ts'

/** What a printer answered, with its control characters by name and a line for each of its lines. */
export const printerWords = (answer: string): string =>
  [...answer]
    .map((one) => {
      const byte = one.charCodeAt(0)
      if (byte === 0x20 || (byte > 0x20 && byte < 0x7f)) return one
      const name = byte > 0xff ? '' : characterOfByte(byte)
      return `‹${name === '' ? byte.toString(16).toUpperCase() : name}›${one === '\n' ? '\n' : ''}`
    })
    .join('')
    .trimEnd()
