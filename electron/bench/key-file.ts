import { readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { isAbsent, writeWhole } from '../files.ts'
import { benchKey, type KeyMaterial, newKey } from '../store/key.ts'

/**
 * What the operating system keeps a secret with, where it does. Electron's own store counts only with a
 * real keychain behind it: without one it hides nothing.
 */
export interface Vault {
  seal(secret: Uint8Array): Uint8Array
  /** Throws where it cannot be opened, as by another account. */
  open(sealed: Uint8Array): Uint8Array
}

const keyFile = z.object({
  v: z.literal(1),
  public: z.string(),
  protection: z.enum(['file', 'keychain']),
  private: z.string(),
})

/**
 * The key of the bench in this folder, made where there is none. It stays out of the ledger and its
 * backups: whoever has a copy of those cannot sign as this bench. A file that cannot be read is put
 * aside and said; the new key is named in the ledger like the first one, so nothing is lost but the
 * power to sign with the old one. Start-up never asks anybody.
 */
export function loadKey(
  folder: string,
  vault: Vault | null,
  say: (line: string) => void = console.error,
): KeyMaterial {
  const file = join(folder, 'bench.key')
  const known = read(file, vault, say)
  if (known) return known
  const pkcs8 = newKey()
  const protection = vault ? 'keychain' : 'file'
  const kept = Buffer.from(vault ? vault.seal(pkcs8) : pkcs8)
  const key = { pkcs8, protection } as const
  const text = { v: 1, public: benchKey(key).public, protection, private: kept.toString('base64') }
  writeWhole(file, JSON.stringify(text))
  return key
}

function read(file: string, vault: Vault | null, say: (line: string) => void): KeyMaterial | null {
  try {
    const { protection, private: kept } = keyFile.parse(JSON.parse(readFileSync(file, 'utf8')))
    const bytes = Buffer.from(kept, 'base64')
    if (protection === 'keychain' && !vault) throw new Error('its keychain is not there')
    const key = { pkcs8: protection === 'keychain' ? vault!.open(bytes) : bytes, protection }
    benchKey(key)
    return key
  } catch (error) {
    if (isAbsent(error)) return null
    const why = error instanceof Error ? error.message : String(error)
    renameSync(file, `${file}.${Date.now()}.bad`)
    say(`${file} cannot be read (${why}); it is kept beside a new key.`)
    return null
  }
}
