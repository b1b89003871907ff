import { createHash } from 'node:crypto'
import { closeSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs'

const CHUNK = 1 << 20

/** Copies a file of any size, flushed to the disk, and answers SHA-256 of what was copied. */
export function copyFlushed(from: string, to: string): string {
  const source = openSync(from, 'r')
  try {
    const target = openSync(to, 'w', 0o600)
    try {
      const sha256 = pump(source, target)
      fsyncSync(target)
      return sha256
    } finally {
      closeSync(target)
    }
  } finally {
    closeSync(source)
  }
}

function pump(source: number, target: number): string {
  const hash = createHash('sha256')
  const chunk = Buffer.alloc(CHUNK)
  for (;;) {
    const read = readSync(source, chunk, 0, CHUNK, null)
    if (read === 0) return hash.digest('hex')
    const bytes = chunk.subarray(0, read)
    hash.update(bytes)
    for (let at = 0; at < read; ) at += writeSync(target, bytes, at)
  }
}
