import { readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Protection } from '#shared/ledger/seal.ts'
import { isAbsent, writeWhole } from '../files.ts'
import { benchKey, type KeyMaterial, newKey } from '../store/key.ts'
import { lock, lockedBox, newRecoveryKey, open } from './key-lock.ts'

/**
 * What the operating system keeps a secret with, where it does. Electron's own store counts only with a
 * real keychain behind it: without one it hides nothing.
 */
export interface Vault {
  seal(secret: Uint8Array): Uint8Array
  /** Throws where it cannot be opened, as by another account. */
  open(sealed: Uint8Array): Uint8Array
}

const common = { v: z.literal(1), public: z.string().regex(/^[0-9a-f]{64}$/) }
const keyFile = z.discriminatedUnion('protection', [
  z.object({ ...common, protection: z.enum(['file', 'keychain']), private: z.string() }),
  z.object({
    ...common,
    protection: z.literal('passphrase'),
    /** The private key, locked once with the passphrase and once with the recovery key. */
    passphrase: lockedBox,
    recovery: lockedBox,
  }),
])
type KeyFile = z.infer<typeof keyFile>

/** A bench's key as far as it is known. `material` is null while a passphrase locks it. */
export interface HeldKey {
  readonly public: string
  readonly protection: Protection
  readonly material: KeyMaterial | null
}

/**
 * The key of the bench in this folder, made where there is none. It stays out of the ledger and its
 * backups: whoever has a copy of those cannot sign as this bench. A file that cannot be read is put
 * aside and said; the new key is named in the ledger like the first one, so nothing is lost but the
 * power to sign with the old one. Start-up never asks anybody: a key that a passphrase locks stays locked.
 */
export function loadKey(
  folder: string,
  vault: Vault | null,
  say: (line: string) => void = console.error,
): HeldKey {
  const known = read(fileIn(folder), vault, say)
  if (known) return known
  const pkcs8 = newKey()
  const protection = vault ? 'keychain' : 'file'
  const kept = Buffer.from(vault ? vault.seal(pkcs8) : pkcs8).toString('base64')
  const held = heldOf({ pkcs8, protection })
  write(folder, { v: 1, public: held.public, protection, private: kept })
  return held
}

const fileIn = (folder: string): string => join(folder, 'bench.key')

const write = (folder: string, file: KeyFile): void =>
  writeWhole(fileIn(folder), JSON.stringify(file))

const heldOf = (material: KeyMaterial): ProtectedKey['held'] => ({
  public: benchKey(material).public,
  protection: material.protection,
  material,
})

function read(file: string, vault: Vault | null, say: (line: string) => void): HeldKey | null {
  try {
    const found = keyFile.parse(JSON.parse(readFileSync(file, 'utf8')))
    const { protection } = found
    if (protection === 'passphrase') return { public: found.public, protection, material: null }
    const bytes = Buffer.from(found.private, 'base64')
    if (protection === 'keychain' && !vault) throw new Error('its keychain is not there')
    return heldOf({ pkcs8: protection === 'keychain' ? vault!.open(bytes) : bytes, protection })
  } catch (error) {
    if (isAbsent(error)) return null
    const why = error instanceof Error ? error.message : String(error)
    renameSync(file, `${file}.${Date.now()}.bad`)
    say(`${file} cannot be read (${why}); it is kept beside a new key.`)
    return null
  }
}

/**
 * A new key that only a passphrase, or the recovery key that is answered, will unlock. The old one lay
 * open to whoever could read the file, so it is not kept on. `keep` puts it in the old one's place: once
 * the ledger names it, so that a failure leaves the bench with the key that it has.
 */
export function protectedKey(folder: string, passphrase: string): ProtectedKey {
  const held = heldOf({ pkcs8: newKey(), protection: 'passphrase' })
  const recoveryKey = newRecoveryKey()
  const { pkcs8 } = held.material
  const file: KeyFile = {
    v: 1,
    public: held.public,
    protection: 'passphrase',
    passphrase: lock(pkcs8, passphrase),
    recovery: lock(pkcs8, recoveryKey),
  }
  return { held, recoveryKey, keep: () => write(folder, file) }
}

export interface ProtectedKey {
  readonly held: HeldKey & { readonly material: KeyMaterial }
  readonly recoveryKey: string
  keep(): void
}

/**
 * The key, unlocked with the passphrase or the recovery key; null where the secret is neither. Throws
 * where the file cannot be read.
 */
export function unlockKey(folder: string, secret: string): ProtectedKey['held'] | null {
  const found = keyFile.parse(JSON.parse(readFileSync(fileIn(folder), 'utf8')))
  if (found.protection !== 'passphrase') return null
  const pkcs8 = open(found.passphrase, secret) ?? open(found.recovery, secret)
  return pkcs8 && heldOf({ pkcs8, protection: 'passphrase' })
}
