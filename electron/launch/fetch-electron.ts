import { join } from 'node:path'
import { runQuietly } from './run-quietly.ts'

/** Milliseconds for about 120 MB. */
const DOWNLOAD_LIMIT = 10 * 60_000
/** Milliseconds to unpack what an earlier download has left on this computer. */
const UNPACK_LIMIT = 20_000
/** Milliseconds for the server to answer at all. */
const PROBE_LIMIT = 4_000

/**
 * Fetches the pinned Electron with the tool of its own package; since version 42 installing the
 * package doesn't. True when it worked. Without a network it gives up within seconds, unless the
 * download lies in this computer's cache.
 */
export async function fetchElectron(electronPackage: string, version: string): Promise<boolean> {
  const limit = (await answers(addressOf(version))) ? DOWNLOAD_LIMIT : UNPACK_LIMIT
  const { code } = await runQuietly([join(electronPackage, 'install.js')], { timeout: limit })
  return code === 0
}

const addressOf = (version: string): string =>
  `https://github.com/electron/electron/releases/download/v${version}/SHASUMS256.txt`

/** True as well when a mirror or a proxy is set, whose answer this probe could not see. */
async function answers(address: string): Promise<boolean> {
  const { env } = process
  if (env.ELECTRON_MIRROR || env.npm_config_electron_mirror) return true
  if (env.HTTPS_PROXY || env.https_proxy) return true
  try {
    const signal = AbortSignal.timeout(PROBE_LIMIT)
    const { status } = await fetch(address, { method: 'HEAD', redirect: 'manual', signal })
    return status < 400
  } catch {
    return false
  }
}
