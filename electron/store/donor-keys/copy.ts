import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { holder } from '#shared/domain/donor/facts.ts'
import { flushFolder } from '../../files.ts'
import { backupFolder } from '../backup/backups.ts'

/**
 * A bench without a service is the only one that has its donors' keys. A copy of them stands beside its
 * backups, as readable as those are, and is written anew at each erasure: there is ever only one, so no
 * backup brings an erased key back.
 */
const copy = z.object({
  v: z.literal(1),
  keys: z.array(
    z.object({
      public: z.string().regex(/^[0-9a-f]{64}$/),
      holder,
      private: z.base64(),
      madeAt: z.int(),
    }),
  ),
  erased: z.array(holder),
})
export type KeysCopy = z.infer<typeof copy>

export const copyFile = (ledger: string): string => join(backupFolder(ledger), 'donor-keys.json')

/** Null where there is none that can be read. */
export function readCopy(ledger: string): KeysCopy | null {
  try {
    return copy.parse(JSON.parse(readFileSync(copyFile(ledger), 'utf8')))
  } catch {
    return null
  }
}

export function writeCopy(ledger: string, said: Omit<KeysCopy, 'v'>): void {
  const file = copyFile(ledger)
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const next = `${file}.next`
  writeFileSync(next, JSON.stringify({ v: 1, ...said }), { mode: 0o600, flush: true })
  chmodSync(next, 0o600)
  wipe(file)
  renameSync(next, file)
  flushFolder(dirname(file))
}

export function removeCopy(ledger: string): void {
  wipe(`${copyFile(ledger)}.next`)
  wipe(copyFile(ledger))
}

/** Writes over a file before it is removed: what held a key does not stay in what the disk calls free. */
export function wipe(file: string): void {
  if (!existsSync(file)) return
  const handle = openSync(file, 'r+')
  try {
    const zeros = Buffer.alloc(64 * 1024)
    for (let left = statSync(file).size; left > 0; left -= zeros.length)
      writeSync(handle, zeros, 0, Math.min(left, zeros.length))
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  rmSync(file)
}
