import { joined } from './joined.ts'

/** Markers of ITU T.81, annex B. */
const START = 0xd8
const END = 0xd9
const SCAN = 0xda
const COMMENT = 0xfe
const APP0 = 0xe0
const APP1 = 0xe1
const APP2 = 0xe2
const APP14 = 0xee
const APP15 = 0xef

/**
 * A JPEG without what stands beside the picture: Exif, XMP, IPTC, maker's notes, comments, previews, and
 * whatever follows its end, such as a second picture or a film. Kept are what colours depend on (JFIF, ICC, Adobe),
 * and of Exif which way up it is. Null where it is no whole JPEG.
 */
export function strippedJpeg(bytes: Uint8Array): Uint8Array | null {
  if (bytes[0] !== 0xff || bytes[1] !== START) return null
  const kept: Uint8Array[] = [bytes.subarray(0, 2)]
  let at = 2
  let isTurned = false
  for (;;) {
    const marker = markerAt(bytes, at)
    if (marker === null) return null
    if (marker.code === END) return joined([...kept, bytes.subarray(marker.end - 2, marker.end)])
    const length = u16(bytes, marker.end)
    const end = marker.end + length
    if (length < 2 || end > bytes.length) return null
    const content = bytes.subarray(marker.end + 2, end)
    if (isKept(marker.code, content)) kept.push(bytes.subarray(marker.end - 2, end))
    if (marker.code === APP1 && !isTurned) {
      const way = orientationOf(content)
      if (way !== null) kept.push(exifOfOrientation(way))
      isTurned = way !== null
    }
    at = end
    if (marker.code !== SCAN) continue
    at = endOfScan(bytes, end)
    kept.push(bytes.subarray(end, at))
  }
}

/** The marker at a place, over any fill bytes before it. `end` is the place after it. */
function markerAt(bytes: Uint8Array, from: number): { code: number; end: number } | null {
  if (bytes[from] !== 0xff) return null
  let at = from
  while (bytes[at] === 0xff) at++
  const code = bytes[at]
  return code === undefined || code === 0 ? null : { code, end: at + 1 }
}

/** Where the picture's own data end: at the next marker that is neither a stuffed byte nor a restart. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = from; at + 1 < bytes.length; at++) {
    if (bytes[at] !== 0xff) continue
    const next = bytes[at + 1]!
    const isData = next === 0 || next === 0xff || (next >= 0xd0 && next <= 0xd7)
    if (!isData) return at
  }
  return bytes.length
}

function isKept(code: number, content: Uint8Array): boolean {
  if (code === COMMENT) return false
  if (code < APP0 || code > APP15) return true
  if (code === APP0) return startsWith(content, 'JFIF\0')
  if (code === APP2) return startsWith(content, 'ICC_PROFILE\0')
  return code === APP14 && startsWith(content, 'Adobe')
}

const ORIENTATION = 0x0112

/** Which way up the camera was (2 to 8), or null where it says nothing or the picture is upright. */
function orientationOf(content: Uint8Array): number | null {
  if (!startsWith(content, 'Exif\0\0')) return null
  const tiff = content.subarray(6)
  const isLittle = startsWith(tiff, 'II')
  if (!isLittle && !startsWith(tiff, 'MM')) return null
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength)
  const has = (at: number, bytes: number) => at + bytes <= view.byteLength
  if (!has(4, 4)) return null
  const first = view.getUint32(4, isLittle)
  const count = has(first, 2) ? view.getUint16(first, isLittle) : 0
  for (let i = 0; i < count; i++) {
    const entry = first + 2 + 12 * i
    if (!has(entry, 12)) return null
    if (view.getUint16(entry, isLittle) !== ORIENTATION) continue
    const way = view.getUint16(entry + 8, isLittle)
    return way >= 2 && way <= 8 ? way : null
  }
  return null
}

/** Exif that says one thing: which way up the picture is. */
function exifOfOrientation(way: number): Uint8Array {
  const tiff = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, way, 0, 0]
  const content = [...text('Exif\0\0'), ...tiff, 0, 0, 0, 0]
  const length = content.length + 2
  return new Uint8Array([0xff, APP1, length >> 8, length & 0xff, ...content])
}

const text = (said: string): number[] => [...said].map((char) => char.charCodeAt(0))

const startsWith = (bytes: Uint8Array, said: string): boolean =>
  text(said).every((byte, i) => bytes[i] === byte)

const u16 = (bytes: Uint8Array, at: number): number =>
  ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)
