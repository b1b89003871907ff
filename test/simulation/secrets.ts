import type { Sealed } from '#shared/domain/files/facts.ts'
import { type KeyPair, newKeyPair, openText, sealText } from '#shared/privacy/seal-text.ts'
import { sealCrypto } from '../../electron/seal-crypto.ts'
import type { Random } from './random.ts'

/** What stands in every text that nobody may ever find in the open. */
export const SECRET = 'SECRET-OF-A-DONOR'

interface Written {
  readonly holder: string
  readonly specimen: string
  readonly text: string
}

/** The private keys of all donors, as whoever keeps them has them, and what was written under them. */
export class Secrets {
  readonly #keys = new Map<string, KeyPair>()
  readonly written = new Map<string, Written>()
  readonly erased = new Set<string>()
  #count = 0

  /** A remark under the key that this bench has for a holder; the key is made at the first need. */
  write(random: Random, bench: string, holder: string, specimen: string): Sealed {
    const crypto = {
      ...sealCrypto,
      random: (bytes: number) => Uint8Array.from({ length: bytes }, () => random.below(256)),
    }
    const name = `${bench} ${holder}`
    const key = this.#keys.get(name) ?? newKeyPair(crypto)
    this.#keys.set(name, key)
    const text = `${SECRET} ${this.#count++}`
    const sealed = sealText(crypto, { donor: holder, specimen, what: 'note' }, key.public, text)
    this.written.set(sealed.once, { holder, specimen, text })
    return sealed
  }

  erase(holder: string): void {
    this.erased.add(holder)
    for (const [name] of this.#keys) if (name.endsWith(` ${holder}`)) this.#keys.delete(name)
  }

  /** The text again, null where its key is destroyed; undefined where it opens and is another one. */
  open(sealed: Sealed): string | null | undefined {
    const written = this.written.get(sealed.once)
    const key = [...this.#keys.values()].find((one) => one.public === sealed.key)
    if (!written || !key) return null
    const { holder: donor, specimen, text } = written
    const about = { donor, specimen, what: 'note' } as const
    return openText(sealCrypto, about, key.private, sealed) === text ? text : undefined
  }
}
