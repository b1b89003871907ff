import { safeStorage } from 'electron'
import type { Vault } from './bench/key-file.ts'

/** What Electron calls a store and keeps nothing secret with. */
const NO_STORE = new Set(['basic_text', 'unknown'])

/**
 * The system's keychain, or null where there is none that hides anything: then a key lies in a file, and
 * every screen says so. Only after the app is ready.
 */
export function systemVault(): Vault | null {
  if (!safeStorage.isEncryptionAvailable()) return null
  const isLinux = process.platform === 'linux'
  if (isLinux && NO_STORE.has(safeStorage.getSelectedStorageBackend())) return null
  return {
    seal: (secret) => safeStorage.encryptString(Buffer.from(secret).toString('base64')),
    open: (sealed) => Buffer.from(safeStorage.decryptString(Buffer.from(sealed)), 'base64'),
  }
}
