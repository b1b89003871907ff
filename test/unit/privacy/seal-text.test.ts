import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Sealed, sealed as sealedSchema } from '#shared/domain/files/facts.ts'
import { fromHex, toHex } from '#shared/ledger/envelope.ts'
import { fromBase64, toBase64 } from '#shared/privacy/base64.ts'
import {
  newKeyPair,
  openSealed,
  openText,
  type SealedAbout,
  sealText,
} from '#shared/privacy/seal-text.ts'
import { sealCrypto } from '../../../electron/seal-crypto.ts'
import { sha256 } from '../../../electron/sha256.ts'

interface Vector {
  readonly what: string
  readonly about: SealedAbout
  readonly private: string
  readonly text: string
  readonly sealed: Sealed
}

const file = new URL('../../fixtures/sealed.json', import.meta.url)
const { sealed: vectors }: { sealed: Vector[] } = JSON.parse(readFileSync(file, 'utf8'))

const TUBE = '01890a5d-ac96-774b-bcce-b302099a8057'
const ABOUT: SealedAbout = { what: 'note', donor: 'D-7KQ2-M3XA', specimen: TUBE }

describe('the published test vectors of sealed texts', () => {
  test.each(vectors)('open: $what', ({ about, sealed, text, private: key }) => {
    expect(openText(sealCrypto, about, fromHex(key), sealed)).toBe(text)
    expect(toHex(sealCrypto.publicOf(fromHex(key)))).toBe(sealed.key)
  })

  test('are made again by sealing with the same chance', () => {
    const { about, sealed, text } = vectors[0]!
    const chance = [onceOf('a note'), fromBase64(sealed.nonce)]
    const crypto = { ...sealCrypto, random: () => chance.shift()! }
    expect(sealText(crypto, about, sealed.key, text)).toEqual(sealed)
  })
})

/** As the script of the vectors derives it. */
const onceOf = (what: string): Uint8Array => sha256(Buffer.from(`once${what}`))

describe('DON-5: a sealed text', () => {
  const pair = newKeyPair(sealCrypto)

  test('opens to what was sealed, whatever it was', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        const sealed = sealText(sealCrypto, ABOUT, pair.public, bytes)
        expect(sealedSchema.safeParse(sealed).success).toBe(true)
        expect(toHex(openSealed(sealCrypto, ABOUT, pair.private, sealed)!)).toBe(toHex(bytes))
      }),
    )
  })

  test.each([
    ['another specimen', { ...ABOUT, specimen: '01890a5d-ac96-774b-bcce-b302099a8058' }],
    ['another donor', { ...ABOUT, donor: 'D-7KQ2-M3XB' }],
    ['another kind', { ...ABOUT, what: 'file' as const }],
  ])('does not open at %s', (_, about) => {
    const sealed = sealText(sealCrypto, ABOUT, pair.public, 'a remark')
    expect(openText(sealCrypto, about, pair.private, sealed)).toBeNull()
    expect(openText(sealCrypto, ABOUT, pair.private, sealed)).toBe('a remark')
  })

  test('does not open with another key, nor when a bit of it is turned', () => {
    const sealed = sealText(sealCrypto, ABOUT, pair.public, 'a remark')
    expect(openText(sealCrypto, ABOUT, newKeyPair(sealCrypto).private, sealed)).toBeNull()
    const bytes = fromBase64(sealed.text)
    for (const at of [0, bytes.length - 1]) {
      const turned = bytes.slice()
      turned[at]! ^= 1
      const other = { ...sealed, text: toBase64(turned) }
      expect(openText(sealCrypto, ABOUT, pair.private, other)).toBeNull()
    }
  })

  test('is another one each time, so that equal notes do not look equal', () => {
    const [one, two] = [1, 2].map(() => sealText(sealCrypto, ABOUT, pair.public, 'the same'))
    expect(one).not.toEqual(two)
  })

  test('is not made with a key that gives everybody the same secret', () => {
    expect(() => sealText(sealCrypto, ABOUT, '00'.repeat(32), 'a remark')).toThrow('no key')
  })
})

test('base64 is what every other reader takes for it', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'))
      expect(toHex(fromBase64(toBase64(bytes)))).toBe(toHex(bytes))
    }),
  )
})
