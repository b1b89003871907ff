import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto'
import { z } from 'zod'

const base64 = z.string().regex(/^[A-Za-z0-9+/]+=*$/)

/** A secret that another secret locks: AES-256-GCM under a key that scrypt makes of it. */
export const lockedBox = z.object({ salt: base64, nonce: base64, tag: base64, text: base64 })
export type LockedBox = z.infer<typeof lockedBox>

/** About a quarter of a second: whoever has the file and guesses pays that for each guess. */
const COST = { N: 131_072, r: 8, p: 1, maxmem: 256 * 1024 * 1024 } as const

const keyOf = (secret: string, salt: Uint8Array): Buffer => scryptSync(said(secret), salt, 32, COST)

/** Blanks and dashes are only for the eye; the same letters typed elsewhere are the same secret. */
const said = (secret: string): string => secret.normalize('NFKC').replace(/[\s-]/g, '')

export function lock(content: Uint8Array, secret: string): LockedBox {
  const salt = randomBytes(16)
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keyOf(secret, salt), nonce)
  const text = Buffer.concat([cipher.update(content), cipher.final()])
  const [s, n, t, c] = [salt, nonce, cipher.getAuthTag(), text].map((b) => b.toString('base64'))
  return { salt: s!, nonce: n!, tag: t!, text: c! }
}

/** What is in the box, or null for another secret. */
export function open(box: LockedBox, secret: string): Uint8Array | null {
  const [salt, nonce, tag, text] = [box.salt, box.nonce, box.tag, box.text].map((b) =>
    Buffer.from(b, 'base64'),
  )
  const cipher = createDecipheriv('aes-256-gcm', keyOf(secret, salt!), nonce!)
  cipher.setAuthTag(tag!)
  try {
    return Buffer.concat([cipher.update(text!), cipher.final()])
  } catch {
    return null
  }
}

/** Letters and digits that are not taken for each other. */
const SIGNS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

/** 160 random bits in eight groups of four signs, to be written down and kept away from the bench. */
export function newRecoveryKey(): string {
  const signs = [...randomBytes(32)].map((byte) => SIGNS.charAt(byte % SIGNS.length))
  return signs.join('').replace(/.{4}(?=.)/g, '$&-')
}
