import { crc32, deflateSync } from 'node:zlib'

/** Latin-1, as the old formats have it. */
export const textBytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'))

/** A segment of a JPEG. */
export function segment(marker: number, content: string | Uint8Array): Uint8Array {
  const bytes = typeof content === 'string' ? textBytes(content) : content
  const length = bytes.length + 2
  return Uint8Array.from([0xff, marker, length >> 8, length & 0xff, ...bytes])
}

/** A whole grey JPEG of 8 x 8, with more segments after the first and other data of the picture if asked. */
export function jpeg(more: readonly Uint8Array[] = [], scan?: Uint8Array): Uint8Array {
  const counts = [0, 1, ...Array<number>(14).fill(0)]
  const table = (kind: number) => segment(0xc4, Uint8Array.from([kind, ...counts, 0]))
  return Buffer.concat([
    Uint8Array.from([0xff, 0xd8]),
    segment(0xe0, 'JFIF\0\x01\x01\0\0\x01\0\x01\0\0'),
    ...more,
    segment(0xdb, Uint8Array.from([0, ...Array<number>(64).fill(1)])),
    segment(0xc0, Uint8Array.from([8, 0, 8, 0, 8, 1, 1, 0x11, 0])),
    table(0x00),
    table(0x10),
    segment(0xda, Uint8Array.from([1, 1, 0, 0, 63, 0])),
    scan ?? Uint8Array.from([0x0f]),
    Uint8Array.from([0xff, 0xd9]),
  ])
}

/** Exif as a camera writes it, little-endian: which way up, and a text beside it. */
export function exif(orientation: number, beside: string): Uint8Array {
  const entry = (tag: number, type: number, count: number, value: number) => {
    const bytes = Buffer.alloc(12)
    bytes.writeUInt16LE(tag, 0)
    bytes.writeUInt16LE(type, 2)
    bytes.writeUInt32LE(count, 4)
    bytes.writeUInt32LE(value, 8)
    return bytes
  }
  const head = Buffer.from('II*\0\x08\0\0\0\x02\0', 'latin1')
  const place = head.length + 24 + 4
  const entries = [entry(0x010e, 2, beside.length, place), entry(0x0112, 3, 1, orientation)]
  const parts = ['Exif\0\0', head, ...entries, '\0\0\0\0', beside]
  return Buffer.concat(parts.map((part) => (typeof part === 'string' ? textBytes(part) : part)))
}

/** A chunk of a PNG. */
export function chunk(name: string, content: string | Uint8Array): Uint8Array {
  const bytes = typeof content === 'string' ? textBytes(content) : content
  const named = Buffer.concat([textBytes(name), bytes])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(bytes.length)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}

/** A whole grey PNG, one pixel by default, with more chunks after the first if asked. */
export function png(more: readonly Uint8Array[] = [], size = 1): Uint8Array {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(size, 0)
  head.writeUInt32BE(size, 4)
  head[8] = 8
  const row = (y: number) => [0, ...Array.from({ length: size }, (_, x) => (x * 7 + y * 3) % 256)]
  const rows = Array.from({ length: size }, (_, y) => row(y)).flat()
  return Buffer.concat([
    Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    ...more,
    chunk('IDAT', deflateSync(Uint8Array.from(rows))),
    chunk('IEND', ''),
  ])
}
