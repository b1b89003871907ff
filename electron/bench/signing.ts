import type { KeyView, SigningFault } from '#shared/contract/keeping.ts'
import { err, ok, type Result } from '#shared/lib/result.ts'
import { type Store, StoreFailed } from '../store/client.ts'
import type { KeyMaterial } from '../store/key.ts'
import { type HeldKey, protectedKey, unlockKey } from './key-file.ts'

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
  protect(passphrase: string): Promise<Result<{ readonly recoveryKey: string }, SigningFault>>
  /** With the passphrase or the recovery key. */
  unlock(secret: string): Promise<Result<null, SigningFault>>
}

export function createSigning({ folder, held: first, store, tell }: SigningOptions): Signing {
  let held = first
  /** The ledger names a key before anything rests on it; a damaged one names nothing. */
  async function use(next: HeldKey & { readonly material: KeyMaterial }): Promise<void> {
    await store.useKey(next.material)
    held = next
    tell()
  }
  async function attempt<T>(
    work: () => Promise<Result<T, SigningFault>>,
  ): Promise<Result<T, SigningFault>> {
    if (store.opening().findings.length > 0) return err({ type: 'Damaged' })
    try {
      return await work()
    } catch (error) {
      return err({ type: 'Failed', why: whyOf(error) })
    }
  }
  return {
    view: () => {
      const { public: key, protection, material } = held
      return { public: key, protection, isLocked: material === null }
    },
    protect: (passphrase) =>
      attempt(async () => {
        const made = protectedKey(folder, passphrase)
        await use(made.held)
        made.keep()
        return ok({ recoveryKey: made.recoveryKey })
      }),
    unlock: (secret) =>
      attempt(async () => {
        const unlocked = unlockKey(folder, secret)
        if (!unlocked) return err({ type: 'WrongSecret' })
        await use(unlocked)
        return ok(null)
      }),
  }
}

function whyOf(error: unknown): string {
  if (error instanceof StoreFailed) return error.reason
  return error instanceof Error && 'code' in error ? String(error.code) : 'bench.key'
}
