import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, rmSync } from 'node:fs'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'

/** Hardly larger than at the best level, and four times as fast. */
const LEVEL = 4

/** Makes a file smaller; answers the name (SHA-256) and the size of what came of it. */
export async function compress(
  from: string,
  to: string,
  signal: AbortSignal,
): Promise<{ hash: string; bytes: number }> {
  const counted = counting()
  const gzip = createGzip({ level: LEVEL })
  const target = createWriteStream(to, { mode: 0o600, flush: true })
  await pipeline(createReadStream(from), gzip, counted.through, target, { signal })
  return { hash: counted.hash.digest('hex'), bytes: counted.bytes() }
}

/** What goes wrong in the file itself, and not on the disk. */
export class NotAsSaid extends Error {
  override readonly name = 'NotAsSaid'
}

/**
 * Makes a received file large again, flushed. Throws `NotAsSaid` where its bytes are not those of its name,
 * or it does not become as large as was said: it never fills the disk with more.
 */
export async function expand(
  from: string,
  to: string,
  said: { readonly hash: string; readonly size: number },
  signal: AbortSignal,
): Promise<void> {
  const [packed, open] = [counting(), counting(said.size)]
  const target = createWriteStream(to, { mode: 0o600, flush: true })
  const gunzip = createGunzip()
  try {
    await pipeline(createReadStream(from), packed.through, gunzip, open.through, target, { signal })
    if (packed.hash.digest('hex') !== said.hash) throw new NotAsSaid('its bytes')
    if (open.bytes() !== said.size) throw new NotAsSaid('its size')
  } catch (error) {
    rmSync(to, { force: true })
    throw isOfGzip(error) ? new NotAsSaid('its form') : error
  }
}

const isOfGzip = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && /^Z_/.test(String(error.code))

function counting(most = Number.POSITIVE_INFINITY) {
  const hash = createHash('sha256')
  let bytes = 0
  const through = new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk)
      bytes += chunk.length
      done(bytes > most ? new NotAsSaid('its size') : null, chunk)
    },
  })
  return { through, hash, bytes: () => bytes }
}
