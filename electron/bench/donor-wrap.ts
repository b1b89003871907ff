import { randomBytes } from 'node:crypto'
import { readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { isAbsent, writeWhole } from '../files.ts'
import type { Vault } from './key-file.ts'

const wrapFile = z.object({
  v: z.literal(1),
  protection: z.enum(['file', 'keychain']),
  secret: z.base64(),
})

/**
 * What donors' private keys are encrypted with where they lie in this folder: kept as the bench's own key is, by
 * the system's keychain where there is a real one. One that cannot be read is put aside and said: the service lends
 * the keys again, and a bench without one takes them from the copy beside its backups.
 */
export function loadDonorWrap(
  folder: string,
  vault: Vault | null,
  say: (line: string) => void = console.error,
): Uint8Array {
  const file = join(folder, 'donor-keys.key')
  const known = read(file, vault, say)
  if (known) return known
  const secret = randomBytes(32)
  const kept = Buffer.from(vault ? vault.seal(secret) : secret).toString('base64')
  const protection = vault ? 'keychain' : 'file'
  writeWhole(file, JSON.stringify({ v: 1, protection, secret: kept }))
  return secret
}

function read(file: string, vault: Vault | null, say: (line: string) => void): Uint8Array | null {
  try {
    const { protection, secret } = wrapFile.parse(JSON.parse(readFileSync(file, 'utf8')))
    const bytes = Buffer.from(secret, 'base64')
    if (protection === 'keychain' && !vault) throw new Error('its keychain is not there')
    const opened = protection === 'keychain' ? vault!.open(bytes) : bytes
    if (opened.length !== 32) throw new Error('it has another length')
    return opened
  } catch (error) {
    if (isAbsent(error)) return null
    const why = error instanceof Error ? error.message : String(error)
    renameSync(file, `${file}.${Date.now()}.bad`)
    say(`${file} cannot be read (${why}); it is kept beside a new one.`)
    return null
  }
}
