import { describe, expect, it } from 'vitest'
import { decrypt, encrypt, newBlobKey, PIECE } from '../../../electron/blobs/cipher.ts'

const key = newBlobKey()
const some = (length: number) => Buffer.from(Array.from({ length }, (_, i) => (i * 31) % 251))

describe('an encrypted file', () => {
  it.each([0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE])('opens with its key: %i bytes', (n) => {
    const opened = decrypt(key, encrypt(key, some(n)))
    expect(opened && Buffer.compare(opened, some(n))).toBe(0)
  })

  it('opens with no other key, and never in part', () => {
    const sealed = encrypt(key, some(2 * PIECE + 5))
    expect(decrypt(newBlobKey(), sealed)).toBeNull()
    for (const cut of [1, 5, 21, 22, PIECE + 16, 2 * (PIECE + 16) + 4])
      expect(decrypt(key, sealed.subarray(0, sealed.length - cut))).toBeNull()
    expect(decrypt(key, sealed.subarray(0, 4))).toBeNull()
  })

  it('is found to be another wherever a bit or a piece of it is another', () => {
    const sealed = encrypt(key, some(2 * PIECE + 5))
    for (const at of [0, 4, PIECE, PIECE + 25, sealed.length - 1]) {
      const turned = Buffer.from(sealed)
      turned[at]! ^= 1
      expect(decrypt(key, turned)).toBeNull()
    }
    const [head, one, two] = [
      sealed.subarray(0, 4),
      sealed.subarray(4, PIECE + 20),
      sealed.subarray(PIECE + 20, 2 * PIECE + 36),
    ]
    const rest = sealed.subarray(2 * PIECE + 36)
    expect(decrypt(key, Buffer.concat([head, one, two, rest]))).not.toBeNull()
    expect(decrypt(key, Buffer.concat([head, two, one, rest]))).toBeNull()
  })

  it('has nothing of what it holds', () => {
    const text = Buffer.from('Doe, Jane 1970-01-01')
    expect(Buffer.from(encrypt(key, text)).includes(text)).toBe(false)
  })
})
