import { joined } from './joined.ts'

const SIGNATURE = 8
/** Length, name and check sum of a chunk. */
const AROUND = 12

/** What the picture is made of and what its colours and size depend on (PNG, third edition). */
const KEPT: ReadonlySet<string> = new Set([
  ...['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'bKGD', 'pHYs'],
  ...['cHRM', 'gAMA', 'iCCP', 'sBIT', 'sRGB', 'cICP', 'mDCV', 'cLLI'],
  ...['acTL', 'fcTL', 'fdAT'],
])

/**
 * A PNG without what stands beside the picture: texts, Exif, times, private chunks, and whatever follows
 * its end. Null where it is no whole PNG.
 */
export function strippedPng(bytes: Uint8Array): Uint8Array | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const kept: Uint8Array[] = [bytes.subarray(0, SIGNATURE)]
  let at = SIGNATURE
  while (at + AROUND <= bytes.length) {
    const end = at + AROUND + view.getUint32(at)
    if (end > bytes.length) return null
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8))
    if (at === SIGNATURE && name !== 'IHDR') return null
    if (KEPT.has(name)) kept.push(bytes.subarray(at, end))
    if (name === 'IEND') return joined(kept)
    at = end
  }
  return null
}
