import type { KeyView } from '#shared/contract/keeping.ts'
import type { Store } from '../store/client.ts'
import { type HeldKey, protectKey, unlockKey } from './key-file.ts'

export interface SigningOptions {
  readonly folder: string
  readonly held: HeldKey
  readonly store: Store
  /** Something of the view is another. */
  tell(): void
}

/** What the bench signs with, and what keeps it from others. */
export interface Signing {
  view(): KeyView
  /** A new key under a passphrase; answers the recovery key, which is shown once and kept nowhere. */
  protect(passphrase: string): Promise<string>
  /** Whether the secret is the passphrase or the recovery key. */
  unlock(secret: string): Promise<boolean>
}

export function createSigning({ folder, held: first, store, tell }: SigningOptions): Signing {
  let held = first
  async function use(next: HeldKey): Promise<void> {
    if (next.material) await store.useKey(next.material)
    held = next
    tell()
  }
  return {
    view: () => {
      const { public: key, protection, material } = held
      return { public: key, protection, isLocked: material === null }
    },
    protect: async (passphrase) => {
      const made = protectKey(folder, passphrase)
      await use(made.held)
      return made.recoveryKey
    },
    unlock: async (secret) => {
      const unlocked = unlockKey(folder, secret)
      if (unlocked) await use(unlocked)
      return unlocked !== null
    },
  }
}
