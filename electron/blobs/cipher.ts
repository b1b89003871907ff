import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

/**
 * A file as it lies on disks and goes over lines: `blb1`, then pieces of at most 64 KiB, each encrypted
 * with AES-256-GCM and followed by its tag. The nonce is seven zero bytes, the number of the piece (u32)
 * and 1 for the last piece or 0; it need not be by chance, since every file has a key of its own. So a piece that is
 * missing, moved, or was cut off at the end is found, and a reader need not hold more than one of them.
 */
const MARK = Buffer.from('blb1')
export const PIECE = 64 * 1024
const TAG = 16

/** 256 bits, for one file only. */
export const newBlobKey = (): Uint8Array => randomBytes(32)

export function encrypt(key: Uint8Array, bytes: Uint8Array): Uint8Array {
  const pieces: Uint8Array[] = [MARK]
  for (let n = 0; n * PIECE < bytes.length || n === 0; n++) {
    const isLast = (n + 1) * PIECE >= bytes.length
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(n, isLast))
    cipher.setAAD(MARK)
    pieces.push(cipher.update(bytes.subarray(n * PIECE, (n + 1) * PIECE)), cipher.final())
    pieces.push(cipher.getAuthTag())
  }
  return Buffer.concat(pieces)
}

/** Null where the bytes are not what was encrypted with this key, as a whole. */
export function decrypt(key: Uint8Array, bytes: Uint8Array): Uint8Array | null {
  if (Buffer.compare(bytes.subarray(0, MARK.length), MARK) !== 0) return null
  const pieces: Uint8Array[] = []
  const size = PIECE + TAG
  try {
    for (let n = 0, at = MARK.length; at < bytes.length; n++, at += size) {
      const piece = bytes.subarray(at, at + size)
      if (piece.length < TAG) return null
      const isLast = at + size >= bytes.length
      const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(n, isLast))
      decipher.setAAD(MARK)
      decipher.setAuthTag(piece.subarray(piece.length - TAG))
      pieces.push(decipher.update(piece.subarray(0, piece.length - TAG)), decipher.final())
    }
  } catch {
    return null
  }
  return pieces.length === 0 ? null : Buffer.concat(pieces)
}

function nonceOf(n: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeUInt32BE(n, 7)
  nonce[11] = isLast ? 1 : 0
  return nonce
}
